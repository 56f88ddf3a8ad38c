import { signal } from "@preact/signals";

const stored = "pymemlab.counts";

function remembered(): boolean {
  try {
    return localStorage.getItem(stored) === "1";
  } catch {
    return false; // No storage in this browser: the choice lasts as long as the page.
  }
}

/** Counts behind the names in the code. */
export const countsShown = signal(remembered());

export function setCountsShown(on: boolean) {
  countsShown.value = on;
  try {
    localStorage.setItem(stored, on ? "1" : "0");
  } catch {
    // see remembered()
  }
}

export const toggleCounts = () => setCountsShown(!countsShown.value);
