import { signal } from "@preact/signals";

/** What the server tells of the presenter; see server/cursor.def. */
export interface Cursor {
  recording: number;
  tick: number;
  view: string;
  selected?: string;
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
