import { t } from "../../i18n/i18n";
import { placeOf } from "../../model/axis";
import { number } from "../../model/numbers";
import { foldable, folding, folds, span, toggleFolding } from "../../model/travel";
import { inset } from "./strip_canvas";

/** Where a place lies on the strip. */
export function share(place: number): string {
  const { from, to } = span.value;
  return `calc(${inset}px + ${(place - from) / Math.max(1, to - from)} * (100% - ${2 * inset}px))`;
}

/** Hatched where library code is folded, tinted where it could be; each is a door to the other. */
export function Folds() {
  const { from, to } = span.value;
  const open = !folding.value;
  let before = -Infinity;
  /** One door opens all: of those that would lie one over the other the first is enough. */
  const apart = (place: number) => (place - before) * 11 > to - from;
  return (
    <>
      {foldable.value.map((f) => {
        const [low, high] = [f.from, f.to].map((tick) => Math.min(to, Math.max(from, placeOf(folds.value, tick))));
        if (high <= low) {
          return null;
        }
        const middle = (low + high) / 2;
        const door = apart(middle);
        before = door ? middle : before;
        const words = t("time.fold.one", { n: number(f.to - f.from), act: t(open ? "time.fold.folds" : "time.fold.shows") });
        return (
          <div key={f.from} class={`fold-band ${open ? "fold-open" : ""}`} style={{ left: share(low), width: `calc(${share(high)} - ${share(low)})` }}>
            {door && <button class="fold-door" title={words} aria-label={words} aria-expanded={open} data-testid="fold-door" onClick={toggleFolding}>
              <svg class="icon" viewBox="0 0 16 16" aria-hidden="true">
                <path d={open ? "M1,8 h5 M3.5,5 L6.5,8 L3.5,11 M15,8 h-5 M12.5,5 L9.5,8 L12.5,11" : "M6,8 h-5 M4,5 L1,8 L4,11 M10,8 h5 M12,5 L15,8 L12,11"} />
              </svg>
            </button>}
          </div>
        );
      })}
    </>
  );
}
