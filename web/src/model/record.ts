import { signal } from "@preact/signals";
import { demand, problem } from "./session";
import { limits } from "./settings";
import type { CellReply } from "./state";

/** While a program is being recorded: instructions so far. */
export const progress = signal<number | null>(null);

/** A slice is about as long as a person takes for granted. */
const sliceMilliseconds = 60;
const firstBudget = 50_000;
/** Patience with an engine that does not come to the end of a slice. */
const graceMilliseconds = 900;

let wanted = false;

/** The next slice's instructions, from what the last one took. */
export function nextBudget(budget: number, milliseconds: number): number {
  const factor = Math.min(4, Math.max(0.25, sliceMilliseconds / Math.max(milliseconds, 1)));
  return Math.round(Math.min(2_000_000, Math.max(10_000, budget * factor)));
}

/** The limit that a run has come to; beyond it the recording is kept and the program ended. null: none yet. */
export function limitReached(ticks: number, milliseconds: number): "tick_limit" | "time_limit" | null {
  if (ticks >= limits.value.ticks) {
    return "tick_limit";
  }
  return milliseconds >= 1000 * limits.value.seconds ? "time_limit" : null;
}

/** Run a program from its beginning, slice by slice. */
export async function record(program: string, show: (reply: CellReply) => void): Promise<void> {
  const begin = performance.now();
  let budget = firstBudget;
  let ticks = 0;
  wanted = false;
  progress.value = 0;
  try {
    let start = begin;
    budget = Math.min(budget, limits.value.ticks);
    let reply: CellReply = await demand("exec", { source: program, budget });
    while (reply.paused) {
      show(reply);
      const now = performance.now();
      ticks += reply.ticks;
      progress.value = ticks;
      const limit = wanted ? "stopped_by_you" : limitReached(ticks, now - begin);
      if (limit) {
        show({ ...(await demand("stop")), stopped: undefined });
        problem.value = { code: limit, detail: "" };
        return;
      }
      budget = Math.min(nextBudget(budget, now - start), limits.value.ticks - ticks);
      start = now;
      reply = await demand("continue", { budget });
    }
    show(reply);
  } finally {
    progress.value = null;
  }
}

/** Ask the recording to end after this slice; `abandon` when that takes too long. */
export function stopRecording(abandon: () => void) {
  if (progress.value === null) {
    abandon();
    return;
  }
  wanted = true;
  setTimeout(() => {
    if (wanted && progress.value !== null) {
      abandon();
    }
  }, graceMilliseconds);
}
