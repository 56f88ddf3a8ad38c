import { batch, computed, effect, signal } from "@preact/signals";
import { language } from "../i18n/i18n";
import { look, lookAnew, show, showPassing } from "./app";
import { foldsOf, placeOf, tickOf, type Fold } from "./axis";
import { exact, join, lineBefore, pace, portion, reveal, startTicks, tells, zoom, type Course, type Span } from "./course";
import { movesOf } from "./moves";
import { passingBy, setOut } from "./passing";
import { ask, demand, demandBoth, fail, running } from "./session";
import { knownWishes, wishes } from "./sought";
import { nextFrame } from "./turns";
import type { Answer, Fields, Shapes } from "../engine/api";
import type { Collection, Deaths, EngineState, Position } from "./state";

/** Where the session stands; everything on the page shows this moment. */
export const position = signal<Position | null>(null);
export const collections = signal<Collection[]>([]);
/** Ticks at which inputs after the program began: operations. */
export const operationTicks = signal<number[]>([]);
/** The whole recording, as far as it has been looked over. */
export const course = signal<Course | null>(null);
/** What is around the present moment, tick by tick. */
const near = signal<Course | null>(null);
/** What the strip and the charts show, in places of their axis (axis.ts). */
export const span = signal<Span>({ from: 0, to: 1 });
/** Stretches without a line of the program's own that may be folded, and whether they are. */
export const foldable = signal<Fold[]>([]);
export const folding = signal(true);
export const folds = computed(() => (folding.value ? foldable.value : []));
export const deaths = signal<Deaths | null>(null);
/** The exception that the program ended in, and nobody caught. */
export const uncaught = signal<Shapes["Exception"] | null>(null);
/** Output by this moment; null: at the end, where all of it is shown. */
export const outputHere = signal<{ stdout: string; stderr: string } | null>(null);
/** The step that led here, in a sentence. */
export const words = signal<{ text: string; line: number } | null>(null);
export const breakpoints = signal<number[]>([]);
/** How often the page has arrived at the end of another recording: what it had before may be no more. */
export const recordings = signal(0);
/** The step from here on: what arrows and the play button do. */
export const unit = signal<Unit>("line");
export const playing = signal(false);
/** Steps a second. */
export const speed = signal(2);

export const units = ["line", "tick", "call", "return", "allocation", "death", "collection", "breakpoint"] as const;
export type Unit = (typeof units)[number];
type StepFields = { unit: Unit; way?: "into" | "over" | "out" };

interface Marks {
  done: number | null;
  next: number | null;
}
// The very same while they do not change: nobody need look again.
let lastMarks: Marks = { done: null, next: null };
/** The line that was executed last and the one to come, of the editor's program. */
export const marks = computed<Marks>(() => {
  const [done, next] = linesHere();
  lastMarks = done === lastMarks.done && next === lastMarks.next ? lastMarks : { done, next };
  return lastMarks;
});

function linesHere(): [done: number | null, next: number | null] {
  const now = position.value;
  const known = near.value ?? (exact(course.value) ? course.value : null);
  if (!now || (now.tick === 0 && !now.running)) {
    return [null, null];
  }
  const before = known && tells(known, now.tick) ? lineBefore(known, now.tick) : null;
  const next = now.running && now.file === "<cell 1>" ? (now.line ?? null) : null;
  return [before && before.cell === 1 ? before.line : null, next];
}

const nearTicks = 400;
/** Instructions that may be gone over again to tell of a step: one of a bare loop may have millions. */
const lookBudget = 2_000_000;
let generation = 0;

/** Another recording is being made. */
export function forgetTravel() {
  generation++;
  pause();
  course.value = null;
  near.value = null;
  position.value = null;
  deaths.value = null;
  words.value = null;
  outputHere.value = null;
  collections.value = [];
  uncaught.value = null;
  setOut.value = null;
  foldable.value = [];
}

/** After a run or an operation: the session stands at the end of its recording. */
export async function arrive(present: () => void) {
  const told = await demand("timeline");
  const last = told.position.last_tick;
  const wide = placeOf(folds.peek(), last);
  const all = span.value.from === 0 && (!position.value || span.value.to >= placeOf(folds.peek(), position.value.last_tick));
  generation++;
  batch(() => {
    recordings.value = recordings.peek() + 1;
    position.value = told.position;
    collections.value = told.collections;
    uncaught.value = told.inputs[0]?.exception ?? null;
    operationTicks.value = told.inputs.slice(1).map((i) => i.start);
    span.value = all || span.value.to > wide ? { from: 0, to: Math.max(wide, 1) } : span.value;
    outputHere.value = null;
    present();
  });
  if (breakpoints.value.length) {
    await ask("breakpoints", { lines: breakpoints.value });
  }
  await settle();
  void lookOver(last, generation);
}

/** Milliseconds until it is looked again whether a finger still drags. */
const dragged = 200;

