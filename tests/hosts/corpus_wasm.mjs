// Every corpus script through the door of the wasm build under Node: exec, finish, compare stdout.
// usage: node corpus_wasm.mjs WASM_FOLDER CORPUS
import { readFileSync, readdirSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";

const [wasmFolder, corpus] = process.argv.slice(2);
const create = createRequire(import.meta.url)(path.resolve(wasmFolder, "pymemlab.js"));
const wasmBinary = readFileSync(path.join(wasmFolder, "pymemlab.wasm"));
// One instance, a fresh door for each script: an instance's memory is only given back by chance.
const module = await create({ wasmBinary });
let passed = 0;
let failed = 0;
let skipped = 0; // a cell has no file: scripts about their own file name cannot be equal here

function ask(module, door, request) {
  const line = JSON.stringify(request);
  const n = module.lengthBytesUTF8(line);
  const at = module._malloc(n + 1);
  module.stringToUTF8(line, at, n + 1);
  const reply = module._pml_wasm_command(door, at, n);
  module._free(at);
  const text = module.UTF8ToString(reply);
  module._free(reply);
  return JSON.parse(text);
}

for (const topic of readdirSync(corpus).sort()) {
  const folder = path.join(corpus, topic);
  if (!statSync(folder).isDirectory() || topic.startsWith("_")) continue;
  for (const file of readdirSync(folder).filter((f) => f.endsWith(".py")).sort()) {
    const script = path.join(folder, file);
    const expected = readFileSync(script.replace(/\.py$/, ".out"), "utf8");
    const source = readFileSync(script, "utf8");
    if (source.includes("__file__") || (source + expected).includes(file)) {
      skipped++;
      continue;
    }
    let actual;
    try {
      const door = module._pml_wasm_open(128, 2e9, 0);
      ask(module, door, { command: "exec", source });
      ask(module, door, { command: "finish" });
      actual = ask(module, door, { command: "output" }).stdout;
      module._pml_wasm_close(door);
    } catch (error) {
      actual = String(error);
    }
    if (actual === expected) {
      passed++;
    } else {
      failed++;
      const [a, b] = [expected.split("\n"), actual.split("\n")];
      const i = a.findIndex((line, k) => line !== b[k]);
      console.log(`FAIL ${topic}/${file}: line ${i + 1}: expected ${a[i]}, got ${b[i]}`);
    }
  }
}
console.log(`${skipped} scripts about their own file name left out`);
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed ? 1 : 0);
