/** What was recorded outlives the engine that recorded it: it is made again in the next one, from its inputs. */
import { effect } from "@preact/signals";
import type { Fields } from "../engine/api";
import { hasText } from "../i18n/i18n";
import { lookAgain, recorded } from "./app";
import { assignedNames } from "./names";
import { ask, busy, demand, losses, problem, running } from "./session";
import { position, standAt } from "./travel";

let kept: Fields<"import">["recording"] | null = null;

/** Remembers the recording as it is now: its inputs, which are small. */
export async function keep() {
  const reply = await ask("export").catch(() => null);
  if (reply) {
    kept = reply.ok ? (reply.recording as object as Fields<"import">["recording"]) : null;
  }
}

/** Another recording is being made. */
export function forgetKept() {
  kept = null;
}

/** The page stands where it stood, before what ended the engine. */
async function bringBack() {
  const recording = kept;
  const told = problem.peek();
  const here = position.peek();
  if (!recording) {
    return;
  }
  kept = null; // what ends the engine again is not tried again
  await busy(async () => {
    problem.value = told;
    await demand("watch", { names: assignedNames(recorded.peek()) });
    await demand("import", { recording });
    await lookAgain();
    if (here && !here.at_end) {
      await standAt(await demand("seek", { tick: here.tick }));
    }
    if (told && hasText(`problem.${told.code}_undone`)) {
      problem.value = { ...told, code: `${told.code}_undone` };
    }
  });
}

let known = 0;
effect(() => {
  if (losses.value !== known && !running.value) {
    known = losses.value;
    queueMicrotask(() => void bringBack());
  }
});
