import { computed, signal, useComputed } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { inTurn, nextFrame } from "../../model/turns";

/** The page is first drawn in so many pieces, each in a task of its own. */
const pieces = 4;
const begun = signal(1);
export const whole = computed(() => begun.value === pieces);

function drawNext() {
  if (!whole.peek()) {
    inTurn(() => {
      begun.value++;
      drawNext();
    });
  }
}

/** The first piece is seen, the others follow. */
export const drawInPieces = () => void nextFrame().then(drawNext);

/** Drawn once its turn has come, and from then on. */
export function Piece({ n, children }: { n: number; children: ComponentChildren }) {
  const here = useComputed(() => begun.value >= n);
  return here.value ? <>{children}</> : null;
}
