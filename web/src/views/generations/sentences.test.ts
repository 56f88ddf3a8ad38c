import { expect, it } from "vitest";
import { nearestStep, promotions, sliderSteps, triggerSentences } from "./sentences";

const generation = (count: number, threshold: number) => ({ members: 0, count, threshold, collections: 0, collected: 0, uncollectable: 0 });
const told = (counts: number[], rule: { pending: number; total: number; allows_full: boolean }, next = { container_allocations: 5 as number | null, generation: 0 as number | null }) => ({
  ok: true as const, enabled: true, generations: counts.map((c, i) => generation(c, i ? 10 : 700)), permanent: 0,
  quarter_rule: { ...rule, needed: 0 }, next,
});
const keys = (t: ReturnType<typeof told>) => triggerSentences(t).map((s) => s.key);
const free = { pending: 300, total: 1000, allows_full: true };

it("the next trigger is told with its reasons", () => {
  expect(keys(told([10, 3, 0], free))).toEqual(["gen.next", "gen.why0", "gen.why1.wait", "gen.why2.wait"]);
  expect(keys(told([10, 11, 0], free))).toEqual(["gen.next", "gen.why0", "gen.why1.due", "gen.why2.wait"]);
  expect(keys(told([10, 11, 11], free))).toEqual(["gen.next", "gen.why0", "gen.why1.due", "gen.why2.due"]);
  expect(keys(told([10, 11, 11], { ...free, allows_full: false })).at(-1)).toBe("gen.why2.held");
  expect(triggerSentences(told([10, 3, 0], free))[2].values).toEqual({ left: 8, count: 3, threshold: 10 });
});

it("no trigger has a reason too", () => {
  expect(keys({ ...told([0, 0, 0], free), enabled: false })).toEqual(["gen.off"]);
  expect(keys(told([0, 0, 0], free, { container_allocations: null, generation: null }))).toEqual(["gen.never"]);
});

it("promotions are those who were here before and are elsewhere now", () => {
  const moved = promotions(new Map([["a", 0], ["b", 1], ["gone", 0]]), new Map([["a", 1], ["b", 1], ["new", 0]]));
  expect([...moved]).toEqual([["a", 0]]);
});

it("a threshold finds the nearest step of the slider", () => {
  expect(sliderSteps[nearestStep(700)]).toBe(700);
  expect(sliderSteps[nearestStep(649)]).toBe(700);
  expect(sliderSteps[nearestStep(-3)]).toBe(0);
});
