import { signal } from "@preact/signals";
import { language, setLanguage } from "../i18n/i18n";
import { lessonsOpen } from "../lessons/open";
import { chooseEngine, engineKind, ledger, openLedger, recorded, run, source } from "./app";
import { countsShown } from "./inline";
import { changeEngine } from "./session";
import { isWithin, usualLimits } from "./run_settings";
import { limits, profile, thresholds } from "./settings";
import { isEmbedded, longLink, pack, unpack, type Shared } from "./share";
import { setTheme, theme } from "./theme";
import { breakpoints, position, seek, setBreakpoints, unit, units, type Unit } from "./travel";
import { isStageView, view } from "./view";

export const embedded = signal(isEmbedded(location.hash));
/** What became of the last wish to share. */
export const shareState = signal<"" | "copied" | "markdown" | "picture" | "in_address" | "long" | "saved" | "opened" | "differs" | "bad_file">("");

async function openLessonId(): Promise<string | undefined> {
  return lessonsOpen.value ? (await import("../lessons/lesson_state")).current.value?.id : undefined;
}

export async function fragment(): Promise<string> {
  const now = position.value;
  const lesson = await openLessonId();
  return pack({
    code: source.value,
    view: view.value,
    lang: language.value,
    unit: unit.value,
    ...(profile.value && { profile: profile.value }),
    ...(thresholds.value && { thresholds: thresholds.value }),
    ...(limits.value !== usualLimits && { limits: [limits.value.ticks, limits.value.seconds] }),
    ...(lesson && { lesson }),
    ...(breakpoints.value.length && { breakpoints: breakpoints.value }),
    ...(engineKind.value === "server" && { engine: "server" }),
    ...(theme.value !== "system" && { theme: theme.value }),
    ...(countsShown.value && { counts: "1" }),
    ...(ledger.value && { selected: ledger.value.id }),
    ...(now && !now.at_end && recorded.value === source.value && { tick: now.tick }),
  });
}

export async function address(): Promise<string> {
  return `${location.href.replace(/#.*/, "")}#${await fragment()}`;
}

/** The page as it is, as a link: in the address, and where the browser allows it in the clipboard. */
export async function copyLink() {
  const text = await address();
  history.replaceState(null, "", text);
  try {
    await navigator.clipboard.writeText(text);
    shareState.value = text.length > longLink ? "long" : "copied";
  } catch {
    shareState.value = "in_address";
  }
}

/** From the minimal page to the whole one, at the same moment. */
export async function openInLab() {
  window.open(`${location.pathname}${location.search}#${await fragment()}`, "_blank", "noopener");
}

async function show(given: Shared) {
  if (given.lang === "en" || given.lang === "zh") {
    await setLanguage(given.lang);
  }
  if (given.theme === "light" || given.theme === "dark") {
    setTheme(given.theme);
  }
  if (given.counts) {
    countsShown.value = given.counts === "1";
  }
  if (isStageView(given.view)) {
    view.value = given.view;
  }
  if (units.includes(given.unit as Unit)) {
    unit.value = given.unit as Unit;
  }
  setBreakpoints(given.breakpoints ?? []);
  profile.value = given.profile ?? "";
  thresholds.value = given.thresholds ?? null;
  const [ticks, seconds] = given.limits ?? [];
  limits.value = isWithin("ticks", ticks) && isWithin("seconds", seconds) ? { ticks, seconds } : usualLimits;
}

/** Its page beside the picture; the program is taken unless the link brings its own. False: no such lesson. */
async function showLesson(id: string, withProgram: boolean) {
  const [{ lessons }, { current }] = await Promise.all([import("../lessons/catalogue"), import("../lessons/lesson_state")]);
  const lesson = lessons.find((x) => x.id === id);
  if (lesson) {
    current.value = lesson;
    lessonsOpen.value = !embedded.value;
    source.value = withProgram ? lesson.program : source.value;
  }
}

/** What a link brings, or the first example; then run it, which is all that loading a link ever does. */
export async function begin() {
  const given = (await unpack(location.hash)) ?? {};
  await show(given);
  if (given.live && (await (await import("./follow")).follow(given.live))) {
    return;
  }
  source.value = given.code ?? source.value;
  if (given.lesson) {
    await showLesson(given.lesson, given.code === undefined);
  }
  if (given.engine === "server") {
    changeEngine("server");
  }
  await run();
  if (given.engine === "server" && !position.value) {
    chooseEngine("page"); // no server here: the link's program still runs
  }
  if (given.tick !== undefined) {
    await seek(given.tick);
  }
  if (given.selected) {
    await openLedger(given.selected);
  }
}

