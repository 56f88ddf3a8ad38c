import type { EngineState, ObjectInfo } from "./state";

/** One difference between two moments; `at`: what it concerns. */
export type Change =
  | { kind: "bound" | "unbound" | "rebound"; name: string; frame: string; object: ObjectInfo | null }
  | { kind: "count"; object: ObjectInfo; from: number; to: number }
  | { kind: "generation"; object: ObjectInfo; from: number | null; to: number | null }
  | { kind: "value"; object: ObjectInfo; from: string; to: string }
  | { kind: "size"; object: ObjectInfo; from: number; to: number }
  | { kind: "appeared"; object: ObjectInfo }
  | { kind: "gone"; object: ObjectInfo };

function bindings(s: EngineState): Map<string, { name: string; frame: string; id: string }> {
  const all = new Map<string, { name: string; frame: string; id: string }>();
  s.frames.forEach((f, depth) => f.names.forEach((n) => all.set(`${depth} ${f.name} ${n.name}`, { name: n.name, frame: f.name, id: n.id })));
  return all;
}

const byId = (s: EngineState) => new Map(s.objects.filter((o) => !o.ghost).map((o) => [o.id, o]));

/** Does the address hold the same object at both moments, as far as can be told from outside? */
const same = (a: ObjectInfo, b: ObjectInfo) => a.type === b.type;

function boundAndUnbound(before: EngineState, now: EngineState): Change[] {
  const list: Change[] = [];
  const [old, young] = [bindings(before), bindings(now)];
  const [was, is] = [byId(before), byId(now)];
  for (const [key, b] of young) {
    const past = old.get(key);
    if (!past) {
      list.push({ kind: "bound", name: b.name, frame: b.frame, object: is.get(b.id) ?? null });
    } else if (past.id !== b.id) {
      list.push({ kind: "rebound", name: b.name, frame: b.frame, object: is.get(b.id) ?? null });
    }
  }
  for (const [key, b] of old) {
    if (!young.has(key)) {
      list.push({ kind: "unbound", name: b.name, frame: b.frame, object: was.get(b.id) ?? null });
    }
  }
  return list;
}

/** What differs between two moments, among the objects shown at both: names first, then objects. */
export function changesBetween(before: EngineState, now: EngineState): Change[] {
  const list = boundAndUnbound(before, now);
  const old = byId(before);
  for (const object of now.objects) {
    const past = old.get(object.id);
    if (!past || !same(past, object)) {
      list.push({ kind: "appeared", object });
      continue;
    }
    if (past.refcount !== object.refcount) {
      list.push({ kind: "count", object, from: past.refcount, to: object.refcount });
    }
    if (past.generation !== object.generation) {
      list.push({ kind: "generation", object, from: past.generation, to: object.generation });
    }
    if (past.value !== object.value) {
      list.push({ kind: "value", object, from: past.value, to: object.value });
    }
    if (past.size !== object.size) {
      list.push({ kind: "size", object, from: past.size, to: object.size });
    }
  }
  const young = byId(now);
  for (const object of before.objects) {
    const next = young.get(object.id);
    if (!object.ghost && (!next || !same(object, next))) {
      list.push({ kind: "gone", object });
    }
  }
  return list;
}

/** The state with what has just died still in it, as ghosts, held by what held it. */
export function withGhosts(now: EngineState, before: EngineState | null, dead: Set<string>): EngineState {
  if (!before || dead.size === 0) {
    return now;
  }
  const alive = byId(now);
  const ghosts = before.objects.filter((o) => !o.ghost && dead.has(o.id) && !alive.has(o.id));
  if (ghosts.length === 0) {
    return now;
  }
  const shown = new Set([...alive.keys(), ...ghosts.map((g) => g.id)]);
  const isGhost = new Set(ghosts.map((g) => g.id));
  const old = byId(before);
  const objects = now.objects.map((o) => {
    const lost = (old.get(o.id)?.refs ?? []).filter((r) => isGhost.has(r.to));
    return lost.length ? { ...o, refs: [...o.refs, ...lost.map((r) => ({ ...r, gone: true }))] } : o;
  });
  for (const g of ghosts) {
    const refs = g.refs.filter((r) => shown.has(r.to)).map((r) => ({ ...r, gone: true }));
    objects.push({ ...g, ghost: true, refcount: 0, refs });
  }
  return { ...now, objects };
}
