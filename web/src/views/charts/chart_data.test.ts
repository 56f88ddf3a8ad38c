import { describe, expect, it } from "vitest";
import { between, bounds, csvOf, sampleAt, sinceStart, svgOf, tableRows } from "./chart_data";

const tick = [0, 10, 20, 30, 40];
const lines = [{ label: 'a "quoted", name', points: [1, 2, 2, null, 5] }];
const ink = { paper: "#fff", text: "#000", grid: "#ddd", lines: ["#00f"], dashes: [[]] };

describe("samples", () => {
  it("hold until the next", () => {
    expect([sampleAt(tick, -1), sampleAt(tick, 0), sampleAt(tick, 19), sampleAt(tick, 99)]).toEqual([null, 0, 1, 4]);
  });

  it("are told since the start", () => {
    expect(sinceStart([5, 7, 4])).toEqual([0, 2, -1]);
  });

  it("end at the edges of what is shown", () => {
    expect(between(tick, lines, 0, 40)).toEqual([tick, lines[0].points]);
    expect(between(tick, lines, 12, 38)).toEqual([[12, 20, 30, 38], [2, 2, null, null]]);
    expect(between(tick, lines, 12, 13)).toEqual([[12, 13], [2, 2]]);
    expect(between(tick, lines, 35, 99)).toEqual([[35, 40], [null, 5]]);
    expect(between([5, 6], lines, 0, 3)).toEqual([[], []]);
  });

  it("have the bounds of what is shown, with what reaches into it", () => {
    expect(bounds(tick, lines, 0, 40)).toEqual({ low: 1, high: 5 });
    expect(bounds(tick, lines, 5, 15)).toEqual({ low: 1, high: 2 });
    expect(bounds(tick, lines, 12, 18)).toEqual({ low: 2, high: 3 });
    expect(bounds(tick, [], 0, 40)).toEqual({ low: 0, high: 1 });
  });

  it("leave the count of None out of the picture's height, but not a list's of their own", () => {
    const none = [{ label: "a", points: [1, 3, 2, 1, 1] }, { label: "none", points: [null, 4300, 4301, 4300, 4300] }];
    expect(bounds(tick, none, 0, 40, true)).toEqual({ low: 1, high: 4 });
    expect(bounds(tick, none, 0, 40)).toEqual({ low: 1, high: 4301 });
    expect(bounds(tick, none.slice(1), 0, 40, true)).toEqual({ low: 4300, high: 4301 });
    expect(bounds(tick, [{ label: "often", points: [1, 200, 900, 2500, 4000] }], 0, 40, true)).toEqual({ low: 1, high: 4000 });
  });
});

describe("exports", () => {
  it("as CSV quote names and leave gaps empty", () => {
    expect(csvOf(tick, lines).split("\r\n")).toEqual(['tick,"a ""quoted"", name"', "0,1", "10,2", "20,2", "30,", "40,5", ""]);
  });

  it("as a table have a row for each change, and never more than asked", () => {
    expect(tableRows(tick, lines, 0, 40, 10)).toEqual([0, 1, 3, 4]);
    expect(tableRows(tick, lines, 10, 40, 2)).toEqual([1, 4]);
  });

  it("as SVG draw steps, break at gaps, and write names as text only", () => {
    const svg = svgOf({ id: "x", title: "<script>alert(1)</script>", lines: [{ ...lines[0], label: '"><b>' }] }, tick, 0, 40, (n) => n, ink);
    expect(svg).not.toMatch(/<script|<b>/);
    expect(svg).toContain("&#60;script");
    expect(svg.match(/d="M72,256H289V202/)).not.toBeNull();
    expect(svg.match(/ d="M[^"]*V[^"]*M/)).not.toBeNull();
  });
});
