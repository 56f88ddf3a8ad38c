import { describe, expect, it } from "vitest";
import { foldsOf, placeOf, roundTicks, tickOf, unfolded } from "./axis";
import type { Course } from "./course";

/** Of stretches so wide, with so many lines in each. */
function course(width: number, lines: number[]): Course {
  const none = lines.map(() => 0);
  return {
    from: 0, to: lines.length * width - 1, width, reached: lines.length * width - 1,
    line: none, cell: none, lines, calls: none, returns: none, depth: none, deaths: none, bytes: none,
  };
}
const many = (n: number, of: number) => Array<number>(n).fill(of);

describe("what is folded", () => {
  it("is a long stretch without a line of the program", () => {
    const folds = foldsOf(course(10, [1, ...many(200, 0), ...many(50, 1)]));
    expect(folds.map((f) => [f.from, f.to])).toEqual([[10, 2010]]);
    expect(folds[0].wide).toBeGreaterThan(20);
    expect(folds[0].wide).toBeLessThan(60);
  });

  it("is nothing where the program has most of the run, or no stretch is long", () => {
    expect(foldsOf(course(10, [1, ...many(30, 0), ...many(200, 1)]))).toEqual([]);
    expect(foldsOf(course(1, many(1600, 0).map((_, i) => +(i % 40 === 0))))).toEqual([]);
    expect(foldsOf(course(10, [1, ...many(15, 0), 1]))).toEqual([]);
  });

  it("may lie at the end and in the middle; before the first line there is nothing to fold", () => {
    const folds = foldsOf(course(10, [...many(40, 0), 1, 1, ...many(90, 0), 1, 1, ...many(80, 0)]));
    expect(folds.map((f) => [f.from, f.to])).toEqual([[420, 1320], [1340, 2139]]);
  });

  it("leaves the program two thirds at least, however many there are", () => {
    const folds = foldsOf(course(10, many(20, 0).flatMap(() => [1, ...many(100, 0)])));
    expect(folds.length).toBe(12);
    const last = 20 * 101 * 10 - 1;
    const own = last - folds.reduce((n, f) => n + f.to - f.from, 0);
    expect(folds.reduce((n, f) => n + f.wide, 0)).toBeLessThanOrEqual(own / 2 + folds.length);
  });
});

describe("places", () => {
  const folds = [{ from: 10, to: 110, wide: 4 }, { from: 120, to: 220, wide: 10 }];

  it("are ticks where nothing is folded", () => {
    expect([0, 7, 1e6].map((n) => [placeOf([], n), tickOf([], n)])).toEqual([[0, 0], [7, 7], [1e6, 1e6]]);
  });

  it("lie one beside the other outside of folds, and close together inside", () => {
    expect([0, 10, 35, 110, 111, 120, 170, 220, 230].map((n) => placeOf(folds, n))).toEqual([0, 10, 11, 14, 15, 24, 29, 34, 44]);
  });

  it("lead back to their tick", () => {
    for (let tick = 0; tick < 300; tick++) {
      expect(tickOf(folds, placeOf(folds, tick))).toBeCloseTo(tick, 6);
    }
  });

  it("grow with the ticks", () => {
    const places = Array.from({ length: 300 }, (_, n) => placeOf(folds, n));
    expect(places.every((p, i) => i === 0 || p > places[i - 1])).toBe(true);
  });

  it("unfolded ones are told of as ticks", () => {
    expect(unfolded(folds, 0, 300)).toEqual([[0, 9], [110, 119], [220, 300]]);
    expect(unfolded(folds, 50, 115)).toEqual([[110, 115]]);
    expect(unfolded(folds, 115, 118)).toEqual([[115, 118]]);
    expect(unfolded([], 3, 4)).toEqual([[3, 4]]);
  });

  it("have round numbers outside of folds, none too close to another", () => {
    expect(roundTicks(folds, 0, 114, 20)).toEqual([0, placeOf(folds, 220), placeOf(folds, 240), placeOf(folds, 260), placeOf(folds, 280), placeOf(folds, 300)]);
    expect(roundTicks([], 5, 60, 20)).toEqual([20, 40, 60]);
  });
});
