import { signal } from "@preact/signals";

/** Whether the lessons' pane is there; it is loaded when first wanted. */
export const lessonsOpen = signal(false);
