// The engine's wasm build under Node: for the build itself (usual.mjs) and for the tests.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { setFlagsFromString } from "node:v8";

// Debian's Node 18 has tail calls, but only when told; later ones have them always.
setFlagsFromString("--experimental-wasm-return_call");

/** An instance of FOLDER's engine, made of the bytes of wasmFile. */
export function openEngine(folder, wasmFile = path.join(folder, "pymemlab.wasm")) {
  const create = createRequire(import.meta.url)(path.resolve(folder, "pymemlab.js"));
  return create({ wasmBinary: readFileSync(wasmFile) });
}

/** The reply's text to one request (a line of JSON) at a door that _pml_wasm_open gave. */
export function askDoor(module, door, line) {
  const n = module.lengthBytesUTF8(line);
  const at = module._malloc(n + 1);
  module.stringToUTF8(line, at, n + 1);
  const reply = module._pml_wasm_command(door, at, n);
  module._free(at);
  const text = module.UTF8ToString(reply);
  module._free(reply);
  return text;
}
