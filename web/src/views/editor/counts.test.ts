import { pythonLanguage } from "@codemirror/lang-python";
import { describe, expect, it } from "vitest";
import type { EngineState, ObjectInfo } from "../../model/state";
import { boundNames, gathered } from "./counts";
import { homesOf, readScopes } from "./scopes";

const lineIn = (text: string) => (at: number) => text.slice(0, at).split("\n").length;
const read = (text: string) => readScopes(pythonLanguage.parser.parse(text), text, lineIn(text));
/** Where each name's value is looked for first and last. */
const homes = (text: string) => read(text).uses.map((u) => [u.name, homesOf(u).map((s) => s.qualname).join(" ")].join(": "));

describe("whose a name is", () => {
  it("is the module's at the top", () => {
    expect(homes("a = b\nfor i, (j, *k) in c: a.d[e] = f(g=h)\n")).toEqual(
      ["a", "b", "i", "j", "k", "c", "a", "e", "f", "h"].map((n) => `${n}: <module>`));
  });
  it("is a function's when it binds it anywhere, as parameter or by any statement", () => {
    expect(homes("def f(p, *q, r=s, **t) -> u:\n    v = w\n    with x as y: del z\n    print(p)\n")).toEqual([
      "f: <module>", "p: f", "q: f", "r: f", "s: <module>", "t: f", "u: <module>", "v: f", "w: <module>",
      "x: <module>", "y: f", "z: f", "print: <module>", "p: f",
    ]);
    expect(homes("def f():\n    global a\n    a = 1\n")).toEqual(["f: <module>", "a: <module>", "a: <module>"]);
    expect(homes("def f():\n    import a.b, c.d as e\n    from g import h as i, j\n    try: pass\n    except k as l: pass\n")).toEqual([
      "f: <module>", "a: f", "e: f", "i: f", "j: f", "k: <module>", "l: f",
    ]);
  });
  it("may be an enclosing function's, never an enclosing class's", () => {
    expect(homes("def f():\n    x = 1\n    class C:\n        y = x\n        def g(self): return x, y\n")).toEqual([
      "f: <module>", "x: f", "C: f", "y: f.<locals>.C <module>", "x: f.<locals>.C f", "g: f.<locals>.C <module>",
      "self: f.<locals>.C.g", "x: f.<locals>.C.g f", "y: <module>",
    ]);
    expect(homes("def f():\n    x = 1\n    def g():\n        nonlocal x\n        x = 2\n").at(-1)).toBe("x: f.<locals>.g f");
  });
  it("is a comprehension's own, but for what its first loop goes through", () => {
    expect(homes("x = [i for i in x for j in i if (k := j)]\n")).toEqual([
      "x: <module>", "i: <listcomp>", "i: <listcomp>", "x: <module>", "j: <listcomp>", "i: <listcomp>", "k: <module>", "j: <listcomp>",
    ]);
    expect(homes("f = lambda a, b=c: a + b\n")).toEqual([
      "f: <module>", "a: <lambda>", "b: <lambda>", "c: <module>", "a: <lambda>", "b: <lambda>",
    ]);
  });
  it("is bound by patterns", () => {
    expect(homes("def f(a):\n    match a:\n        case C(x=1, y=w) as n: pass\n        case [b, *c] if b: pass\n")).toEqual([
      "f: <module>", "a: f", "a: f", "C: <module>", "w: f", "n: f", "b: f", "c: f", "b: f",
    ]);
  });
});

const object = (id: string, refcount: number, type = "list") => ({ id, refcount, type, value: "", refs: [] }) as unknown as ObjectInfo;
type Frames = { name: string; line?: number; file?: string; names: Record<string, string> }[];
const state = (frames: Frames, objects: ObjectInfo[]) => ({
  frames: frames.map((f) => ({ ...f, names: Object.entries(f.names).map(([name, id]) => ({ name, id })) })), objects,
}) as unknown as EngineState;
const shown = (text: string, s: EngineState) => boundNames(read(text), s, lineIn(text)).map((b) => `${b.line} ${b.name} ${b.object.refcount}`);

describe("counts at names", () => {
  const text = "a = []\ndef f(a):\n    b = a\n    return c\nf(a)\n";
  it("are those of the frames that know the name; what is not bound has none", () => {
    const globals = { name: "<module>", names: { a: "1", f: "2" } };
    expect(shown(text, state([globals], [object("1", 1), object("2", 3)]))).toEqual(["1 a 1", "2 f 3", "5 f 3", "5 a 1"]);
    const call = { name: "f", line: 3, file: "<cell 1>", names: { a: "1" } };
    expect(shown(text, state([globals, call], [object("1", 4), object("2", 3)]))).toEqual(
      ["1 a 4", "2 f 3", "2 a 4", "3 a 4", "5 f 3", "5 a 4"]);
  });
  it("are of the innermost call, and never of another file's function of that name", () => {
    const globals = { name: "<module>", names: {} };
    const call = (id: string, file = "<cell 1>") => ({ name: "f", line: 3, file, names: { a: id } });
    const objects = [object("1", 1), object("2", 2)];
    expect(shown(text, state([globals, call("1"), call("2")], objects))).toEqual(["2 a 2", "3 a 2"]);
    expect(shown(text, state([globals, call("1", "<frozen f>")], objects))).toEqual([]);
  });
  it("do not guess between two pieces that cannot be told apart", () => {
    const twice = "x = (lambda a: a, lambda a: a)\n";
    expect(shown(twice, state([{ name: "<module>", names: {} }, { name: "<lambda>", line: 1, file: "<cell 1>", names: { a: "1" } }], [object("1", 1)]))).toEqual([]);
  });
  it("leave out ghosts, and are gathered for reading aloud", () => {
    const globals = { name: "<module>", names: { a: "1", f: "2" } };
    const list = boundNames(read(text), state([globals], [object("1", 2), { ...object("2", 0), ghost: true }]), lineIn(text));
    expect(gathered(list)).toEqual([{ name: "a", object: expect.objectContaining({ id: "1" }) as unknown, lines: [1, 5] }]);
  });
});
