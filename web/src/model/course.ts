/** What happens when: the recording in equal stretches, as the engine's command `course` tells it. */
export interface Course {
  from: number;
  to: number;
  width: number;
  reached: number;
  line: number[];
  cell: number[];
  lines: number[];
  calls: number[];
  returns: number[];
  depth: number[];
  deaths: number[];
  bytes: number[];
}

const columns = ["line", "cell", "lines", "calls", "returns", "depth", "deaths", "bytes"] as const;
/** Stretches of a whole recording: more than a screen has room for. */
export const mostStretches = 1600;
/** The width in which all of a recording is told of. */
const widthFor = (last: number) => Math.ceil((last + 1) / mostStretches);

/** One question of those that together tell of ticks to `last`: about so many ticks from here on, in whole stretches. */
export function portion(from: number, last: number, ticks: number, width = widthFor(last)): { from: number; to: number; width: number } {
  return { from, to: Math.min(last, from + Math.max(1, Math.floor(ticks / width)) * width - 1), width };
}

/** Answers are to take about so long, in milliseconds: who moves meanwhile waits no longer. */
const [tooShort, tooLong] = [10, 30];
const [leastTicks, mostTicks] = [2000, 200_000];
export const startTicks = 20_000;

/** How many ticks to ask for next. */
export const pace = (ticks: number, took: number) =>
  Math.min(mostTicks, Math.max(leastTicks, took > tooLong ? ticks / 2 : took < tooShort ? ticks * 2 : ticks));

/** Two neighbouring answers as one. */
export function join(a: Course | null, b: Course): Course {
  if (!a) {
    return b;
  }
  const both = { from: a.from, to: b.to, width: a.width, reached: b.reached } as Course;
  for (const name of columns) {
    both[name] = a[name].concat(b[name]);
  }
  return both;
}

/** Is each tick told of on its own? */
export const exact = (c: Course | null) => c !== null && c.width === 1;

/** Does it tell of what was right before a tick? */
export const tells = (c: Course, tick: number) => tick > c.from && tick <= c.to + 1;

export interface LineEvent {
  tick: number;
  line: number;
  cell: number;
}

/** The last line that began before a tick; null: none that this course knows. Needs a course of width 1. */
export function lineBefore(c: Course, tick: number): LineEvent | null {
  for (let i = Math.min(tick - 1, c.to) - c.from; i >= 0; i--) {
    if (c.line[i] > 0) {
      return { tick: c.from + i, line: c.line[i], cell: c.cell[i] };
    }
  }
  return null;
}

/** Ticks of the stretches in which a line of `lines` of the first cell begins. */
export function ticksOfLines(c: Course, lines: number[]): number[] {
  const list: number[] = [];
  c.line.forEach((line, i) => {
    if (c.cell[i] === 1 && lines.includes(line)) {
      list.push(c.from + i * c.width);
    }
  });
  return list;
}

/** A stretch of the time axis that is shown, as wide as the strip. */
export interface Span {
  from: number;
  to: number;
}

/** Shown wider (factor below 1) or narrower around a tick, within the recording. */
export function zoom(span: Span, around: number, factor: number, last: number): Span {
  const whole = Math.max(last, 1);
  const size = Math.min(whole, Math.max(20, Math.round((span.to - span.from) * factor)));
  if (size >= whole) {
    return { from: 0, to: whole };
  }
  const share = (around - span.from) / Math.max(span.to - span.from, 1);
  const from = Math.round(Math.min(whole - size, Math.max(0, around - share * size)));
  return { from, to: from + size };
}

/** The same size, moved so that a tick can be seen. */
export function reveal(span: Span, tick: number, last: number): Span {
  if (tick >= span.from && tick <= span.to) {
    return span;
  }
  const size = span.to - span.from;
  const from = Math.round(Math.min(Math.max(0, last - size), Math.max(0, tick - size / 2)));
  return { from, to: from + size };
}