/** The whole recording, a portion at a time: other questions come in between, and first of all a finger that drags. */
async function lookOver(last: number, mine: number) {
  let whole: Course | null = null;
  let ticks = startTicks;
  try {
    while (!whole || whole.to < last) {
      while (passingBy.peek()) {
        await new Promise((resolve) => setTimeout(resolve, dragged));
      }
      if (mine !== generation) {
        return;
      }
      const begin = performance.now();
      const part: Course = await demand("course", portion(whole ? whole.to + 1 : 0, last, ticks));
      if (mine !== generation) {
        return;
      }
      ticks = pace(ticks, performance.now() - begin);
      whole = join(whole, part);
      course.value = whole;
    }
    const all = whole;
    refold(() => (foldable.value = foldsOf(all)));
  } catch {
    // The recording has gone: a new one tells of itself.
  }
}

/** The axis is folded otherwise; what was shown is still. */
function refold(change: () => unknown) {
  const [before, { from, to }] = [folds.peek(), span.peek()];
  const last = Math.max(position.peek()?.last_tick ?? 1, 1);
  const all = from === 0 && to >= placeOf(before, last);
  batch(() => {
    change();
    const now = folds.value;
    const place = (old: number) => Math.round(placeOf(now, tickOf(before, old)));
    span.value = all ? { from: 0, to: placeOf(now, last) } : { from: place(from), to: Math.max(place(to), place(from) + 1) };
  });
}

/** Library code at its full width, or folded again. */
export const toggleFolding = () => refold(() => (folding.value = !folding.peek()));

/** The span, moved so that a tick can be seen. */
const revealed = (tick: number, last: number) => reveal(span.value, placeOf(folds.peek(), tick), placeOf(folds.peek(), last));

/** What takes longer to find out, once a moment is not merely passed by. */
async function settle() {
  const now = position.value;
  if (!now) {
    return;
  }
  if (!exact(course.value)) {
    near.value = await demand("course", {
      from: Math.max(0, now.tick - nearTicks), to: now.tick + 1, width: 1,
    });
  } else {
    near.value = null;
  }
  const known = near.value ?? course.value;
  const before = known && lineBefore(known, now.tick);
  const from = Math.min(before?.tick ?? known?.from ?? 0, now.tick);
  const died = await ask("deaths", { from, to: now.tick, budget: lookBudget });
  deaths.value = died.ok ? died : null;
  await tell();
}

/** Words in the chosen language. */
export async function tell() {
  const now = position.peek();
  if (now && now.tick > 0) {
    const asked = { lang: language.peek(), budget: lookBudget };
    let story = await ask("words", asked);
    if (!story.ok) {
      story = await ask("words", { ...asked, from: Math.max(0, now.tick - nearTicks) });
    }
    words.value = story.ok ? { text: story.words, line: story.line } : null;
  } else {
    words.value = null;
  }
}

effect(() => {
  // Chosen anew, the language changes what has been said.
  if (language.value && words.peek()) {
    tell().catch(fail);
  }
});

const { move: queue, overtaken } = movesOf(settle, async () => {
  if (passingBy.peek()) {
    await stand(await insist("seek", here()));
  }
});
/** Where there is a recording. */
const move: typeof queue = async (work, passing) => (position.value ? queue(work, passing) : undefined);

/** A step, not a journey: what died on the way still stays in the picture. */
const shortWay = 5000;

async function deadOnTheWay(from: number, to: number): Promise<Set<string>> {
  if (overtaken() || to <= from || to - from > shortWay) {
    return new Set();
  }
  const told = await demand("deaths", { from, to });
  return new Set(told.deaths.map((d) => d.id));
}

/** All that shows a moment changes together, so that it is drawn once. */
async function stand({ position: now }: { position: Position }) {
  const mine = generation;
  const dead = await deadOnTheWay(setOut.peek()?.tick ?? position.peek()?.tick ?? 0, now.tick);
  const seen = await look();
  const said = now.at_end ? null : await demand("output");
  if (mine !== generation) {
    return; // Another recording is being made: this was a moment of the last one.
  }
  batch(() => {
    position.value = now;
    span.value = revealed(now.tick, now.last_tick);
    show(seen, dead);
    const old = outputHere.peek();
    if (said?.stdout !== old?.stdout || said?.stderr !== old?.stderr) {
      outputHere.value = said;
    }
  });
}

/** Of so many pictures only the last is seen in the frame to come: it may show where the finger came just before. */
const mostUnseen = 2;
let unseen = 0;
let painting: Promise<void> | null = null;

function drewUnseen() {
  unseen++;
  painting ??= nextFrame().then(() => {
    painting = null;
    unseen = 0;
  });
}

/** No more than the picture's own: what else shows a moment waits until the finger rests. */
async function pass(to: Fields<"seek">) {
  const mine = generation;
  if (unseen >= mostUnseen) {
    await painting;
    if (overtaken()) {
      return;
    }
  }
  const known = knownWishes();
  let [moved, seen] = known
    ? await demandBoth("seek", to, "state", known)
    : [await demand("seek", to), null];
  while (moved.more && !overtaken()) {
    [moved, seen] = [await demand("seek", to), null];
  }
  if (moved.more || mine !== generation) {
    return;
  }
  const now: EngineState = seen ?? (await demand("state", await wishes()));
  if (mine !== generation) {
    return;
  }
  drewUnseen();
  batch(() => {
    position.value = moved.position;
    span.value = revealed(now.tick, moved.position.last_tick);
    showPassing(now);
  });
}

