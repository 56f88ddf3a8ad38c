import type { Answer } from "../../engine/api";

export type Xray = Pick<Answer<"xray">, "objects" | "moves">;
export type Place = "examined" | "tentative" | "reached" | "finalized" | "resurrected" | "cleared" | "dead";
export type Phase = "copy" | "subtract" | "sort" | "end";
export const phases: Phase[] = ["copy", "subtract", "sort", "end"];

/** One object at one step of a collection: the collector's number on it, and in which set it is. */
export interface Node {
  id: string;
  number: number;
  place: Place;
  /** This step is about it. */
  moved: boolean;
}

/** Steps: the copy, the subtraction, each move, the verdict. */
export const stepCount = (x: Xray) => x.moves.length + 3;
const lastSplit = (x: Xray) => x.moves.filter((m) => m.phase === "split").length;

export function phaseOf(x: Xray, step: number): Phase {
  if (step <= 1) {
    return step === 0 ? "copy" : "subtract";
  }
  return step < 2 + lastSplit(x) ? "sort" : "end";
}

/** Where a phase is complete. */
export function stepOf(x: Xray, phase: Phase): number {
  const end = stepCount(x) - 1;
  return { copy: 0, subtract: 1, sort: Math.min(end, Math.max(1, 1 + lastSplit(x))), end }[phase];
}

function placeAfter(phase: string, before: Place, reached: boolean): Place {
  switch (phase) {
    case "split": return reached ? "reached" : "tentative";
    case "finalizers": return "finalized";
    case "resurrection": return "resurrected";
    // Emptied first; a second time it is told of at its death.
    case "clear": return before === "cleared" ? "dead" : "cleared";
    default: return before;
  }
}

/** What the fate says at the end, whatever moves were left out of the reply. */
function settled(fate: string): Place {
  return fate === "collected" ? "dead" : fate === "resurrected" ? "resurrected" : "reached";
}

/** The objects at a step. */
export function nodesAt(x: Xray, step: number): Node[] {
  const places = new Map<string, Place>();
  const played = x.moves.slice(0, Math.max(0, step - 1));
  for (const m of played) {
    if (m.object) {
      places.set(m.object.id, placeAfter(m.phase, places.get(m.object.id) ?? "examined", !!m.by));
    }
  }
  const about = step >= 2 ? x.moves[step - 2]?.object?.id : undefined;
  const sorted = step >= 1 + lastSplit(x) && step >= 2;
  const last = step === stepCount(x) - 1;
  return x.objects.map((o) => {
    const kept = o.fate === "referenced_from_outside" || o.fate === "reached";
    const untold: Place = !sorted ? "examined" : kept ? "reached" : "tentative";
    const now = places.get(o.id) ?? untold;
    return {
      id: o.id,
      number: step === 0 ? o.copied : o.left,
      place: last ? settled(o.fate) : now === "examined" && sorted ? untold : now,
      moved: o.id === about,
    };
  });
}
