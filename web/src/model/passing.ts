import { computed, signal } from "@preact/signals";
import type { EngineState } from "./state";

/** Where a finger set out that now drags through the recording; null: the moment shown is one to stay at. */
export const setOut = signal<EngineState | null>(null);
/** Moments are passed by: only the picture and the marked lines follow, the rest when the finger rests. */
export const passingBy = computed(() => setOut.value !== null);
