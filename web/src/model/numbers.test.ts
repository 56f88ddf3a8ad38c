import { expect, it } from "vitest";
import { compact, number, tickLabel } from "./numbers";

const some = [0, 7, -7, 999, 1000, -1000, 1050, 1250, 9949, 9950, 12_345, 99_499, 99_500, 999_499, 999_500, 999_999, 1_000_000, 1_049_000,
  12_345_678, 123_456_789, 987_654_321, -54_321, 1_234_567_890, 5e12, Number.MAX_SAFE_INTEGER];

it("writes numbers as the browser would, with thin spaces", () => {
  const format = new Intl.NumberFormat("en");
  for (const n of [...some, 1.5, 1234.5678, 2 ** 60, NaN]) {
    expect(number(n)).toBe(Math.abs(n) < 1000 && Number.isInteger(n) ? String(n) : format.format(n).replaceAll(",", "\u202f"));
  }
});

it("writes an axis' numbers as the browser would", () => {
  const format = new Intl.NumberFormat("en", { notation: "compact" });
  for (const n of [...some.slice(0, -1), 0.5, 1.5, 2.25, 99.6]) {
    expect(compact(n)).toBe(format.format(n));
  }
});

it("tells neighbouring ticks apart", () => {
  expect([0, 950, 9_000, 10_600, 10_800, 11_000, 1_234_000, 1_300_000, 2_000_000].map(tickLabel))
    .toEqual(["0", "950", "9\u202f000", "10\u202f600", "10\u202f800", "11K", "1\u202f234K", "1.3M", "2M"]);
});
