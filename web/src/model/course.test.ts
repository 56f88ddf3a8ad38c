import { describe, expect, it } from "vitest";
import { exact, join, lineBefore, mostStretches, pace, portion, reveal, startTicks, ticksOfLines, zoom, type Course } from "./course";

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
    expect(portion(0, 46, startTicks)).toEqual({ from: 0, to: 46, width: 1 });
  });

  it("cover every tick of a long run once, in stretches of one width", () => {
    const last = 1_234_567;
    const width = Math.ceil((last + 1) / mostStretches);
    let [from, ticks, stretches] = [0, 100, 0];
    while (from <= last) {
      const p = portion(from, last, ticks);
      expect([p.from, p.width, p.from % width]).toEqual([from, width, 0]);
      expect(p.to).toBeGreaterThanOrEqual(p.from);
      stretches += Math.ceil((p.to - p.from + 1) / width);
      ticks = ticks * 1.7 + 1;
      from = p.to + 1;
    }
    expect(from).toBe(last + 1);
    expect(stretches).toBeLessThanOrEqual(mostStretches);
  });

  it("are as long as the engine answers quickly", () => {
    expect(pace(20_000, 2)).toBe(40_000);
    expect(pace(20_000, 20)).toBe(20_000);
    expect(pace(20_000, 200)).toBe(10_000);
    expect(pace(200_000, 1)).toBe(200_000);
    expect(pace(2000, 1000)).toBe(2000);
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
