import { signal } from "@preact/signals";
import { changes, ledger, output, run, running, series, source, state } from "../model/app";
import { forgetTravel } from "../model/travel";
import { lessons } from "./catalogue";
import type { Lesson } from "./lesson";

export const current = signal<Lesson | null>(null);
/** Hide results until the learner has said what they will be. */
export const predicting = signal(false);
/** The answers were compared, or never asked for. */
export const revealed = signal(true);

function whenIdle(): Promise<void> {
  return new Promise((resolve) => {
    const end = running.subscribe((busy) => {
      if (!busy) {
        resolve();
        queueMicrotask(() => end());
      }
    });
  });
}

/** Nothing of an earlier program stays in view. */
function clear() {
  output.value = [];
  state.value = state.value && { ...state.value, frames: [], objects: [], omitted: 0 };
  series.value = null;
  ledger.value = null;
  changes.value = null;
  forgetTravel();
}

export async function load() {
  const lesson = current.value;
  if (!lesson) {
    return;
  }
  source.value = lesson.program;
  await whenIdle();
  if (current.value !== lesson) {
    return;
  }
  if (predicting.value && !revealed.value) {
    clear();
  } else {
    await run();
  }
}

export function openLesson(lesson: Lesson) {
  current.value = lesson;
  revealed.value = !predicting.value;
  void load();
}

export function reveal() {
  revealed.value = true;
  void load();
}

export function setPredicting(on: boolean) {
  predicting.value = on;
  revealed.value = !on;
  void load();
}

export function neighbour(way: 1 | -1): Lesson | undefined {
  return current.value ? lessons[lessons.indexOf(current.value) + way] : undefined;
}
