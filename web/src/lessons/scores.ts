import { signal } from "@preact/signals";

/** The best result of each lesson: so many of so many lines. */
export type Scores = Record<string, { right: number; of: number }>;
const stored = "pymemlab.lessons";

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

function remembered(): Scores {
  try {
    return readScores(localStorage.getItem(stored));
  } catch {
    return {};
  }
}

export const scores = signal<Scores>(remembered());

export function keepScore(id: string, right: number, of: number) {
  const best = scores.value[id];
  if (best && best.right / best.of >= right / of) {
    return;
  }
  scores.value = { ...scores.value, [id]: { right, of } };
  try {
    localStorage.setItem(stored, JSON.stringify(scores.value));
  } catch {
    // No storage in this browser: the score lasts as long as the page.
  }
}
