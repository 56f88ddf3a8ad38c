import { describe, expect, it } from "vitest";
import { changesBetween, withGhosts } from "./changes";
import type { EngineState, ObjectInfo } from "./state";

const object = (id: string, more: Partial<ObjectInfo> = {}): ObjectInfo => ({
  id, type: "list", value: "[0 items]", refcount: 1, size: 56, generation: 0, static: false, refs: [], ...more,
});

function state(tick: number, names: Record<string, string>, objects: ObjectInfo[]): EngineState {
  const list = Object.entries(names).map(([name, id]) => ({ name, id }));
  return { tick, frames: [{ name: "<module>", names: list }], objects, omitted: 0 } as unknown as EngineState;
}

describe("changes between two moments", () => {
  it("are names bound, bound anew and removed", () => {
    const before = state(1, { a: "1", b: "1" }, [object("1"), object("2")]);
    const now = state(2, { a: "2", c: "2" }, [object("1"), object("2")]);
    expect(changesBetween(before, now).map((c) => [c.kind, "name" in c && c.name])).toEqual([
      ["rebound", "a"], ["bound", "c"], ["unbound", "b"],
    ]);
  });

  it("are counts, generations, values and sizes", () => {
    const before = state(1, {}, [object("1")]);
    const now = state(2, {}, [object("1", { refcount: 2, generation: 1, value: "[1 item]", size: 88 })]);
    expect(changesBetween(before, now).map((c) => c.kind)).toEqual(["count", "generation", "value", "size"]);
  });

  it("are none between equal moments", () => {
    const one = state(1, { a: "1" }, [object("1")]);
    expect(changesBetween(one, { ...one, tick: 2 })).toEqual([]);
  });

  it("know an address that holds another object now", () => {
    const before = state(1, {}, [object("1")]);
    const now = state(2, {}, [object("1", { type: "dict" })]);
    expect(changesBetween(before, now).map((c) => c.kind)).toEqual(["appeared", "gone"]);
  });
});

describe("ghosts", () => {
  const before = state(1, { a: "1" }, [
    object("1", { refs: [{ to: "2", label: "[0]" }, { to: "3", label: "[1]" }] }), object("2", { refs: [{ to: "3", label: "[0]" }] }), object("3"),
  ]);
  const now = state(2, { a: "1" }, [object("1", { refs: [{ to: "3", label: "[0]" }] }), object("3")]);

  it("stay with the references to and from them", () => {
    const shown = withGhosts(now, before, new Set(["2"]));
    const ghost = shown.objects.find((o) => o.id === "2")!;
    expect(ghost).toMatchObject({ ghost: true, refcount: 0, refs: [{ to: "3", gone: true }] });
    expect(shown.objects[0].refs).toEqual([{ to: "3", label: "[0]" }, { to: "2", label: "[0]", gone: true }]);
  });

  it("are only what died, and only once", () => {
    expect(withGhosts(now, before, new Set(["9"]))).toBe(now);
    const shown = withGhosts(now, before, new Set(["2"]));
    expect(withGhosts({ ...now, tick: 3 }, shown, new Set(["2"])).objects.some((o) => o.ghost)).toBe(false);
    expect(changesBetween(shown, { ...now, tick: 3 })).toEqual([]);
  });

  it("give way to what lives at their address now", () => {
    const reused = state(2, {}, [object("2", { type: "dict" })]);
    expect(withGhosts(reused, before, new Set(["2"])).objects).toHaveLength(1);
  });
});
