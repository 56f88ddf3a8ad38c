// Part of pymemlab.js: the engine comes as two wasm modules. The first has what the start and usual programs need;
// the rest is loaded by loadRest, or when one of its functions is called. Where the browser can switch stacks the call
// waits on its own; elsewhere the whole thread does (a worker may, Node reads the file).
Module["instantiateWasm"] = (imports, receive) => {
  const rest = "pymemlab.rest.wasm";
  let first = null;
  let joined = false;
  let coming = null;
  const table = () => Object.values(first).find((e) => e instanceof WebAssembly.Table);
  const join = (module) => {
    if (!joined) {
      new WebAssembly.Instance(module, { primary: first }); // its segments replace the placeholders in the table
      joined = true;
    }
  };
  const now = () => {
    let bytes;
    try {
      bytes = readBinary(locateFile(rest));
    } catch (error) {
      throw new Error(`engine_part: ${rest} could not be loaded: ${error}`);
    }
    if (new DataView(bytes.buffer, bytes.byteOffset).getUint32(0) !== 0x0061736d) {
      throw new Error(`engine_part: ${rest} is not there`);
    }
    join(new WebAssembly.Module(bytes));
  };
  imports["placeholder"] = new Proxy({}, {
    get: (_, slot) => {
      const real = () => table().get(Number(slot));
      if (Module["stacks"]) {
        return new WebAssembly.Suspending(async (...args) => {
          await Module["loadRest"]();
          return WebAssembly.promising(real())(...args);
        });
      }
      return (...args) => {
        if (!joined) {
          now();
        }
        return real()(...args);
      };
    },
  });
  // Where Python's loops nest deeply they go on elsewhere, while the stack they came from waits (host.c).
  if (Module["stacks"]) {
    for (const given of Object.values(imports)) {
      const name = Object.keys(given).find((key) => given[key] === another_stack);
      if (name) {
        given[name] = new WebAssembly.Suspending(another_stack);
      }
    }
  }
  const compile = async (name, given) => {
    if (ENVIRONMENT_IS_NODE) {
      return WebAssembly.compile(readBinary(locateFile(name)));
    }
    const response = await (given ?? fetch(locateFile(name), { credentials: "same-origin" }));
    if (!response.ok) {
      throw new Error(`${name}: ${response.status}`);
    }
    // A host that does not know the type cannot stream.
    return (response.headers.get("Content-Type") ?? "").startsWith("application/wasm")
      ? WebAssembly.compileStreaming(response)
      : WebAssembly.compile(await response.arrayBuffer());
  };
  /** The rest, beside what goes on; when that fails it is asked for again once it is needed. */
  Module["loadRest"] = () => (coming ??= compile(rest).then(join).catch((error) => {
    coming = null;
    throw new Error(`engine_part: ${rest} could not be loaded: ${error}`);
  }));
  const whole = wasmBinary ? WebAssembly.compile(wasmBinary) : compile("pymemlab.wasm", Module["first"]);
  whole
    .then((module) => WebAssembly.instantiate(module, imports))
    .then((instance) => receive((first = instance.exports) && instance), readyPromiseReject);
  return {};
};
