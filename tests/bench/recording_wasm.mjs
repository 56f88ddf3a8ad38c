// Jumping and stepping back in wasm under Node; one line of JSON.
// usage: node recording_wasm.mjs WASM_FOLDER FILE
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";

const [folder, file] = process.argv.slice(2);
const create = createRequire(import.meta.url)(path.resolve(folder, "pymemlab.js"));
const module = await create({ wasmBinary: readFileSync(path.join(folder, "pymemlab.wasm")) });
const source = readFileSync(file, "utf8");

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
const median = (a) => a.sort((x, y) => x - y)[a.length >> 1];
const p99 = (a) => a.sort((x, y) => x - y)[Math.floor(a.length * 0.99)];

const door = module._pml_wasm_open(64, 4e9, 0);
ask(door, { command: "exec", source });
const timeline = ask(door, { command: "timeline" });
const last = timeline.position.last_tick;
let seed = 99;
const random = () => (seed = (seed * 1103515245 + 12345) % 2147483648) / 2147483648;
const jumps = [];
const backs = [];
for (let i = 0; i < 300; i++) {
  const tick = Math.floor(random() * last);
  const start = performance.now();
  ask(door, { command: "seek", tick });
  jumps.push(performance.now() - start);
}
for (let i = 0; i < 300; i++) {
  const start = performance.now();
  ask(door, { command: "step", direction: "previous" });
  backs.push(performance.now() - start);
}
console.log(JSON.stringify({
  bytes_per_line: timeline.checkpoint_bytes / (last / 6),
  jump_p50_ms: median(jumps), jump_p99_ms: p99(jumps), back_p50_ms: median(backs), back_p99_ms: p99(backs),
}));
