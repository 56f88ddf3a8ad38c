import { signal } from "@preact/signals";

export interface Placed {
  id: string;
  width: number;
  height: number;
}
export interface Arrow {
  from: string;
  to: string;
}
/** Where a node lies: its column from the left, and its top. */
export interface Place {
  column: number;
  top: number;
}
/** Heads, nodes, arrows, and the tops of the last picture. */
export type Asked = [heads: Placed[], nodes: Placed[], arrows: Arrow[], before: Map<string, number>];
type Layering = (...asked: Asked) => Map<string, Place>;

let layering: Layering | null = null;
export const useLayering = (found: Layering) => void (layering = found);

/** Grows when the library has come and a picture waits for it. */
export const layeringCame = signal(0);
let missed = false;
let coming: Promise<void> | null = null;

/** The library comes when it is wanted first, or with the other heavy parts. What does not come is asked for again. */
export function loadLayering(): Promise<void> {
  coming ??= import("./layering").then((m) => {
    useLayering(m.layersOf);
    if (missed) {
      layeringCame.value++;
    }
  });
  coming.catch(() => (coming = null));
  return coming;
}

/** What is asked, as text. */
export const keyOf = ([heads, nodes, arrows, before]: Asked) => JSON.stringify([heads, nodes, arrows, [...before]]);
const known = new Map<string, [string, Place][]>();
/** An answer that was found before, as for the picture that the page opens with. */
export const know = (key: string, places: [string, Place][]) => void known.set(key, places);

/**
 * Layers from left to right, with few crossings: heads stand in column 0, everything else to the right of what
 * leads to it. What was above in the last picture stays above where the graph allows it. null: the library has yet to come.
 */
export function placeLayers(...asked: Asked): Map<string, Place> | null {
  if (layering) {
    return layering(...asked);
  }
  const places = known.get(keyOf(asked));
  if (places) {
    return new Map(places);
  }
  missed = true;
  void loadLayering().catch(() => {});
  return null;
}
