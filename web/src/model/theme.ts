import { computed, signal } from "@preact/signals";
import { remember, remembered } from "./store";

export const themes = ["system", "light", "dark"] as const;
export type Theme = (typeof themes)[number];
const system = matchMedia("(prefers-color-scheme: dark)");
const systemDark = signal(system.matches);

export const theme = signal<Theme>(themes.find((x) => x === remembered("theme")) ?? "system");
/** Whether the page is dark now; what draws on a canvas draws again when it changes. */
export const dark = computed(() => (theme.value === "system" ? systemDark.value : theme.value === "dark"));

/** Before `dark` is told to anyone: a canvas asks the style sheet for its colours. */
function paint(wanted: Theme) {
  const isDark = wanted === "system" ? system.matches : wanted === "dark";
  document.documentElement.dataset.theme = isDark ? "dark" : "light";
}

system.addEventListener("change", () => {
  paint(theme.value);
  systemDark.value = system.matches;
});

export function setTheme(next: Theme) {
  paint(next);
  theme.value = next;
  remember("theme", next);
}

paint(theme.value);
