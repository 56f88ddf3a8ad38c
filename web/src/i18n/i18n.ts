import { signal } from "@preact/signals";
import rosetta from "rosetta";
import { en } from "./en";
import { zh } from "./zh";

export type Language = "en" | "zh";
const stored = "pymemlab.language";

function remembered(): Language {
  try {
    const kept = localStorage.getItem(stored);
    if (kept === "en" || kept === "zh") {
      return kept;
    }
  } catch {
    // No storage in this browser: the choice lasts as long as the page.
  }
  return navigator.language.toLowerCase().startsWith("zh") ? "zh" : "en";
}

export const language = signal<Language>(remembered());

const texts = rosetta<Record<string, string>>({ en, zh });
document.documentElement.lang = language.value === "zh" ? "zh-Hans" : "en";

/** Text of a key in the chosen language; reading it in a view makes the view follow the choice. */
export function t(key: string, values?: Record<string, unknown>): string {
  return texts.t([key], values, language.value) || key; // a list: dots in a key are part of it
}

export function hasText(key: string): boolean {
  return key in en;
}

export function setLanguage(next: Language) {
  language.value = next;
  document.documentElement.lang = next === "zh" ? "zh-Hans" : "en";
  try {
    localStorage.setItem(stored, next);
  } catch {
    // see remembered()
  }
}
