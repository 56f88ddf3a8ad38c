import { signal } from "@preact/signals";
import { remember, remembered } from "../model/store";

/** The best result of each lesson: so many of so many lines. */
export type Scores = Record<string, { right: number; of: number }>;
const stored = "lessons";

export function readScores(text: string | null): Scores {
  const kept: Scores = {};
  try {
    for (const [id, score] of Object.entries(JSON.parse(text ?? "{}") as Scores)) {
      if (Number.isInteger(score.right) && Number.isInteger(score.of) && score.right >= 0 && score.right <= score.of) {
        kept[id] = { right: score.right, of: score.of };
      }
    }
  } catch {
    // Not ours, or spoilt: begin anew.
  }
  return kept;
}

export const scores = signal<Scores>(readScores(remembered(stored)));

export function keepScore(id: string, right: number, of: number) {
  const best = scores.value[id];
  if (best && best.right / best.of >= right / of) {
    return;
  }
  scores.value = { ...scores.value, [id]: { right, of } };
  remember(stored, JSON.stringify(scores.value));
}
