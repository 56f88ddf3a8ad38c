import { expect, it } from "vitest";
import { nodesAt, phaseOf, stepCount, stepOf, type Xray } from "./steps";

const object = (id: string, copied: number, left: number, fate: string) => ({ id, type: "list", value: "", size: 56, copied, left, fate, finalizer: false });
const move = (phase: string, id: string, by?: string) => ({ phase, object: { id, type: "list" }, ...(by && { by: { id: by, type: "list" } }), words: "" });
// held -> inner; a and b hold each other; a has a finalizer.
const x: Xray = {
  objects: [object("a", 1, 0, "collected"), object("b", 1, 0, "collected"), object("inner", 1, 0, "reached"), object("held", 2, 1, "referenced_from_outside")],
  moves: [move("split", "a"), move("split", "b"), move("split", "inner"), move("split", "inner", "held"), move("finalizers", "a"), move("clear", "a"), move("clear", "b"), move("clear", "b"), move("clear", "a")],
};
const places = (step: number) => Object.fromEntries(nodesAt(x, step).map((n) => [n.id, n.place]));

it("a collection has a step for the copy, the subtraction, each move and the verdict", () => {
  expect(stepCount(x)).toBe(12);
  expect([0, 1, 2, 5, 6, 11].map((s) => phaseOf(x, s))).toEqual(["copy", "subtract", "sort", "sort", "end", "end"]);
  expect((["copy", "subtract", "sort", "end"] as const).map((p) => stepOf(x, p))).toEqual([0, 1, 5, 11]);
});

it("the numbers are the counts, then what the subtraction leaves", () => {
  expect(nodesAt(x, 0).map((n) => n.number)).toEqual([1, 1, 1, 2]);
  expect(nodesAt(x, 1).map((n) => n.number)).toEqual([0, 0, 0, 1]);
});

it("objects go from set to set", () => {
  expect(places(1)).toEqual({ a: "examined", b: "examined", inner: "examined", held: "examined" });
  expect(places(2).a).toBe("tentative");
  expect(places(4).inner).toBe("tentative");
  expect(places(5)).toEqual({ a: "tentative", b: "tentative", inner: "reached", held: "reached" });
  expect(places(6).a).toBe("finalized");
  expect(places(9)).toEqual({ a: "cleared", b: "dead", inner: "reached", held: "reached" });
  expect(places(11)).toEqual({ a: "dead", b: "dead", inner: "reached", held: "reached" });
});

it("the object of a step is marked", () => {
  expect(nodesAt(x, 5).filter((n) => n.moved).map((n) => n.id)).toEqual(["inner"]);
  expect(nodesAt(x, 1).some((n) => n.moved)).toBe(false);
});

it("a collection whose moves are not told still has its verdict", () => {
  const bare = { ...x, moves: [] };
  expect(stepCount(bare)).toBe(3);
  expect(nodesAt(bare, 2).map((n) => n.place)).toEqual(["dead", "dead", "reached", "reached"]);
});
