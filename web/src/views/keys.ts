import { operate } from "../model/app";
import {
  first, last, play, position, redo, step, stepInto, stepOut, stepOver, toggleFolding, undo, zoomTime,
} from "../model/travel";
import { toggleCounts } from "../model/inline";
import { helpOpen } from "./help";

/** Keys belong to what has the focus when that is written in, chosen from or walked through. */
function isTaken(target: EventTarget | null, key: string): boolean {
  const element = target as HTMLElement | null;
  if (element?.closest?.("input:not([type=range]), select, textarea, .cm-editor, dialog")) {
    return true;
  }
  const pressed = key === " " && element?.closest?.("button, summary, [role=button]");
  const walked = key.startsWith("Arrow") && element?.closest?.("[data-testid=object], .name, [role=tablist]");
  const stepped = [" ", "Home", "End"].includes(key) || key.startsWith("Arrow") ? element?.closest?.("[data-steps], [role=separator]") : null;
  const zoomed = ["+", "=", "-", "0"].includes(key) && element?.closest?.(".graph");
  return !!pressed || !!walked || !!stepped || !!zoomed;
}

function act(e: KeyboardEvent): (() => unknown) | null {
  const direction = e.key === "ArrowRight" ? "next" : "previous";
  switch (e.key) {
    case "ArrowLeft":
    case "ArrowRight":
      if (e.altKey) {
        return () => step(direction, { unit: "call" });
      }
      if (e.shiftKey) {
        return direction === "next" ? stepOver : () => step(direction, { unit: "line", way: "over" });
      }
      return () => step(direction);
    case "ArrowDown": return stepInto;
    case "ArrowUp": return stepOut;
    case "Home": return first;
    case "End": return last;
    case " ": return play;
    case "+":
    case "=": return () => zoomTime(position.value?.tick ?? 0, 0.5);
    case "-": return () => zoomTime(position.value?.tick ?? 0, 2);
    case "0": return () => zoomTime(0, Infinity);
    case "f": return toggleFolding;
    case "g": return () => operate("collect", { generation: 2 });
    case "i": return toggleCounts;
    case "z": return undo;
    case "Z": return redo;
    case "l": return () => document.querySelector<HTMLElement>("[data-testid=ledger] :is(.holder-row button, .ledger-close)")?.focus();
    case "/": return () => document.querySelector<HTMLElement>("[data-testid=find]")?.focus();
    case "?": return () => (helpOpen.value = true);
    default: return null;
  }
}

/** Keys of the page as a whole; answers how to take them away again. */
export function listen(): () => void {
  const onKey = (e: KeyboardEvent) => {
    if (e.ctrlKey || e.metaKey || isTaken(e.target, e.key)) {
      return;
    }
    const action = act(e);
    if (action) {
      e.preventDefault();
      void action();
    }
  };
  // Before the scrubber's own arrows, which would move by a tick.
  document.addEventListener("keydown", onKey, true);
  return () => document.removeEventListener("keydown", onKey, true);
}
