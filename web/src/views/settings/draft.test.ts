import { expect, it } from "vitest";
import { usualSettings } from "../../model/run_settings";
import { draftOf, read } from "./draft";

const own = [700, 10, 10];

it("reads back what it was made from", () => {
  const some = { profile: "cpython-3.12", thresholds: [5, 0, 3], limits: { ticks: 1000, seconds: 600 } };
  expect(read(draftOf(some), own)).toEqual({ settings: some, wrong: [] });
  expect(read(draftOf(usualSettings), own)).toEqual({ settings: usualSettings, wrong: [] });
});

it("takes the version's own thresholds for those left empty", () => {
  expect(read({ ...draftOf(usualSettings), thresholds: ["", " 7 ", ""] }, own).settings?.thresholds).toEqual([700, 7, 10]);
});

it("names every field that is no number of its kind", () => {
  const wrong = read({ profile: "cpython-3.11", thresholds: ["x", "-1", "2147483648"], ticks: "999", seconds: "601" }, own);
  expect(wrong).toEqual({ settings: null, wrong: ["threshold0", "threshold1", "threshold2", "ticks", "seconds"] });
  expect(read({ ...draftOf(usualSettings), ticks: "1e6", seconds: "" }, own).wrong).toEqual(["ticks", "seconds"]);
  expect(read({ ...draftOf(usualSettings), ticks: "1 000 000", seconds: "2" }, own).settings?.limits).toEqual({ ticks: 1_000_000, seconds: 2 });
});
