import type { EngineState } from "../../model/state";

/** Objects whose name, type, value or address has the text in it: in that order. */
export function find(state: EngineState, text: string): string[] {
  const wanted = text.trim().toLowerCase();
  if (!wanted) {
    return [];
  }
  const has = (s: string) => s.toLowerCase().includes(wanted);
  const alive = new Set(state.objects.filter((o) => !o.ghost).map((o) => o.id));
  const names = state.frames.flatMap((f) => f.names.filter((n) => has(n.name) && alive.has(n.id)).map((n) => n.id));
  const living = state.objects.filter((o) => !o.ghost);
  return [...new Set([
    ...names,
    ...living.filter((o) => has(o.type)).map((o) => o.id),
    ...living.filter((o) => has(o.value)).map((o) => o.id),
    ...living.filter((o) => has(o.id)).map((o) => o.id),
  ])];
}
