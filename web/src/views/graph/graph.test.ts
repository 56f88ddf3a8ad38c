import { describe, expect, it } from "vitest";
import type { EngineState, Holder, ObjectInfo } from "../../model/state";
import { edgeOf, expressionOf, removalOf, ringOf, segmentsOf, termOf } from "./holders";
import { layersOf } from "./layering";
import { useLayering } from "./layers";
import { drawState as drawStateOf, type Picture, type Spot } from "./layout";
import { outline, sumOf, toMarkdown } from "./outline";
import { anywhere, statementOf } from "./statement";
import { boundsOf, fit, inSight, largest, reveal, zoomAt } from "./viewport";

useLayering(layersOf);
const drawState = (...given: Parameters<typeof drawStateOf>) => drawStateOf(...given)!;

function object(id: string, type: string, value: string, refs: [string, string][] = [], refcount = 1): ObjectInfo {
  return { id, type, value, refs: refs.map(([label, to]) => ({ label, to })), refcount, size: 56, generation: 0, static: false };
}

function stateOf(names: [string, string][], objects: ObjectInfo[], locals: [string, string][] = []): EngineState {
  const named = (list: [string, string][]) => list.map(([name, id]) => ({ name, id }));
  const frames = [{ name: "<module>", line: 4, names: named(names) }];
  return {
    tick: 1, omitted: 0, objects,
    frames: locals.length ? [...frames, { name: "f", line: 2, names: named(locals) }] : frames,
  } as unknown as EngineState;
}

const state = stateOf(
  [["a", "1"], ["n", "2"], ["d", "3"]],
  [
    object("1", "list", "[1 item]", [["[0]", "4"]], 3),
    object("2", "Node", "", [[".load", "1"]]),
    object("3", "dict", "{1 item}", [["key 'k'", "5"], ["['k']", "2"]]),
    object("4", "set", "{1 item}", [["key 7", "6"]]),
    object("5", "str", "'k'"),
    object("6", "int", "7"),
  ],
  [["x", "1"]],
);
const holder = (kind: string, label: string, from: string, type: string): Holder => ({ kind, label, from, type, holder: kind, words: "" });

describe("holders", () => {
  it("gives each reference a segment with its holder's kind and line", () => {
    expect(segmentsOf(state).get("1")).toEqual([
      { kind: "name", label: "a", edge: "name 0 a" },
      { kind: "local", label: "x", edge: "name 1 x" },
      { kind: "container", label: "Node.load", edge: "2 1" },
    ]);
  });

  it("draws as many segments as references, known or not", () => {
    const known = segmentsOf(state).get("1")!;
    expect(ringOf(5, known).map((s) => s.kind)).toEqual(["name", "local", "container", "other", "other"]);
    expect(ringOf(2, known)).toHaveLength(2);
  });

  it("leaves out references that have gone", () => {
    const gone = stateOf([], [{ ...object("1", "list", ""), refs: [{ to: "2", label: "[0]", gone: true }] }]);
    expect(segmentsOf(gone).get("2")).toBeUndefined();
  });

  it("writes the shortest way to an object as Python", () => {
    expect(expressionOf(state, "1")).toBe("a");
    expect(expressionOf(state, "4")).toBe("a[0]");
    expect(expressionOf(state, "5")).toBeNull();
    expect(expressionOf(stateOf([["d", "3"]], state.objects), "4")).toBe("d['k'].load[0]");
  });

  it("knows which statement takes a reference away", () => {
    const command = (h: Holder, to: string) => {
      const removal = removalOf(state, h, to);
      return removal && statementOf(removal.command, removal.fields);
    };
    expect(command(holder("global", "a", "9", "dict"), "1")).toBe("del a");
    expect(command(holder("attribute", ".load", "2", "Node"), "1")).toBe("del n.load");
    expect(command(holder("value", "['k']", "3", "dict"), "2")).toBe("del d['k']");
    expect(command(holder("key", "key 'k'", "3", "dict"), "5")).toBeNull();
    expect(command(holder("item", "[0]", "77", "list"), "1")).toBeNull();
  });

  it("writes a holder as a term of the sum, and finds its line", () => {
    expect(termOf(holder("global", "a", "9", "dict"))).toBe("a");
    expect(termOf(holder("item", "[2]", "1", "list"))).toBe("list[2]");
    expect(edgeOf(holder("global", "a", "9", "dict"), "1")).toBe("name 0 a");
    expect(edgeOf(holder("item", "[0]", "1", "list"), "4")).toBe("1 4");
  });
});

