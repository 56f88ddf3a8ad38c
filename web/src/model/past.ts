import { signal } from "@preact/signals";

/** An operation that was asked for while the page stands in the past. */
export interface Wish {
  statement: string;
  tick: number;
  /** Forget what came after this moment and go on from here. */
  branch: () => Promise<void>;
  atEnd: () => Promise<void>;
}
export const wish = signal<Wish | null>(null);
