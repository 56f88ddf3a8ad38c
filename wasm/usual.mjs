// Finds the functions that the first wasm module keeps (see README.md) and writes them to usual_functions.txt.
// usage: node usual.mjs FOLDER, of pymemlab.js and pymemlab.whole.wasm; part of each build (CMakeLists.txt)
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { askDoor, openEngine } from "./node.mjs";

const here = path.dirname(fileURLToPath(import.meta.url));
const folder = path.resolve(process.argv[2]);
const whole = path.join(folder, "pymemlab.whole.wasm");

/** Names of the defined functions, in their order, from the section "name". */
function functionNames(bytes) {
  let at = 8;
  const number = () => {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = bytes[at++];
      value += (byte & 127) * 2 ** shift;
      if (byte < 128) return value;
    }
  };
  const text = () => {
    const n = number();
    return new TextDecoder().decode(bytes.subarray(at, (at += n)));
  };
  let imported = 0;
  const names = [];
  while (at < bytes.length) {
    const id = bytes[at++];
    const end = number() + at;
    if (id === 2) {
      const module = new WebAssembly.Module(bytes);
      imported = WebAssembly.Module.imports(module).filter((i) => i.kind === "function").length;
    } else if (id === 0 && text() === "name") {
      while (at < end) {
        const part = bytes[at++];
        const stop = number() + at;
        if (part === 1) {
          for (let left = number(); left > 0; left--) {
            const index = number();
            names[index - imported] = text();
          }
        }
        at = stop;
      }
    }
    at = end;
  }
  return names;
}

// The menu's programs, and what beginners write: what one may ask for before the rest is there.
const menu = readFileSync(path.join(here, "..", "web", "src", "model", "examples.ts"), "utf8");
const programs = [...menu.matchAll(/source: `(.*?)`/gs)].map((m) => m[1]);
programs.push(`def f(*a, k=1):
    return [x for x in a if x] + [k]
class A:
    x = {1: 2.5, "a": (1, 2)}
try:
    print(f(1, 2, k=3), A().x["a"], f"{len('é')}", 2 * 3.5, "x" + "y")
    for i, k in enumerate(range(3)):
        b = {"z": i, "k": {i, k}}
    b["no"]
except KeyError as e:
    print(e)
1 / 0
`);

/** What the page asks while it shows a program and somebody goes through it. */
const looking = [
  { command: "state" }, { command: "graph", ghosts: true }, { command: "graph", limit: 60, depth: 6 },
  { command: "words" }, { command: "words", lang: "zh" }, { command: "output" }, { command: "timeline" },
  { command: "course" }, { command: "course", from: 0, to: 48, width: 1 }, { command: "deaths", from: 1, to: 40 },
  { command: "words", tick: 20 }, { command: "generations" }, { command: "series" }, { command: "stats" }, { command: "deaths" },
];
const going = [
  { command: "seek", tick: 0 }, { command: "step" }, { command: "step", way: "over" }, { command: "step", unit: "call" },
  { command: "step", direction: "previous" }, { command: "run_to", event: "line", line: 3 },
  { command: "run_to", event: "breakpoint" }, { command: "step", way: "out" }, { command: "seek" },
];

const work = mkdtempSync(path.join(tmpdir(), "pymemlab-"));
try {
  const counted = path.join(work, "counted.wasm");
  execFileSync("wasm-split", ["--all-features", "--instrument", whole, "-o", counted]);
  const module = await openEngine(folder, counted);
  const ask = (door, request) => JSON.parse(askDoor(module, door, JSON.stringify(request)));
  for (const source of programs) {
    const door = module._pml_wasm_open(64, 0, 10);
    ask(door, { command: "reset", profile: "cpython-3.11" });
    ask(door, { command: "describe" });
    ask(door, { command: "breakpoints", lines: [2] });
    ask(door, { command: "watch", names: ["a"] });
    let more = ask(door, { command: "record", source, budget: 2e5 }).paused;
    for (let i = 0; more && i < 20; i++) more = ask(door, { command: "continue", budget: 2e5 }).paused;
    ask(door, { command: "reset", profile: "cpython-3.11" });
    ask(door, { command: "watch", names: ["a", "b"] });
    more = ask(door, { command: "exec", source, budget: 2e5 }).paused;
    for (let i = 0; more && i < 20; i++) more = ask(door, { command: "continue", budget: 2e5 }).paused;
    for (const request of [...looking, ...going, ...looking]) {
      const answer = ask(door, request);
      if (request.command === "state" && answer.objects?.length) {
        ask(door, { command: "ledger", id: answer.objects[0].id });
      }
    }
    ask(door, { command: "finish" });
    ask(door, { command: "reset" });
    module._pml_wasm_close(door);
  }
  // The profile: 8 bytes of the module's hash, then for each function when it was first called, or 0.
  const names = functionNames(new Uint8Array(readFileSync(whole)));
  const size = 8 + 4 * names.length;
  const at = module._malloc(size);
  const written = module.asm.__write_profile(at, size);
  if (written !== size) throw new Error(`the profile has ${written} bytes, not ${size}`);
  // A door itself cannot wait for the rest; what reads the section "seldom" has to.
  const used = names.filter((name, i) => name.startsWith("pml_wasm_")
    || (module.HEAP32[(at + 8 + 4 * i) >> 2] !== 0 && !name.startsWith("pml_character_name")));
  writeFileSync(path.join(folder, "usual_functions.txt"), used.sort().join("\n") + "\n");
  console.log(`${used.length} of ${names.length} functions`);
} finally {
  rmSync(work, { recursive: true });
}
