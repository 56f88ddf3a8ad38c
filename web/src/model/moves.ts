import { fail, running } from "./session";

/** So long a finger rests before it is believed to stay. */
const rest = 150;

interface Move {
  work: () => Promise<void>;
  /** The moment is passed by, under a finger on its way elsewhere. */
  passing: boolean;
}

export interface Moves {
  /** One move after the other; of those that wait only the last is made. */
  move(work: () => Promise<void>, passing?: boolean): Promise<void>;
  /** Does another move wait? Then what this one would show is old before it is seen. */
  overtaken(): boolean;
}

/** `settle`: what takes longer, once a moment is not merely passed by; `arrive`: where the finger rests, all is shown. */
export function movesOf(settle: () => Promise<void>, arrive: () => Promise<void>): Moves {
  let moving = false;
  let queued: Move | null = null;
  let settling: ReturnType<typeof setTimeout> | undefined;

  async function move(work: () => Promise<void>, passing = false) {
    clearTimeout(settling);
    if (running.value) {
      return;
    }
    if (moving) {
      queued = { work, passing };
      return;
    }
    moving = true;
    try {
      for (let next: Move | null = { work, passing }; next && !running.value; next = queued) {
        queued = null;
        await next.work();
        if (!queued && next.passing) {
          settling = setTimeout(() => void move(arrive), rest);
        } else if (!queued) {
          await settle();
        }
      }
    } catch (error) {
      fail(error);
    } finally {
      moving = false;
      queued = null;
    }
  }
  return { move, overtaken: () => queued !== null };
}
