import { computed, signal } from "@preact/signals";

export const themes = ["system", "light", "dark"] as const;
export type Theme = (typeof themes)[number];
const stored = "pymemlab.theme";
const system = matchMedia("(prefers-color-scheme: dark)");
const systemDark = signal(system.matches);

function remembered(): Theme {
  try {
    const kept = localStorage.getItem(stored) as Theme;
    return themes.includes(kept) ? kept : "system";
  } catch {
    return "system"; // No storage in this browser: the choice lasts as long as the page.
  }
}

export const theme = signal<Theme>(remembered());
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
  try {
    localStorage.setItem(stored, next);
  } catch {
    // see remembered()
  }
}

paint(theme.value);
