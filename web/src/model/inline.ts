import { signal } from "@preact/signals";
import { remember, remembered } from "./store";

/** Counts behind the names in the code. */
export const countsShown = signal(remembered("counts") === "1");

export function setCountsShown(on: boolean) {
  countsShown.value = on;
  remember("counts", on ? "1" : "0");
}

export const toggleCounts = () => setCountsShown(!countsShown.value);
