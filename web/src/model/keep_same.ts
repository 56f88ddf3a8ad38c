import type { EngineState, ObjectInfo } from "./state";

type Plain = Record<string, unknown>;

/** Are two values that came from JSON alike? */
export function alike(a: unknown, b: unknown): boolean {
  if (a === b) {
    return true;
  }
  if (typeof a !== "object" || typeof b !== "object" || !a || !b || Array.isArray(a) !== Array.isArray(b)) {
    return false;
  }
  const keys = Object.keys(a);
  if (keys.length !== Object.keys(b).length) {
    return false;
  }
  for (const k of keys) {
    // Most are plain values, which need no call.
    if (!(k in b) || ((a as Plain)[k] !== (b as Plain)[k] && !alike((a as Plain)[k], (b as Plain)[k]))) {
      return false;
    }
  }
  return true;
}

/** The new state, in which each object that is as it was is the very same: what shows it need not be drawn again. */
export function keepSame(before: EngineState, now: EngineState): EngineState {
  const old = new Map(before.objects.map((o) => [o.id, o]));
  const objects = now.objects.map((o): ObjectInfo => {
    const was = old.get(o.id);
    return was && alike(was, o) ? was : o;
  });
  return { ...now, objects };
}

/** A list in which each item alike to the old one with its key is that old one. */
export function keepItems<T extends object>(before: T[], now: T[], key: (item: T) => string): T[] {
  const old = new Map(before.map((item) => [key(item), item]));
  return now.map((item) => {
    const was = old.get(key(item));
    return was && alike(was, item) ? was : item;
  });
}
