import { computed, signal } from "@preact/signals";

/** What the server tells of the presenter; see server/cursor.def. */
export interface Cursor {
  recording: number;
  tick: number;
  view: string;
  selected?: string;
  /** The object the presenter points at. */
  pointed?: string;
  /** The line of the program at which the presenter's text cursor stands. */
  line?: number;
}

/** A session of the server that this page shows to others. `lost`: the server does not answer; `gone`: it has forgotten. */
export interface Presented {
  link: string;
  followers: number;
  state: "open" | "lost" | "gone";
}
export const presented = signal<Presented | null>(null);

/** A session that this page follows. `attached`: it goes where the presenter goes. */
export interface Followed {
  line: "joining" | "open" | "lost" | "ended" | "full" | "unknown";
  attached: boolean;
  /** It has been shown something. */
  shown: boolean;
  /** Where the presenter is. */
  cursor: Cursor | null;
  /** The recording came to something else in this page's engine. */
  differs: boolean;
}
export const followed = signal<Followed | null>(null);

/** Where the presenter points; null: nobody is followed, or the presenter does not point. */
export const pointedAt = computed<string | null>(() => (followed.value?.attached ? (followed.value.cursor?.pointed ?? null) : null));
export const presentersLine = computed<number | null>(() => (followed.value?.attached ? (followed.value.cursor?.line ?? null) : null));
/** Where the presenter is, while this page is elsewhere. */
export const presentersTick = computed<number | null>(() => {
  const now = followed.value;
  return now && !now.attached && now.line === "open" ? (now.cursor?.tick ?? null) : null;
});

/** What this page's own presenter points at: see pointing.ts. */
export const pointed = signal<string | null>(null);
/** The line of this page's text cursor; null: it is not in the program. */
export const caretLine = signal<number | null>(null);
