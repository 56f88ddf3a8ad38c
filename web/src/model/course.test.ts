import { describe, expect, it } from "vitest";
import { exact, join, lineBefore, mostStretches, portions, reveal, ticksOfLines, zoom, type Course } from "./course";

/** A course of width 1 in which lines begin at the given ticks. */
function course(from: number, to: number, lines: Record<number, number>, cell = 1): Course {
  const of = (tell: (tick: number) => number) => Array.from({ length: to - from + 1 }, (_, i) => tell(from + i));
  const none = of(() => 0);
  return {
    from, to, width: 1, reached: to, line: of((n) => lines[n] ?? 0), cell: of((n) => (lines[n] ? cell : 0)),
    lines: of((n) => (lines[n] ? 1 : 0)), calls: none, returns: none, depth: none, deaths: none, bytes: none,
  };
}

describe("portions", () => {
  it("of a short run are one, tick by tick", () => {
    expect(portions(46)).toEqual([{ from: 0, to: 46, width: 1 }]);
  });

  it("cover every tick of a long run once, in stretches of one width", () => {
    const last = 1_234_567;
    const list = portions(last);
    const width = Math.ceil((last + 1) / mostStretches);
    expect(list[0].from).toBe(0);
    expect(list.at(-1)!.to).toBe(last);
    list.forEach((p, i) => {
      expect(p.from).toBe(i ? list[i - 1].to + 1 : 0);
      expect(p.width).toBe(width);
      expect(p.from % width).toBe(0);
    });
    expect(list.reduce((n, p) => n + Math.ceil((p.to - p.from + 1) / width), 0)).toBeLessThanOrEqual(mostStretches);
  });
});

describe("a course", () => {
  const whole = join(course(0, 9, { 1: 1, 5: 2 }), course(10, 20, { 12: 3 }));

  it("is joined from its portions", () => {
    expect([whole.from, whole.to, whole.line.length]).toEqual([0, 20, 21]);
    expect(exact(whole)).toBe(true);
  });

  it("tells the last line before a tick", () => {
    expect(lineBefore(whole, 5)).toEqual({ tick: 1, line: 1, cell: 1 });
    expect(lineBefore(whole, 6)).toEqual({ tick: 5, line: 2, cell: 1 });
    expect(lineBefore(whole, 20)).toEqual({ tick: 12, line: 3, cell: 1 });
    expect(lineBefore(whole, 1)).toBeNull();
  });

  it("tells nothing of what lies outside it", () => {
    expect(lineBefore(course(10, 20, { 12: 3 }), 11)).toBeNull();
    expect(lineBefore(course(10, 20, { 12: 3 }), 99)).toEqual({ tick: 12, line: 3, cell: 1 });
  });

  it("finds breakpoints in the program only, not in operations", () => {
    expect(ticksOfLines(whole, [2, 3])).toEqual([5, 12]);
    expect(ticksOfLines(course(0, 9, { 4: 2 }, 2), [2])).toEqual([]);
  });
});

describe("the span that is shown", () => {
  it("keeps the tick under the pointer where it is", () => {
    const near = zoom({ from: 0, to: 1000 }, 250, 0.5, 1000);
    expect(near).toEqual({ from: 125, to: 625 });
    expect((250 - near.from) / (near.to - near.from)).toBe(0.25);
  });

  it("never leaves the recording", () => {
    expect(zoom({ from: 0, to: 100 }, 0, 3, 1000)).toEqual({ from: 0, to: 300 });
    expect(zoom({ from: 900, to: 1000 }, 1000, 3, 1000)).toEqual({ from: 700, to: 1000 });
    expect(zoom({ from: 0, to: 1000 }, 10, 9, 1000)).toEqual({ from: 0, to: 1000 });
  });

  it("follows the present moment", () => {
    expect(reveal({ from: 0, to: 100 }, 50, 1000)).toEqual({ from: 0, to: 100 });
    expect(reveal({ from: 0, to: 100 }, 500, 1000)).toEqual({ from: 450, to: 550 });
    expect(reveal({ from: 0, to: 100 }, 1000, 1000)).toEqual({ from: 900, to: 1000 });
  });
});
