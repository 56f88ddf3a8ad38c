import { signal } from "@preact/signals";

/** wide: panels side by side; middle: the inspector is a drawer; phone: the picture, and a sheet for the rest. */
export type Layout = "wide" | "middle" | "phone";

const wideFrom = 1100;
const phoneBelow = 700;
/** From this height on the lower left shows all its panels at once. */
const tallFrom = 1000;

export function layoutFor(width: number): Layout {
  return width < phoneBelow ? "phone" : width < wideFrom ? "middle" : "wide";
}

export const layout = signal<Layout>("wide");
export const tall = signal(false);
/** Lessons stand beside the page; else they are one of the sheet's panels. */
export const lessonsBeside = signal(true);

/** The room the page has: the window's, less the lessons beside it. */
function measure() {
  const app = document.getElementById("app");
  const beside = app ? parseFloat(getComputedStyle(app).paddingRight) || 0 : 0;
  const next = layoutFor(innerWidth - beside);
  document.documentElement.dataset.layout = next;
  layout.value = next;
  lessonsBeside.value = innerWidth >= phoneBelow;
  tall.value = next === "wide" && innerHeight >= tallFrom;
}

measure();
addEventListener("resize", measure);
// The lessons' pane opens and closes by a class of the root element.
new MutationObserver(measure).observe(document.documentElement, { attributeFilter: ["class"] });

export const panels = ["code", "step", "output", "operations", "charts", "lesson"] as const;
export type Panel = (typeof panels)[number];
/** The panel in front, where they share a place. */
export const panel = signal<Panel>("step");
/** On a phone: whether the sheet with the panels is up. */
export const sheetOpen = signal(false);

/** Bring a panel to the front, as when it has something to ask. */
export function showPanel(name: Panel) {
  panel.value = name;
  sheetOpen.value = true;
}
