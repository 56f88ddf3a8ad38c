import { computed, signal } from "@preact/signals";
import { ask, demand } from "./session";

const usual = "cpython-3.11";
/** The version of CPython that runs behave like; "": the engine's own. */
export const profile = signal("");
/** Collector thresholds that the next runs begin with, before the program's first line; null: CPython's own. */
export const thresholds = signal<number[] | null>(null);

/** How far one run goes: instructions and seconds; beyond, what was recorded is kept. */
export interface Limits {
  ticks: number;
  seconds: number;
}
export const usualLimits: Limits = { ticks: 20_000_000, seconds: 10 };
/** The least and the most that can be wished for. */
export const limitBounds = { ticks: [1000, 1_000_000_000], seconds: [1, 600] } as const;
export const limits = signal<Limits>(usualLimits);

export const isWithin = (what: keyof Limits, n: number) => Number.isSafeInteger(n) && n >= limitBounds[what][0] && n <= limitBounds[what][1];

/** Whether a run is as usual. */
export const changed = computed(() =>
  (profile.value !== "" && profile.value !== usual) || thresholds.value !== null
  || limits.value !== usualLimits);

export interface RunSettings {
  profile: string;
  thresholds: number[] | null;
  limits: Limits;
}

export const settings = (): RunSettings => ({ profile: profile.value || usual, thresholds: thresholds.value, limits: limits.value });
export const usualSettings: RunSettings = { profile: usual, thresholds: null, limits: usualLimits };

/** For the runs to come. */
export function choose(next: RunSettings) {
  profile.value = next.profile === usual ? "" : next.profile;
  thresholds.value = next.thresholds;
  const isUsual = next.limits.ticks === usualLimits.ticks && next.limits.seconds === usualLimits.seconds;
  limits.value = isUsual ? usualLimits : next.limits;
}

/** A fresh engine; one that has not this profile takes its own. */
export async function beginAnew() {
  const reply = await ask("reset", { profile: profile.value || usual });
  if (!reply.ok) {
    profile.value = "";
    await demand("reset", { profile: usual });
  }
}
