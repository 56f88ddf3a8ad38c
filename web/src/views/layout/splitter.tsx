import { signal, type Signal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { t } from "../../i18n/i18n";
import { remember, remembered } from "../../model/store";
import "./splitter.css";

/** A border between two panels that can be moved; its place, in percent, is remembered and is a property of the style. */
export interface Border {
  name: string;
  /** Moves up and down; else left and right. */
  level: boolean;
  /** Measured from the end (right or bottom) of what it is in. */
  fromEnd?: boolean;
  /** What it is in: the parent, or the window's height. */
  ofWindow?: boolean;
  usual: number;
  least: number;
  most: number;
  unit: "%" | "vh";
}

const places = new Map<string, Signal<number>>();
const within = (b: Border, share: number) => Math.min(b.most, Math.max(b.least, share));

function placeOf(b: Border): Signal<number> {
  const known = places.get(b.name) ?? signal(within(b, Number(remembered(b.name)) || b.usual));
  places.set(b.name, known);
  return known;
}

function setShare(b: Border, next: number) {
  const share = placeOf(b);
  share.value = within(b, Math.round(next * 10) / 10);
  remember(b.name, String(share.value));
}

function onKey(b: Border, e: KeyboardEvent) {
  const share = placeOf(b).value;
  const [less, more] = b.level ? ["ArrowUp", "ArrowDown"] : ["ArrowLeft", "ArrowRight"];
  const step = b.fromEnd ? -2 : 2;
  const next = { [less]: share - step, [more]: share + step, Home: b.least, End: b.most, Enter: b.usual }[e.key];
  if (next !== undefined) {
    e.preventDefault();
    setShare(b, next);
  }
}

/** Percent of what the border is in, at the pointer. */
function shareAt(b: Border, e: PointerEvent, handle: HTMLElement): number {
  const parent = handle.parentElement!;
  const frame = parent.getBoundingClientRect();
  const style = getComputedStyle(parent);
  const pad = (side: string) => parseFloat(style.getPropertyValue(`padding-${side}`)) || 0;
  const half = (b.level ? handle.offsetHeight : handle.offsetWidth) / 2;
  const [begin, end] = b.level
    ? [frame.top + pad("top"), frame.bottom - pad("bottom")]
    : [frame.left + pad("left"), frame.right - pad("right")];
  const at = b.level ? e.clientY : e.clientX;
  const extent = b.ofWindow ? innerHeight : end - begin;
  return ((b.fromEnd ? end - at - half : at - half - begin) / extent) * 100;
}

function onDrag(b: Border, e: PointerEvent) {
  const handle = e.currentTarget as HTMLElement;
  if (handle.hasPointerCapture(e.pointerId)) {
    setShare(b, shareAt(b, e, handle));
  }
}

/** Between two panels: dragged, or moved with the arrows; a double click brings the usual place back. */
export function Splitter({ border: b, id = `splitter-${b.name}` }: { border: Border; id?: string }) {
  const share = placeOf(b).value;
  useEffect(() => {
    document.documentElement.style.setProperty(`--${b.name}`, `${share}${b.unit}`);
  }, [share]);
  const label = t(`splitter.${b.name}`);
  return (
    <div
      class={`splitter splitter-${b.level ? "level" : "upright"} splitter-${b.name}`}
      role="separator"
      tabindex={0}
      aria-orientation={b.level ? "horizontal" : "vertical"}
      aria-label={label}
      title={label}
      aria-valuemin={b.least}
      aria-valuemax={b.most}
      aria-valuenow={Math.round(share)}
      data-testid={id}
      onKeyDown={(e) => onKey(b, e)}
      onPointerDown={(e) => e.currentTarget.setPointerCapture(e.pointerId)}
      onPointerMove={(e) => onDrag(b, e)}
      onDblClick={() => setShare(b, b.usual)}
    />
  );
}
