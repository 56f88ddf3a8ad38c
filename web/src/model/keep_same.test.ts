import { describe, expect, it } from "vitest";
import { alike, keepItems, keepSame } from "./keep_same";
import type { EngineState, ObjectInfo } from "./state";

const object = (id: string, refcount: number, to: string[] = []) =>
  ({ id, type: "list", refcount, refs: to.map((x, i) => ({ label: `[${i}]`, to: x })) }) as unknown as ObjectInfo;
const moment = (tick: number, objects: ObjectInfo[]) => ({ tick, objects }) as unknown as EngineState;

describe("keepSame", () => {
  it("keeps what is as it was, and nothing else", () => {
    const before = moment(1, [object("a", 1, ["b"]), object("b", 1), object("c", 1)]);
    const now = keepSame(before, moment(2, [object("a", 1, ["b"]), object("b", 2), object("d", 1)]));
    expect(now.tick).toBe(2);
    expect(now.objects.map((o, i) => o === before.objects[i])).toEqual([true, false, false]);
    expect(now.objects[1].refcount).toBe(2);
  });

  it("sees another reference in the same number of them", () => {
    const before = moment(1, [object("a", 1, ["b"])]);
    expect(keepSame(before, moment(2, [object("a", 1, ["c"])])).objects[0].refs[0].to).toBe("c");
  });
});

describe("alike", () => {
  it("tells values from their absence", () => {
    expect(alike({ a: undefined }, { b: 1 })).toBe(false);
    expect(alike([1, 2], [1, 2, 3])).toBe(false);
    expect(alike([], {})).toBe(false);
    expect(alike(null, {})).toBe(false);
    expect(alike({ a: [{ b: null }] }, { a: [{ b: null }] })).toBe(true);
  });
});

describe("keepItems", () => {
  it("finds items by their key, wherever they stand", () => {
    const before = [{ key: "x", at: 1 }, { key: "y", at: 2 }];
    const now = keepItems(before, [{ key: "y", at: 2 }, { key: "x", at: 3 }], (i) => i.key);
    expect(now[0]).toBe(before[1]);
    expect(now[1]).toEqual({ key: "x", at: 3 });
  });
});
