import { effect } from "@preact/signals";
import { describe, expect, it } from "vitest";
import { Cells } from "./cells";

interface Item {
  id: string;
  value: number;
}
const items = (...list: [string, number][]): Item[] => list.map(([id, value]) => ({ id, value }));
const shown = (cells: Cells<Item>) => cells.all.value.map((c) => c.value && `${c.value.id}${c.value.value}`);

describe("cells", () => {
  it("tell only of what has changed", () => {
    const cells = new Cells<Item>();
    cells.show(items(["a", 1], ["b", 1], ["c", 1]), (i) => i.id);
    const told: string[] = [];
    cells.all.value.forEach((c) => effect(() => void told.push(`${c.value?.id}${c.value?.value}`)));
    told.length = 0;
    cells.show(items(["a", 1], ["b", 2], ["c", 1]), (i) => i.id);
    expect(told).toEqual(["b2"]);
    expect(shown(cells)).toEqual(["a1", "b2", "c1"]);
  });
  it("give what is new the place of what has gone, and leave the others where they are", () => {
    const cells = new Cells<Item>();
    cells.show(items(["a", 1], ["b", 1], ["c", 1]), (i) => i.id);
    cells.show(items(["x", 1], ["b", 1], ["c", 1]), (i) => i.id);
    expect(shown(cells)).toEqual(["x1", "b1", "c1"]);
    cells.show(items(["b", 1]), (i) => i.id);
    expect(shown(cells).filter(Boolean)).toEqual(["b1"]);
    cells.show(items(["b", 1], ["c", 3], ["d", 1], ["e", 1]), (i) => i.id);
    expect(shown(cells).sort()).toEqual(["b1", "c3", "d1", "e1"]);
  });
});
