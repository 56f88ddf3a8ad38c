import { computed, signal } from "@preact/signals";
import { usualLimits, usualSettings, type Limits, type RunSettings } from "./run_settings";
import { ask, demand } from "./session";

const usual = usualSettings.profile;
/** The version of CPython that runs behave like; "": the engine's own. */
export const profile = signal("");
/** Collector thresholds that the next runs begin with, before the program's first line; null: CPython's own. */
export const thresholds = signal<number[] | null>(null);
export const limits = signal<Limits>(usualLimits);

/** Whether a run is another than the usual one. */
export const changed = computed(() =>
  (profile.value !== "" && profile.value !== usual) || thresholds.value !== null || limits.value !== usualLimits);

export const settings = (): RunSettings => ({ profile: profile.value || usual, thresholds: thresholds.value, limits: limits.value });

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
