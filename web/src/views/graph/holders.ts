import type { EngineState, Holder } from "../../model/state";

/** What holds an object: a global name, a local one, a container or attribute, a running instruction, or what the picture does not show. */
export type HolderKind = "name" | "local" | "container" | "temporary" | "other";
export interface Segment {
  kind: HolderKind;
  label: string;
  /** The line in the picture, if there is one. */
  edge: string | null;
}

/** Every object's references as far as the picture knows them, one segment each. */
export function segmentsOf(state: EngineState): Map<string, Segment[]> {
  const all = new Map<string, Segment[]>();
  const add = (id: string, s: Segment) => void (all.get(id)?.push(s) ?? all.set(id, [s]));
  state.frames.forEach((f, depth) => {
    for (const n of f.names) {
      add(n.id, { kind: depth === 0 ? "name" : "local", label: n.name, edge: `name ${depth} ${n.name}` });
    }
    for (const id of f.stack ?? []) {
      if (id) {
        add(id, { kind: "temporary", label: f.name, edge: null });
      }
    }
  });
  for (const o of state.objects) {
    for (const r of o.refs) {
      if (!r.gone) {
        add(r.to, { kind: "container", label: `${o.type}${r.label}`, edge: `${o.id} ${r.to}` });
      }
    }
  }
  return all;
}

/** Exactly as many segments as references; those not known are of the last kind. */
export function ringOf(count: number, known: Segment[]): Segment[] {
  const rest = Math.max(0, count - known.length);
  return [
    ...known.slice(0, count),
    ...Array.from({ length: rest }, (): Segment => ({ kind: "other", label: "", edge: null })),
  ];
}

/** Python that gives an object, by the shortest way from a global name; null: there is none. */
export function expressionOf(state: EngineState, id: string): string | null {
  const found = new Map<string, string>();
  for (const n of state.frames[0]?.names ?? []) {
    if (!found.has(n.id)) {
      found.set(n.id, n.name);
    }
  }
  const info = new Map(state.objects.map((o) => [o.id, o]));
  for (const [at, text] of found) {
    if (at === id) {
      return text;
    }
    for (const r of info.get(at)?.refs ?? []) {
      if (isStep(r.label) && !found.has(r.to)) {
        found.set(r.to, text + r.label);
      }
    }
  }
  return found.get(id) ?? null;
}

/** `[0]`, `['k']` and `.load` can be written in Python; `key 'k'` and `__code__` cannot be followed so. */
const isStep = (label: string) => !label.includes("…") && (/^\[.*\]$/s.test(label) || /^\.[\p{ID_Start}_][\p{ID_Continue}]*$/u.test(label));

/** The line in the picture that a holder of the ledger stands for. */
export function edgeOf(h: Holder, to: string): string | null {
  if (h.kind === "global") {
    return `name 0 ${h.label}`;
  }
  return h.from ? `${h.from} ${to}` : null;
}

/** As in a sum: `a`, `list[2]`, `argument`. */
export function termOf(h: Holder): string {
  if (h.kind === "global" || h.kind === "local" || !h.type) {
    return h.label;
  }
  return /^[.[]/.test(h.label) ? `${h.type}${h.label}` : `${h.type} ${h.label}`;
}

export type Removal =
  | { command: "unbind"; fields: { name: string } }
  | { command: "remove"; fields: { container: string; key?: string; item?: string; name?: string } };

/** The operation that takes away one reference, if one statement can. */
export function removalOf(state: EngineState, h: Holder, to: string): Removal | null {
  if (h.kind === "global") {
    return { command: "unbind", fields: { name: h.label } };
  }
  const container = h.from ? expressionOf(state, h.from) : null;
  const holder = state.objects.find((o) => o.id === h.from);
  if (!container || !holder) {
    return null;
  }
  if (holder.type === "set") {
    const item = expressionOf(state, to);
    return item ? { command: "remove", fields: { container, item } } : null;
  }
  if (!isStep(h.label) || holder.type === "tuple") {
    return null;
  }
  return h.label.startsWith(".")
    ? { command: "remove", fields: { container, name: h.label.slice(1) } }
    : { command: "remove", fields: { container, key: h.label.slice(1, -1) } };
}
