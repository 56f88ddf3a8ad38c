import { signal } from "@preact/signals";
import { zoomTime } from "../../model/travel";

/** The tick under the pointer, wherever on the time axis it is: strip and charts show it together. */
export const cursor = signal<number | null>(null);

const distance = (a: PointerEvent, b: PointerEvent) => Math.max(20, Math.abs(a.clientX - b.clientX));

/** Wheel and pinch on an element of the time axis zoom it around the tick that `tickAt` finds. Answers how to end. */
export function zoomable(element: HTMLElement, tickAt: (clientX: number) => number): () => void {
  const fingers = new Map<number, PointerEvent>();
  const onWheel = (e: WheelEvent) => {
    e.preventDefault();
    zoomTime(tickAt(e.clientX), e.deltaY > 0 ? 1.4 : 0.7);
  };
  const onDown = (e: PointerEvent) => {
    if (e.pointerType === "touch") {
      fingers.set(e.pointerId, e);
    }
  };
  const onMove = (e: PointerEvent) => {
    cursor.value = tickAt(e.clientX);
    if (fingers.size === 2 && fingers.has(e.pointerId)) {
      const other = [...fingers.values()].find((f) => f.pointerId !== e.pointerId)!;
      const before = distance(fingers.get(e.pointerId)!, other);
      const now = distance(e, other);
      if (Math.abs(now - before) > 6) {
        zoomTime(tickAt((e.clientX + other.clientX) / 2), before / now);
        fingers.set(e.pointerId, e);
      }
    }
  };
  const onUp = (e: PointerEvent) => fingers.delete(e.pointerId);
  const onLeave = () => (cursor.value = null);
  element.addEventListener("wheel", onWheel, { passive: false });
  element.addEventListener("pointerdown", onDown);
  element.addEventListener("pointermove", onMove);
  element.addEventListener("pointerup", onUp);
  element.addEventListener("pointercancel", onUp);
  element.addEventListener("pointerleave", onLeave);
  return () => {
    element.removeEventListener("wheel", onWheel);
    element.removeEventListener("pointerdown", onDown);
    element.removeEventListener("pointermove", onMove);
    element.removeEventListener("pointerup", onUp);
    element.removeEventListener("pointercancel", onUp);
    element.removeEventListener("pointerleave", onLeave);
  };
}
