import { describe, expect, it } from "vitest";
import { layersOf } from "./layering";
import { useLayering } from "./layers";
import { drawState as drawStateOf, neighbour, shorten, type Box, type Picture } from "./layout";
import type { EngineState, ObjectInfo } from "../../model/state";

useLayering(layersOf);
const drawState = (...given: Parameters<typeof drawStateOf>) => drawStateOf(...given)!;

function object(id: string, type: string, value: string, refs: [string, string][] = []): ObjectInfo {
  const list = refs.map(([label, to]) => ({ label, to }));
  return { id, type, value, refs: list, refcount: 1, size: 56, generation: 0, static: false };
}

function stateOf(names: [string, string][], objects: ObjectInfo[]): EngineState {
  return {
    ok: true,
    tick: 1,
    frames: [{ name: "globals", names: names.map(([name, id]) => ({ name, id })) }],
    objects,
    omitted: 0,
    gc: {
      enabled: true,
      count: [0, 0, 0],
      threshold: [700, 10, 10],
      members: [0, 0, 0],
      long_lived_total: 0,
      long_lived_pending: 0,
      stats: [],
    },
    heap: {
      blocks: 0,
      bytes_live: 0,
      bytes_peak: 0,
      bytes_freed: { count: 0, cascade: 0, collection: 0, exit: 0 },
      pools_used: 0,
      pools_free: 0,
      arenas: 0,
      large_blocks: 0,
      large_bytes: 0,
      mapped_bytes: 0,
      allocations: 0,
    },
  };
}

function overlap(a: Box, b: Box): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

function expectTidy(p: Picture) {
  const boxes: Box[] = [...p.names, ...p.objects];
  for (const [i, a] of boxes.entries()) {
    expect(a.x).toBeGreaterThanOrEqual(0);
    expect(a.y).toBeGreaterThanOrEqual(0);
    expect(a.x + a.width).toBeLessThanOrEqual(p.width);
    expect(a.y + a.height).toBeLessThanOrEqual(p.height);
    for (const b of boxes.slice(i + 1)) {
      if (overlap(a, b)) {
        expect.fail(`overlap: ${JSON.stringify([a, b])}`);
      }
    }
  }
  for (const e of p.edges) {
    expect(e.path).toMatch(/^M[-\d.]+,[-\d.]+ C/);
  }
}

const cyclic = stateOf(
  [["a", "1"], ["same", "1"], ["gone", "99"], ["sys", "5"], ["long_name_of_a_thing_to_watch", "2"]],
  [
    object("1", "list", "[2 items]", [["[0]", "2"], ["[1]", "2"], ["[2]", "3"]]),
    object("2", "Node", "<Node>", [["me", "2"], ["owner", "1"]]),
    object("3", "str", "'" + "很长的文字".repeat(20) + "'"),
    object("5", "module", "sys"),
    object("6", "tuple", "(held by nobody shown)", [["[0]", "7"]]),
    object("7", "int", "5", [["back", "1"]]),
  ],
);

/** A state whose references go anywhere, the same each time. */
function scattered(seed: number): EngineState {
  let at = seed;
  const next = (n: number) => (at = (at * 1103515245 + 12345) % 2147483648) % n;
  const objects = Array.from({ length: 40 }, (_, i) =>
    object(String(i), ["list", "dict", "type"][next(3)], "v".repeat(next(60)),
      Array.from({ length: next(6) }, (_, k): [string, string] => [`[${k}]`, String(next(44))])),
  );
  return stateOf(Array.from({ length: 10 }, (_, i): [string, string] => [`n${i}`, String(next(44))]), objects);
}

describe("drawState", () => {
  it("keeps every card inside the picture and apart from the others", { timeout: 30_000 }, () => {
    expectTidy(drawState(cyclic));
    for (let seed = 1; seed <= 20; seed++) {
      expectTidy(drawState(scattered(seed)));
    }
  });

  it("draws every object of a small state, held by a name or not", () => {
    const p = drawState(cyclic);
    expect(p.objects.map((o) => o.object.id).sort()).toEqual(["1", "2", "3", "5", "6", "7"]);
    expect(p.folded).toBe(0);
  });

  it("gathers references between the same two objects into one line", () => {
    const p = drawState(cyclic);
    expect(p.edges.filter((e) => e.from === "1" && e.to === "2").map((e) => e.label)).toEqual(["[0] [1]"]);
    expect(p.edges.filter((e) => e.from === "2" && e.to === "2")).toHaveLength(1);
  });

  it("leaves modules to the end", () => {
    expect(drawState(cyclic).names.at(-1)?.name).toBe("sys");
  });

  it("shows the first of a long list and counts the rest", () => {
    const items = Array.from({ length: 100 }, (_, i) => object(`i${i}`, "list", "[]"));
    const list = object("l", "list", "[100 items]", items.map((o, i): [string, string] => [`[${i}]`, o.id]));
    const p = drawState(stateOf([["kept", "l"]], [list, ...items]));
    expectTidy(p);
    expect(p.objects).toHaveLength(9);
    expect(p.objects[0].hidden).toBe(92);
    expect(p.folded).toBe(92);
  });

  it("draws the same state the same way, and nothing as nothing", () => {
    expect(drawState(cyclic)).toEqual(drawState(cyclic));
    expect(drawState(stateOf([], [])).objects).toEqual([]);
  });
});

describe("neighbour", () => {
  it("leads to the next card, and back", () => {
    const p = drawState(cyclic);
    const list = p.objects.find((o) => o.object.id === "1")!;
    const right = neighbour(p.objects, list, "ArrowRight")!;
    expect(right.x).toBeGreaterThan(list.x);
    expect(neighbour(p.objects, right, "ArrowLeft")?.x).toBe(list.x);
    expect(neighbour(p.objects, list, "ArrowLeft")).toBeNull();
    expect(neighbour(p.objects, list, "x")).toBeNull();
  });
});

describe("shorten", () => {
  it("keeps what fits and marks what it cuts", () => {
    expect(shorten("short")).toBe("short");
    expect(shorten("abcdef", 4)).toBe("abc…");
    expect(shorten("", 4)).toBe("");
  });

  it("counts characters, not their halves", () => {
    expect(shorten("😀😀😀", 3)).toBe("😀😀😀");
    expect(shorten("😀😀😀😀", 3)).toBe("😀😀…");
  });
});
