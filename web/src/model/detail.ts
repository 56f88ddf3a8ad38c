import { effect, signal } from "@preact/signals";
import { tickOf, unfolded } from "./axis";
import { join, mostStretches, pace, portion, startTicks, type Course } from "./course";
import { passingBy } from "./passing";
import { demand, running } from "./session";
import { course, folds, span } from "./travel";

/** What is shown closer than the whole recording is known: its unfolded parts, told of in narrower stretches. */
export const details = signal<Course[]>([]);

/** Before it is asked for: who zooms goes on zooming. */
const rest = 250;
/** The engine goes over these ticks again. */
const mostTicks = 300_000;

let mine = 0;
let timer: ReturnType<typeof setTimeout> | undefined;
let known = "";

async function lookCloser(whole: Course, parts: [number, number][], width: number, turn: number) {
  const found: Course[] = [];
  let ticks = startTicks;
  for (const [from, to] of parts) {
    let part: Course | null = null;
    while (!part || part.to < to) {
      while (passingBy.peek()) {
        await new Promise((resolve) => setTimeout(resolve, rest));
      }
      if (turn !== mine || running.peek() || course.peek() !== whole) {
        return;
      }
      const begin = performance.now();
      const at: number = part ? part.to + 1 : from;
      part = join(part, await demand("course", portion(at, to, ticks, width)));
      ticks = pace(ticks, performance.now() - begin);
    }
    found.push(part);
  }
  if (turn === mine && course.peek() === whole) {
    details.value = found;
  }
}

function forget() {
  known = "";
  if (details.peek().length) {
    details.value = [];
  }
}

/** Follows what is shown of the axis; answers how to end that. */
export function followCloser(): () => void {
  return effect(() => {
    const [whole, shown, folded] = [course.value, span.value, folds.value];
    clearTimeout(timer);
    const turn = ++mine;
    const [from, to] = [Math.floor(tickOf(folded, shown.from)), Math.ceil(tickOf(folded, shown.to))];
    const parts = whole ? unfolded(folded, from, Math.min(to, whole.to)) : [];
    const all = parts.reduce((sum, [low, high]) => sum + high - low + 1, 0);
    const width = Math.ceil(all / mostStretches);
    if (!whole || whole.width < 2 * width || all === 0 || all > mostTicks) {
      forget();
      return;
    }
    const key = parts.join();
    if (key !== known) {
      timer = setTimeout(() => {
        forget();
        known = key;
        lookCloser(whole, parts, width, turn).catch(forget); // the recording has gone: a new one tells of itself
      }, rest);
    }
  });
}