/** The present moment again, with other wishes for its picture. */
export const redraw = () => move(lookAnew, true);

/** The session has been moved by someone else: show where it stands now. */
export async function standAt(reply: { position: Position }) {
  await stand(reply);
  await settle();
}

type Moving = "seek" | "step" | "run_to";
type Moved = Answer<Moving> & { found?: boolean };

/** What leads to the moment shown. */
const here = (): Fields<"seek"> => (position.value!.at_end ? {} : { tick: position.value!.tick });

/** Asked again until the way is gone, or someone wants to go elsewhere. */
async function insist<C extends Moving>(command: C, fields: Fields<C>): Promise<Moved> {
  let reply: Moved = await demand(command, fields);
  while (reply.more && !overtaken()) {
    reply = await demand(command, fields);
  }
  return reply;
}

const at = (tick: number): Fields<"seek"> => (tick >= position.value!.last_tick ? {} : { tick: Math.max(0, Math.round(tick)) });

export function seek(tick: number) {
  return move(async () => stand(await insist("seek", at(tick))));
}

/** A moment under a finger that drags: shown at once, told of only when the finger rests. */
export function seekPassing(tick: number) {
  return move(() => pass(at(tick)), true);
}

/** Where a finger lets go: all is shown of that moment, unless the finger has rested there and it has been. */
export function stayAt(tick: number) {
  return move(async () => {
    if (passingBy.peek() || position.value!.tick !== tick) {
      await stand(await insist("seek", at(tick)));
    }
  });
}

export const first = () => seek(0);
export const last = () => seek(Infinity);

/** One step; beyond the last event of its kind lies the end of the recording, before the first its beginning. */
export function step(direction: "next" | "previous", fields: StepFields = { unit: unit.value }) {
  return move(async () => {
    const toBreak = fields.unit === "breakpoint";
    const reply = toBreak
      ? await insist("run_to", { event: "breakpoint", direction })
      : await insist("step", { ...fields, direction });
    if (reply.found === false) {
      const edge = direction === "next" ? {} : { tick: 0 };
      await stand(await insist("seek", edge));
    } else {
      await stand(reply);
    }
  });
}

/** Before the last operation, and after the next one: time travel. */
export function undo() {
  return move(async () => {
    const before = operationTicks.value.filter((tick) => tick < position.value!.tick).at(-1);
    if (before !== undefined) {
      await stand(await insist("seek", { tick: before }));
    }
  });
}
export function redo() {
  return move(async () => {
    const at = operationTicks.value.findIndex((tick) => tick >= position.value!.tick);
    const next = operationTicks.value[at + 1];
    if (at >= 0) {
      await stand(await insist("seek", next === undefined ? {} : { tick: next }));
    }
  });
}

/** Looks elsewhere in the recording and comes back to where the page stands. */
export function lookAround(work: () => Promise<void>) {
  return move(async () => {
    const back = here();
    try {
      await work();
    } finally {
      await insist("seek", back);
    }
  });
}

/** To where this line of the program is about to run for the first time; stays when it never does. */
export function toLine(line: number) {
  return move(async () => {
    const from = position.value!.tick;
    await insist("seek", { tick: 0 });
    const reply = await insist("run_to", { event: "line", line });
    await stand(reply.found === false ? await insist("seek", { tick: from }) : reply);
  });
}

export const stepOver = () => step("next", { unit: "line", way: "over" });
export const stepInto = () => step("next", { unit: "line", way: "into" });
export const stepOut = () => step("next", { unit: "line", way: "out" });

let timer: ReturnType<typeof setTimeout> | undefined;

export function pause() {
  clearTimeout(timer);
  playing.value = false;
}

async function playOn() {
  if (!playing.value) {
    return;
  }
  await step("next");
  if (!position.value || position.value.at_end) {
    pause();
  } else if (playing.value) {
    timer = setTimeout(() => void playOn(), 1000 / speed.value);
  }
}

export async function play() {
  if (playing.value) {
    pause();
    return;
  }
  if (running.value || !position.value) {
    return;
  }
  playing.value = true;
  if (position.value.at_end) {
    await first();
  }
  timer = setTimeout(() => void playOn(), 1000 / speed.value);
}

export function setBreakpoints(lines: number[]) {
  if (lines.join() !== breakpoints.value.join()) {
    breakpoints.value = lines;
    if (!running.value && position.value) {
      ask("breakpoints", { lines }).catch(fail);
    }
  }
}

export function zoomTime(around: number, factor: number) {
  const now = position.value;
  if (now) {
    span.value = zoom(span.value, placeOf(folds.peek(), around), factor, placeOf(folds.peek(), now.last_tick));
  }
}
