/* Classic worker: loads the engine, then answers each message {id, request} with {id, reply}. */
/* global importScripts, createPyMemLab */
"use strict";

importScripts("pymemlab.js");

const ready = createPyMemLab().then((module) => {
  const door = module._pml_wasm_open(64, 0, 10);
  return { module, door };
});

function ask({ module, door }, request) {
  const size = module.lengthBytesUTF8(request);
  const at = module._malloc(size + 1);
  module.stringToUTF8(request, at, size + 1);
  const reply = module._pml_wasm_command(door, at, size);
  module._free(at);
  const text = module.UTF8ToString(reply);
  module._free(reply);
  return text;
}

ready.then(
  () => self.postMessage({ ready: true }),
  (error) => self.postMessage({ failed: String(error) }),
);
self.onmessage = (event) => {
  const { id, request } = event.data;
  ready.then((engine) => {
    try {
      self.postMessage({ id, reply: ask(engine, request) });
    } catch (error) {
      // The browser's own stack is smaller than the deepest recursion through C that Python allows.
      self.postMessage({ id, failed: error instanceof RangeError ? "stack_limit" : String(error) });
    }
  });
};
