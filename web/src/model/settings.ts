import { signal } from "@preact/signals";
import { ask, demand } from "./session";

const usual = "cpython-3.11";
/** The version of CPython that runs behave like; "": the engine's own. */
export const profile = signal("");

/** A fresh engine; one that has not this profile takes its own. */
export async function beginAnew() {
  const reply = await ask("reset", { profile: profile.value || usual });
  if (!reply.ok) {
    profile.value = "";
    await demand("reset", { profile: usual });
  }
}