describe("places", () => {
  const spots = (p: Picture) => new Map<string, Spot>(p.objects.map(({ object: o, x, y }) => [o.id, { x, y, type: o.type }]));

  it("are kept when something is new, and the new lies apart", () => {
    const old = drawState(state);
    const more = { ...state, objects: [...state.objects, object("9", "list", "[]")] };
    const p = drawState(more, old, { places: spots(old) });
    for (const o of old.objects) {
      const now = p.objects.find((x) => x.object.id === o.object.id)!;
      expect([now.x, now.y]).toEqual([o.x, o.y]);
    }
    const fresh = p.objects.find((o) => o.object.id === "9")!;
    expect(p.objects.some((o) => o !== fresh && o.x < fresh.x + fresh.width && fresh.x < o.x + o.width &&
      o.y < fresh.y + fresh.height && fresh.y < o.y + o.height)).toBe(false);
  });

  it("of another type at the same address are not kept", () => {
    const old = drawState(state);
    const p = drawState(state, old, { places: new Map([...spots(old)].map(([id, s]) => [id, id === "6" ? { ...s, x: 5000, type: "str" } : s])) });
    expect(p.objects.find((o) => o.object.id === "6")!.x).toBeLessThan(5000);
  });

  it("are not drawn for what is folded away or filtered out", () => {
    const folded = drawState(state, null, { collapsed: new Set(["1"]) });
    expect(folded.objects.find((o) => o.object.id === "1")!.inside).toBe(2);
    expect(drawState(state, null, { shows: (o) => o.type === "list" }).objects).toHaveLength(1);
    expect(drawState(state, null, { showsName: (n) => n === "n" }).names.map((n) => n.name)).toEqual(["n"]);
  });

  it("give each frame a box around its names", () => {
    const p = drawState(state);
    expect(p.frames.map((f) => [f.name, f.line, f.running])).toEqual([["", 4, false], ["f", 2, true]]);
    for (const n of p.names) {
      const f = p.frames[n.frame];
      expect(n.y >= f.y && n.y + n.height <= f.y + f.height && n.x >= f.x && n.x + n.width <= f.x + f.width).toBe(true);
    }
  });
});

describe("viewport", () => {
  const window = { width: 400, height: 300 };

  it("keeps the point under the pointer when it zooms, within limits", () => {
    const v = zoomAt({ x: 10, y: 20, k: 1 }, 2, 110, 120);
    expect([(110 - v.x) / v.k, (120 - v.y) / v.k]).toEqual([100, 100]);
    expect(zoomAt(v, 100, 0, 0).k).toBe(largest);
  });

  it("shows all, or begins where one reads", () => {
    const b = boundsOf([{ x: -50, y: 10, width: 100, height: 40 }, { x: 1500, y: 300, width: 100, height: 40 }]);
    expect(b).toEqual({ x: -50, y: 10, width: 1650, height: 330 });
    const all = fit(b, window, true);
    expect(b.width * all.k).toBeLessThanOrEqual(window.width);
    expect(fit(b, window).x + b.x * fit(b, window).k).toBe(16);
    // Text stays large enough to be read from some way off.
    expect([fit(b, window).k, fit(b, { width: 1400, height: 300 }).k, fit(b, { width: 3000, height: 900 }).k]).toEqual([0.8, 1, 1.35]);
  });

  it("moves no more than needed to show a card", () => {
    const v = { x: 0, y: 0, k: 1 };
    expect(reveal(v, { x: 50, y: 50, width: 20, height: 20 }, window)).toBe(v);
    expect(reveal(v, { x: 500, y: 50, width: 20, height: 20 }, window)).toEqual({ x: -144, y: 0, k: 1 });
    expect(inSight(v, { x: 2000, y: 0, width: 10, height: 10 }, window)).toBe(false);
  });
});

describe("statement", () => {
  it("says in Python what an operation is", () => {
    expect(statementOf("create", { name: "x", kind: "set" })).toBe("x = set()");
    expect(statementOf("append", { container: "a", item: "b" })).toBe("a.append(b)");
    expect(statementOf("set_attribute", { object: "n", name: "next", value: "a" })).toBe("n.next = a");
    expect(statementOf("remove", { container: "s", item: "1" })).toBe("s.remove(1)");
    expect(statementOf("set_threshold", { threshold0: 5 })).toBe("gc.set_threshold(5)");
    expect(anywhere("gc.collect(2)")).toBe("__import__('gc').collect(2)");
    expect(anywhere("a.append(b)")).toBe("a.append(b)");
  });
});

describe("outline", () => {
  it("lists every object with its count and its holders, as Markdown too", () => {
    expect(sumOf(4, segmentsOf(state).get("1")!)).toBe("a + x + Node.load + 1 …");
    const text = toMarkdown(outline(state));
    expect(text).toContain("| list …1 | [1 item] | 3 | a + x + Node.load | 56 | 0 |");
    expect(toMarkdown(outline(stateOf([], [object("1", "str", "'a|b`\\'")])))).toContain("'a\\|b'\\\\'");
  });
});
