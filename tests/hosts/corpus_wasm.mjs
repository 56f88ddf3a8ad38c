// Every corpus script through the door of the wasm build under Node: exec, finish, compare stdout.
// usage: node corpus_wasm.mjs WASM_FOLDER CORPUS
import { askDoor, openEngine } from "../../wasm/node.mjs";
import { difference, scripts } from "./corpus.mjs";

const [wasmFolder, corpus] = process.argv.slice(2);
// One instance, a fresh door for each script: an instance's memory is only given back by chance.
const module = await openEngine(wasmFolder);
let passed = 0;
let failed = 0;

const ask = (door, request) => JSON.parse(askDoor(module, door, JSON.stringify(request)));

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
