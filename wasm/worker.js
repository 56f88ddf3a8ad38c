/* Classic worker: loads the engine, then answers each message {id, request} with {id, reply}. */
/* global importScripts, createPyMemLab */
"use strict";

// Asked for before the script that uses it: they come together.
const first = fetch("pymemlab.wasm", { credentials: "same-origin" });
first.catch(() => {}); // load.js tells
importScripts("pymemlab.js");

// Where the browser can, the engine runs on stacks of its own, as many as it needs: a worker's is half as large as a page's.
const stacks = Boolean(WebAssembly.promising);
const ready = createPyMemLab({ stacks, first }).then(async (module) => {
  const enter = (name, nothing = 0) => {
    module[name](nothing); // does nothing: after its first call the module holds the exported function itself
    return stacks ? WebAssembly.promising(module[name]) : module[name];
  };
  enter("_pml_wasm_go_on");
  const command = enter("_pml_wasm_command");
  const door = await enter("_pml_wasm_open", -1)(64, 0, 10, stacks);
  return { module, command: (at, size) => command(door, at, size) };
});

// The engine's second part comes when nothing has been asked for a while: so the first answers do not wait for it,
// and few programs call into it before it is there.
let quiet = 0;
function loadRestWhenQuiet(engine) {
  clearTimeout(quiet);
  quiet = setTimeout(() => engine.module.loadRest().catch(() => {}), 2000);
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
    clearTimeout(quiet);
    return ask(engine, request);
  }).then(
    (reply) => {
      self.postMessage({ id, reply });
      return ready.then(loadRestWhenQuiet);
    },
    // The browser's own stack may be smaller than the deepest recursion through C that a program asks for.
    (error) => self.postMessage({ id, failed: error instanceof RangeError ? "stack_limit" : String(error) }),
  );
};
