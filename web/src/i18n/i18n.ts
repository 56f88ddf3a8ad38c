import { signal } from "@preact/signals";
import rosetta from "rosetta";
import { remember, remembered } from "../model/store";
import { en } from "./en";
import { withEndings } from "./endings";

export type Language = "en" | "zh";

function chosen(): Language {
  const kept = remembered("language");
  if (kept === "en" || kept === "zh") {
    return kept;
  }
  return navigator.language.toLowerCase().startsWith("zh") ? "zh" : "en";
}

/** English texts come with the page, the others when they are wanted first. */
const texts = rosetta<Record<string, string>>({ en });

async function load(wanted: Language) {
  if (!texts.table(wanted)) {
    texts.set(wanted, (await import("./zh")).zh);
  }
}

export const language = signal<Language>("en");

/** The language that was chosen last, or the browser's: before anything is drawn. */
export const begin = () => show(chosen());

/** Text of a key in the chosen language; reading it in a view makes the view follow the choice. */
export function t(key: string, values?: Record<string, unknown>): string {
  const all = values && language.value === "en" ? withEndings(values) : values;
  return texts.t([key], all, language.value) || key; // a list: dots in a key are part of it
}

export function hasText(key: string): boolean {
  return key in en;
}

async function show(next: Language) {
  await load(next).catch(() => {}); // without its texts the page speaks English
  language.value = texts.table(next) ? next : "en";
  document.documentElement.lang = language.value === "zh" ? "zh-Hans" : "en";
}

export async function setLanguage(next: Language) {
  await show(next);
  remember("language", next);
}
