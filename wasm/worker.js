/* Classic worker: loads the engine, then answers each message {id, request} with {id, reply}. */
/* global importScripts, createPyMemLab */
"use strict";

importScripts("pymemlab.js");

const ready = createPyMemLab().then(async (module) => {
  const stacks = Boolean(WebAssembly.promising);
  const door = module._pml_wasm_open(64, 0, 10, stacks);
  const engine = { module, door, command: (at, size) => module._pml_wasm_command(door, at, size) };
  // After its first call the module holds an exported function itself.
  ask(engine, "{}");
  module._pml_wasm_go_on(0, 0);
  if (stacks) {
    // Stacks of its own, as many as it needs, for a worker's is half as large as a page's.
    // A part that is loaded from within a call would run what it calls on the worker's stack again: it comes before.
    await module.loadRest();
    const command = WebAssembly.promising(module._pml_wasm_command);
    engine.command = (at, size) => command(door, at, size);
  }
  return engine;
});

// The engine's second part comes when nothing has been asked for a while: so the first answers do not wait for it,
// and few programs call into it before it is there.
let quiet = 0;
function loadRestWhenQuiet(engine) {
  clearTimeout(quiet);
  quiet = setTimeout(() => engine.module.loadRest(), 3000);
}

/** The reply, or where the engine runs on its own stack a promise of it. */
function ask({ module, command }, request) {
  const size = module.lengthBytesUTF8(request);
  const at = module._malloc(size + 1);
  module.stringToUTF8(request, at, size + 1);
  const take = (reply) => {
    module._free(at);
    const text = module.UTF8ToString(reply);
    module._free(reply);
    return text;
  };
  const reply = command(at, size);
  return typeof reply === "number" ? take(reply) : reply.then(take);
}

ready.then(
  () => self.postMessage({ ready: true }),
  (error) => self.postMessage({ failed: String(error) }),
);
// One after the other: the engine is not entered twice.
let last = ready;
self.onmessage = (event) => {
  const { id, request } = event.data;
  last = last.then(() => ready).then((engine) => {
    loadRestWhenQuiet(engine);
    return ask(engine, request);
  }).then(
    (reply) => self.postMessage({ id, reply }),
    // The browser's own stack may be smaller than the deepest recursion through C that a program asks for.
    (error) => self.postMessage({ id, failed: error instanceof RangeError ? "stack_limit" : String(error) }),
  );
};
