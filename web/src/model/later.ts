import { effect, signal } from "@preact/signals";
import { ready } from "./app";
import { awake, problem } from "./session";
import { inOrder } from "./turns";
import { loadLayering } from "../views/graph/layers";

/** The first picture is there and the engine awake, or will not be soon: now the heavy parts of the page may be loaded. */
export const later = signal(false);
export function hurry() {
  if (!later.peek()) {
    later.value = true;
    inOrder(loadLayering).catch(() => {}); // it is asked for again when it is needed
  }
}

/** Patience with an engine that does not start. */
const most = 4000;

export function waitForFirst() {
  const timer = setTimeout(hurry, most);
  const stop = effect(() => {
    if ((ready.value && awake.value) || problem.value || later.value) {
      clearTimeout(timer);
      // Once the picture has been painted.
      requestAnimationFrame(() => setTimeout(hurry));
      queueMicrotask(() => stop());
    }
  });
}
