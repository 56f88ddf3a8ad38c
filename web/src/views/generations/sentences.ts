import type { Answer } from "../../engine/api";

type Told = Answer<"generations">;
export interface Sentence {
  key: string;
  values?: Record<string, number>;
}

/** What will trigger the next collection, and why not another one: keys of texts with their numbers. */
export function triggerSentences(told: Told): Sentence[] {
  const [young, middle, old] = told.generations;
  const rule = told.quarter_rule;
  if (!told.enabled) {
    return [{ key: "gen.off" }];
  }
  if (told.next.container_allocations === null || told.next.generation === null) {
    return [{ key: "gen.never" }];
  }
  const list: Sentence[] = [
    { key: "gen.next", values: { n: told.next.container_allocations, generation: told.next.generation } },
    { key: "gen.why0", values: { count: young.count, threshold: young.threshold } },
  ];
  const middleDue = middle.count > middle.threshold;
  const oldDue = old.count > old.threshold;
  list.push(middleDue ? { key: "gen.why1.due", values: { count: middle.count, threshold: middle.threshold } }
    : { key: "gen.why1.wait", values: { left: middle.threshold - middle.count + 1, count: middle.count, threshold: middle.threshold } });
  if (oldDue) {
    list.push({ key: rule.allows_full ? "gen.why2.due" : "gen.why2.held", values: { count: old.count, threshold: old.threshold, pending: rule.pending, total: rule.total } });
  } else {
    list.push({ key: "gen.why2.wait", values: { left: old.threshold - old.count + 1, count: old.count, threshold: old.threshold } });
  }
  return list;
}

/** Objects that are in another generation than at the moment before, by id: from which. */
export function promotions(before: Map<string, number>, now: Map<string, number>): Map<string, number> {
  const moved = new Map<string, number>();
  for (const [id, generation] of now) {
    const was = before.get(id);
    if (was !== undefined && was !== generation) {
      moved.set(id, was);
    }
  }
  return moved;
}

/** gc.set_threshold takes three whole numbers from 0; a slider in steps that fit small and large ones. */
export const sliderSteps = [0, 1, 2, 5, 10, 20, 50, 100, 200, 300, 500, 700, 1000, 2000, 5000, 10_000, 50_000];
export const nearestStep = (n: number) => sliderSteps.reduce((best, s, i) => (Math.abs(s - n) < Math.abs(sliderSteps[best] - n) ? i : best), 0);
