// Every corpus script through the door of the wasm build under Node: exec, finish, compare stdout.
// usage: node corpus_wasm.mjs WASM_FOLDER CORPUS
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { difference, scripts } from "./corpus.mjs";

const [wasmFolder, corpus] = process.argv.slice(2);
const create = createRequire(import.meta.url)(path.resolve(wasmFolder, "pymemlab.js"));
const wasmBinary = readFileSync(path.join(wasmFolder, "pymemlab.wasm"));
// One instance, a fresh door for each script: an instance's memory is only given back by chance.
const module = await create({ wasmBinary });
let passed = 0;
let failed = 0;

function ask(door, request) {
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

function run({ source, filename }) {
  try {
    const door = module._pml_wasm_open(128, 2e9, 0);
    ask(door, { command: "exec", source, filename });
    ask(door, { command: "finish" });
    const { stdout } = ask(door, { command: "output" });
    module._pml_wasm_close(door);
    return stdout;
  } catch (error) {
    return String(error);
  }
}

for (const script of scripts(corpus)) {
  const wrong = difference(script, run(script));
  if (wrong) {
    failed++;
    console.log(wrong);
  } else {
    passed++;
  }
}
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed ? 1 : 0);
