// Replays tests/api/*.jsonl in process (pymemlab ask), over HTTP and in wasm under Node: equal bytes.
// usage: node transcripts.mjs PROGRAM WASM_FOLDER
import { execFileSync, spawn } from "node:child_process";
import { readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { askDoor, openEngine } from "../../wasm/node.mjs";

const [program, wasmFolder] = process.argv.slice(2);
const folder = path.join(path.dirname(fileURLToPath(import.meta.url)), "..", "api");
let passed = 0;
let failed = 0;

function report(name, good, detail = "") {
  console.log(`${good ? "ok" : "not ok"} - ${name}${detail ? `: ${detail}` : ""}`);
  if (good) passed++;
  else failed++;
}

function inProcess(lines) {
  const out = execFileSync(program, ["ask"], { input: lines.join("\n") + "\n", maxBuffer: 1 << 28 });
  return out.toString().trimEnd().split("\n");
}

async function startServer() {
  const server = spawn(program, ["serve", "--port", "0"], { stdio: ["ignore", "pipe", "inherit"] });
  const line = await new Promise((resolve) => server.stdout.once("data", (d) => resolve(String(d))));
  return { server, base: line.match(/http:\/\/[^ \n]+/)[0] };
}

async function overHttp(base, lines) {
  const created = await (await fetch(`${base}/api/v1/sessions`, { method: "POST" })).json();
  const replies = [];
  for (const body of lines) {
    const r = await fetch(`${base}/api/v1/sessions/${created.id}/command`, { method: "POST", body });
    replies.push(await r.text());
  }
  await fetch(`${base}/api/v1/sessions/${created.id}`, { method: "DELETE" });
  return replies;
}

function inWasm(module, lines) {
  const door = module._pml_wasm_open(0, 0, 0);
  const replies = lines.map((line) => askDoor(module, door, line));
  module._pml_wasm_close(door);
  return replies;
}

function firstDifference(lines, a, b) {
  const i = lines.findIndex((_, k) => a[k] !== b[k]);
  if (i < 0) return null;
  const [x, y] = [a[i] ?? "", b[i] ?? ""];
  let at = 0;
  while (at < x.length && x[at] === y[at]) at++;
  return `request ${i + 1} (${lines[i].slice(0, 60)}): ...${x.slice(Math.max(0, at - 40), at + 60)} / ...${y.slice(Math.max(0, at - 40), at + 60)}`;
}

const module = await openEngine(wasmFolder);
const { server, base } = await startServer();
try {
  for (const file of readdirSync(folder).filter((f) => f.endsWith(".jsonl")).sort()) {
    const lines = readFileSync(path.join(folder, file), "utf8").split("\n").filter((l) => l);
    const direct = inProcess(lines);
    const http = firstDifference(lines, direct, await overHttp(base, lines));
    // What freed blocks still hold of the host's own addresses is stored too, and short in wasm: a few words.
    const stored = (replies) => replies.map((r) => r.replace(/"checkpoint_bytes":\d+/g, '"checkpoint_bytes":0'));
    const wasm = firstDifference(lines, stored(direct), stored(inWasm(module, lines)));
    report(`${file}: one reply a request`, direct.length === lines.length);
    report(`${file}: HTTP answers the same bytes`, !http, http ?? "");
    report(`${file}: wasm answers the same bytes`, !wasm, wasm ?? "");
  }
} finally {
  server.kill();
}
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed ? 1 : 0);
