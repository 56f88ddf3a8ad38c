import type { Course } from "./course";

/**
 * The time axis is even in ticks, but for stretches in which none of the program's own lines begins, as an import's:
 * these can be folded, so that the program itself has the room. A place is a point of the axis; where nothing is
 * folded, place and tick are the same number, and everywhere else a place is as wide as a tick.
 */
export interface Fold {
  /** Ticks; the first and the one behind the last. */
  from: number;
  to: number;
  /** So many places, fewer than ticks. */
  wide: number;
}

/** Shorter ones are no hindrance, in ticks and as a part of the run. */
const [leastTicks, leastPart] = [200, 1 / 25];
/** Of a run with more of its own than this nothing is folded. */
const enough = 0.6;
const mostFolds = 12;
/** A fold is so wide a part of what is left, all of them at most a third. */
const part = 1 / 14;

/** Where none of the program's lines begins for long; nothing when the program has most of the run. */
export function foldsOf(c: Course): Fold[] {
  const last = c.to;
  const least = Math.max(leastTicks, last * leastPart, 2 * c.width);
  const gaps: Fold[] = [];
  let from = -1;
  c.lines.forEach((n, i) => {
    const at = c.from + i * c.width;
    if (n > 0) {
      if (from >= 0 && at - from >= least) {
        gaps.push({ from, to: at, wide: 0 });
      }
      from = at + c.width;
    }
  });
  if (from >= 0 && last - from >= least) {
    gaps.push({ from, to: last, wide: 0 });
  }
  const kept = [...gaps].sort((a, b) => b.to - b.from - (a.to - a.from)).slice(0, mostFolds).sort((a, b) => a.from - b.from);
  const own = last - kept.reduce((sum, f) => sum + f.to - f.from, 0);
  if (own > enough * last) {
    return [];
  }
  const wide = Math.max(1, Math.round(own * Math.min(part, 1 / 3 / kept.length)));
  return kept.map((f) => ({ ...f, wide: Math.min(wide, f.to - f.from) }));
}

/** The place of a tick, which lies between places inside a fold. */
export function placeOf(folds: Fold[], tick: number): number {
  let place = tick;
  for (const { from, to, wide } of folds) {
    if (tick >= to) {
      place -= to - from - wide;
    } else if (tick > from) {
      place -= (tick - from) * (1 - wide / (to - from));
    }
  }
  return place;
}

/** The tick at a place, which need not be whole. */
export function tickOf(folds: Fold[], place: number): number {
  let tick = place;
  for (const { from, to, wide } of folds) {
    if (tick >= from + wide) {
      tick += to - from - wide;
    } else if (tick > from) {
      return from + ((tick - from) * (to - from)) / wide;
    } else {
      break;
    }
  }
  return tick;
}

/** What lies unfolded between two ticks. */
export function unfolded(folds: Fold[], from: number, to: number): [number, number][] {
  const list: [number, number][] = [];
  let at = from;
  for (const f of folds) {
    if (f.to > at && f.from < to) {
      if (f.from > at) {
        list.push([at, f.from - 1]);
      }
      at = f.to;
    }
  }
  if (at <= to) {
    list.push([at, to]);
  }
  return list;
}

/** Round ticks for the axis's numbers, so far apart that they can be read. */
export function roundTicks(folds: Fold[], from: number, to: number, apart: number): number[] {
  const list: number[] = [];
  let before = -Infinity;
  for (const [low, high] of unfolded(folds, Math.ceil(tickOf(folds, from)), tickOf(folds, to))) {
    for (let n = Math.ceil(low / apart) * apart; n <= high; n += apart) {
      const place = placeOf(folds, n);
      if (place - before >= apart / 2) {
        list.push(place);
        before = place;
      }
    }
  }
  return list;
}

/** Where folds lie on the axis. */
export const foldPlaces = (folds: Fold[]) => folds.map(({ from, wide }) => ({ at: placeOf(folds, from), wide }));
