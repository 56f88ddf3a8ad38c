import { computed, signal } from "@preact/signals";
import type { Answer } from "../../engine/api";
import { ask, demand, fail } from "../../model/session";
import { forgetSought } from "../../model/sought";
import type { Picture, Spot } from "./layout";
import type { Viewport } from "./viewport";

/** What a person has done to the picture; the recording knows nothing of it. */
export const viewport = signal<Viewport>({ x: 0, y: 0, k: 1 });
/** All of the picture is drawn, in sight or not, with all its details: for a file. */
export const inFull = signal(false);
/** Below this scale no text can be read. */
const tiny = 0.3;
/** Cards are too small for what is written on them: only their shapes are drawn. */
export const far = computed(() => !inFull.value && viewport.value.k < tiny);
/** Someone has moved the picture: a new moment does not fit it to the window again. */
export const moved = signal(false);
/** Someone wants all of it in the window, however small. */
export const shownWhole = signal(false);
export const expanded = signal<Map<string, number>>(new Map());
export const collapsed = signal<Set<string>>(new Set());
/** The reference that has been chosen, by its key. */
export const chosenEdge = signal<string | null>(null);
export const byType = signal(false);
export const asText = signal(false);
/** What the signs of the picture mean, over its lower left. */
export const legendOpen = signal(false);
/** The line that a ring's segment or a holder stands for. */
export const lit = signal<string | null>(null);
/** What would go if one reference were cut. */
export type Loss = Answer<"cut"> & { edge: string | null };
export const loss = signal<Loss | null>(null);
/** Places change without the state changing: drags, tidying. */
export const version = signal(0);

/** An object's place for its whole life; its address is its name here. */
export const spots = new Map<string, Spot>();
export const pinned = signal<Set<string>>(new Set());

export function remember(picture: Picture) {
  for (const { object, x, y } of picture.objects) {
    spots.set(object.id, { x, y, type: object.type });
  }
}

export function forgetPlaces() {
  spots.clear();
  if (pinned.peek().size) {
    pinned.value = new Set();
  }
}

/** Another program: nothing of what was chosen in the last one means anything. */
export function forgetPicture() {
  forgetPlaces();
  moved.value = false;
  shownWhole.value = false;
  // Another empty map would be a change, and would draw again what asks for this.
  if (expanded.peek().size) {
    expanded.value = new Map();
  }
  if (collapsed.peek().size) {
    collapsed.value = new Set();
  }
  forgetSought();
  chosenEdge.value = null;
  lit.value = null;
  loss.value = null;
}

const duration = 220;
const still = () => matchMedia("(prefers-reduced-motion: reduce)").matches;
let animation = 0;

/** Everything laid out anew, each card seen to move to its new place. */
export function moveTo(target: Map<string, Spot>) {
  const from = new Map(spots);
  const begin = performance.now();
  cancelAnimationFrame(animation);
  const frame = (now: number) => {
    const part = still() ? 1 : Math.min(1, Math.max(0, now - begin) / duration);
    const eased = part * (2 - part);
    for (const [id, to] of target) {
      const old = from.get(id) ?? to;
      spots.set(id, { ...to, x: old.x + (to.x - old.x) * eased, y: old.y + (to.y - old.y) * eased });
    }
    version.value++;
    if (part < 1) {
      animation = requestAnimationFrame(frame);
    }
  };
  frame(begin);
}

export function toggle(id: string) {
  const next = new Set(collapsed.value);
  if (!next.delete(id)) {
    next.add(id);
  }
  collapsed.value = next;
}

/** Nothing is changed: the engine tells what would be. */
export async function whatIf(from: string, to: string, edge: string | null) {
  try {
    const reply = await demand("cut", { from, to, limit: 200 });
    loss.value = { ...reply, edge };
  } catch (error) {
    fail(error);
  }
}

export async function census(): Promise<Answer<"census"> | null> {
  const reply = await ask("census", { limit: 60 });
  return reply.ok ? reply : null;
}
