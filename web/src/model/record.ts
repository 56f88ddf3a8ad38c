import { effect, signal } from "@preact/signals";
import { EngineError } from "../engine/engine";
import { abandon, demand, fail, interrupt, problem, running } from "./session";
import { limits } from "./settings";
import type { CellReply } from "./state";

/** Instructions recorded so far while a program runs; null: none does. */
export const progress = signal<number | null>(null);

/** A slice is about as long as a person takes for granted. */
const sliceMilliseconds = 60;
/** Patience with an engine that does not come to the end of a slice. */
const graceMilliseconds = 500;
/** What one instruction may take that hung, when it is run into again; and so many slices are it, or before it. */
const hungMilliseconds = 150;
const hungSlices = 3;

let wanted = false;
let looking = false;
let patience: ReturnType<typeof setTimeout> | undefined;

/** The limit that a run has come to; beyond it the recording is kept and the program ended. null: none yet. */
export function limitReached(ticks: number, milliseconds: number): "tick_limit" | "time_limit" | null {
  if (ticks >= limits.value.ticks) {
    return "tick_limit";
  }
  return milliseconds >= 1000 * limits.value.seconds ? "time_limit" : null;
}

type Slice = { budget: number; milliseconds: number };

/** A run in slices: how it begins, who is shown what each has done, how far it has come in whole ones. */
interface Run {
  begin: (slice: Slice) => Promise<CellReply>;
  show: (reply: CellReply) => void;
  ticks: number;
}

/** Ends the program here, where it is paused. */
async function endHere(show: Run["show"], limit: string): Promise<void> {
  show({ ...(await demand("stop")), stopped: undefined });
  problem.value = { code: limit, detail: "" };
}

async function slices(run: Run): Promise<void> {
  const begin = performance.now();
  const slice = () => ({ budget: limits.value.ticks - run.ticks, milliseconds: sliceMilliseconds });
  let reply = await run.begin(slice());
  while (reply.paused) {
    run.show(reply);
    run.ticks += reply.ticks;
    progress.value = run.ticks;
    const limit = wanted ? "stopped_by_you" : limitReached(run.ticks, performance.now() - begin);
    if (limit) {
      return endHere(run.show, limit);
    }
    reply = await demand("continue", slice());
  }
  run.show(wanted && reply.stopped === "interrupted" ? { ...reply, stopped: "stopped_by_you" } : reply);
}

/** While it runs it can be stopped after each slice. */
async function shown<T>(work: () => Promise<T>): Promise<T> {
  wanted = false;
  progress.value = 0;
  try {
    return await work();
  } finally {
    progress.value = null;
  }
}

/** Goes on with a program, or with some lines, at the end of what there is. */
export function runOn(begin: Run["begin"], show: Run["show"]): Promise<void> {
  return shown(() => slices({ begin, show, ticks: 0 }));
}

/** In a fresh engine the same program comes to the same place: where it hung it is ended. */
async function again(program: string, ticks: number, hung: boolean): Promise<void> {
  wanted = false;
  let left = ticks;
  let more = hung ? hungSlices : 0;
  const step = () => ({ milliseconds: sliceMilliseconds, ...(left ? { budget: left } : { most_milliseconds: hungMilliseconds }) });
  let reply: CellReply = await demand("exec", { source: program, ...step() });
  while (reply.paused) {
    left = Math.max(0, left - reply.ticks);
    progress.value = ticks - left;
    if (wanted || (!left && more-- === 0)) {
      return endHere(() => {}, problem.value?.code ?? "stopped_by_you");
    }
    reply = await demand("continue", step());
  }
}

/**
 * Run a program from its beginning, slice by slice.
 * prepare: makes the engine ready for it, once more when the engine had to be ended or has died.
 */
export function record(program: string, show: Run["show"], prepare: () => Promise<void>): Promise<void> {
  const run: Run = { begin: (slice) => demand("exec", { source: program, ...slice }), show, ticks: 0 };
  return shown(async () => {
    try {
      await slices(run);
    } catch (error) {
      const hung = wanted && error instanceof EngineError && error.code === "interrupted";
      if (!hung && !run.ticks) {
        throw error;
      }
      fail(hung ? new EngineError("stopped_by_you", "") : error);
      await prepare();
      await again(program, run.ticks, hung);
    }
  });
}

/** The engine only looks at what there is, which it does not do for long: no reason to end it. */
export async function onlyLooking<T>(work: () => Promise<T>): Promise<T> {
  looking = true;
  try {
    return await work();
  } finally {
    looking = false;
  }
}

/** Ask what runs to end after this slice; an engine that does not come to it is ended. */
export function stop() {
  if (!running.value || looking) {
    return;
  }
  wanted = true;
  interrupt();
  clearTimeout(patience);
  patience = setTimeout(() => !looking && abandon(), graceMilliseconds);
}

effect(() => {
  if (!running.value) {
    clearTimeout(patience);
  }
});
