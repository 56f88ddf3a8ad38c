// Makes usual_functions.txt anew: the functions that the first wasm module keeps (see README.md).
// usage: node wasm/usual.mjs [build-wasm/wasm], after a build
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";

const here = path.dirname(fileURLToPath(import.meta.url));
const folder = path.resolve(process.argv[2] ?? path.join(here, "..", "build-wasm", "wasm"));
const whole = path.join(folder, "pymemlab.whole.wasm");
const lessons = path.join(here, "..", "web", "lessons");

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

const programs = readdirSync(lessons)
  .filter((f) => /^r.*\.md$/.test(f))
  .map((f) => /```python\n(.*?)```/s.exec(readFileSync(path.join(lessons, f), "utf8"))[1]);
programs.push(`def f(*a, k=1, **b):
    return [x for x in a if x] + [k, len(b)]
class A:
    x = {1: 2.5, "a": (1, 2), "b": {3}}
    def __repr__(self):
        return f"<{self.x['a']!r:>10} {3.14159:.2f} {10 ** 20:,}>"
try:
    print(f(1, 2, k=3, z=4), A(), sorted([3, 1, 2], key=lambda v: -v), "a,b".split(","), b"x" + b"y")
    print("%d %s" % (1, "x"), 7 // 2, 7 % 3, 7 / 2, 2 ** 10, -1 >> 1, [1, 2, 3][::-1], "é中"[0], sum(range(10)))
    for i, (k, v) in enumerate(zip("ab", [1, 2])):
        with_it = {k: v, **{"z": i}}
    g = (n * n for n in range(5)); next(g); del g
    {}["no"]
except (KeyError, ValueError) as e:
    print(type(e).__name__, e)
finally:
    print(max(1, 2), min([3, 4]), any([0]), all([1]), isinstance(1, int), dir(A)[0], id(A) > 0, "x".upper())
1 / 0
`, "print('a'\n", "x = = 1\n");

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
  const create = createRequire(import.meta.url)(path.join(folder, "pymemlab.js"));
  const module = await create({ wasmBinary: readFileSync(counted) });
  const ask = (door, request) => {
    const line = JSON.stringify(request);
    const n = module.lengthBytesUTF8(line);
    const at = module._malloc(n + 1);
    module.stringToUTF8(line, at, n + 1);
    const reply = module._pml_wasm_command(door, at, n);
    const answer = JSON.parse(module.UTF8ToString(reply));
    module._free(at);
    module._free(reply);
    return answer;
  };
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
  // A door itself cannot wait for the rest.
  const used = names.filter((name, i) => module.HEAP32[(at + 8 + 4 * i) >> 2] !== 0 || name.startsWith("pml_wasm_"));
  writeFileSync(path.join(here, "usual_functions.txt"), used.sort().join("\n") + "\n");
  console.log(`${used.length} of ${names.length} functions`);
} finally {
  rmSync(work, { recursive: true });
}
