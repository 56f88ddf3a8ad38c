import { signal } from "@preact/signals";
import { language, setLanguage } from "../i18n/i18n";
import { recorded, run, source } from "./app";
import { isEmbedded, longLink, pack, unpack } from "./share";
import { breakpoints, position, seek, setBreakpoints, unit, units, type Unit } from "./travel";
import { isStageView, view } from "./view";

export const embedded = signal(isEmbedded(location.hash));
/** What became of the last wish for a link. */
export const linkState = signal<"" | "copied" | "in_address" | "long">("");

async function fragment(): Promise<string> {
  const now = position.value;
  return pack({
    code: source.value,
    view: view.value,
    lang: language.value,
    unit: unit.value,
    breakpoints: breakpoints.value,
    ...(now && !now.at_end && recorded.value === source.value && { tick: now.tick }),
  });
}

/** The page as it is, as a link: in the address, and where the browser allows it in the clipboard. */
export async function copyLink() {
  const text = await fragment();
  history.replaceState(null, "", `#${text}`);
  try {
    await navigator.clipboard.writeText(location.href);
    linkState.value = location.href.length > longLink ? "long" : "copied";
  } catch {
    linkState.value = "in_address";
  }
}

/** From the minimal page to the whole one, at the same moment. */
export async function openInLab() {
  window.open(`${location.pathname}${location.search}#${await fragment()}`, "_blank", "noopener");
}

/** What a link brings, or the first example; then run it, which is all that loading a link ever does. */
export async function begin() {
  const given = await unpack(location.hash);
  if (given) {
    source.value = given.code;
    if (given.lang === "en" || given.lang === "zh") {
      setLanguage(given.lang);
    }
    if (isStageView(given.view)) {
      view.value = given.view;
    }
    if (units.includes(given.unit as Unit)) {
      unit.value = given.unit as Unit;
    }
    setBreakpoints(given.breakpoints ?? []);
  }
  await run();
  if (given?.tick !== undefined) {
    await seek(given.tick);
  }
}
