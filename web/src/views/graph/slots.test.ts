import { describe, expect, it } from "vitest";
import { Slots } from "./slots";

const self = (x: string) => x;

describe("slots", () => {
  it("begin in the order of the items", () => {
    expect(new Slots().assign(["a", "b", "c"], self)).toEqual([[0, "a"], [1, "b"], [2, "c"]]);
  });

  it("are kept by who stays and taken over by who comes", () => {
    const slots = new Slots();
    slots.assign(["a", "b", "c"], self);
    expect(slots.assign(["x", "c", "a"], self)).toEqual([[0, "a"], [1, "x"], [2, "c"]]);
  });

  it("are no more than there are items", () => {
    const slots = new Slots();
    slots.assign(["a", "b", "c", "d"], self);
    expect(slots.assign(["d", "b"], self)).toEqual([[0, "d"], [1, "b"]]);
    expect(slots.assign([], self)).toEqual([]);
    expect(slots.assign(["e"], self)).toEqual([[0, "e"]]);
  });
});
