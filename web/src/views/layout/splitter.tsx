import { signal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { t } from "../../i18n/i18n";
import "./splitter.css";

const stored = "pymemlab.code-share";
const usual = 40;
const least = 20;
const most = 70;

const within = (share: number) => Math.min(most, Math.max(least, share));

function remembered(): number {
  try {
    return within(Number(localStorage.getItem(stored) ?? usual) || usual);
  } catch {
    return usual; // No storage in this browser.
  }
}

/** Percent of the page's width for the code; the picture has the rest. */
const share = signal(remembered());

function setShare(next: number) {
  share.value = within(Math.round(next * 10) / 10);
  try {
    localStorage.setItem(stored, String(share.value));
  } catch {
    // see remembered()
  }
}

function onKey(e: KeyboardEvent) {
  const next = {
    ArrowLeft: share.value - 2, ArrowRight: share.value + 2, Home: least, End: most, Enter: usual,
  }[e.key];
  if (next !== undefined) {
    e.preventDefault();
    setShare(next);
  }
}

function onDrag(e: PointerEvent) {
  const handle = e.currentTarget as HTMLElement;
  if (handle.hasPointerCapture(e.pointerId)) {
    const grid = handle.parentElement!;
    const { left, width } = grid.getBoundingClientRect();
    const padding = parseFloat(getComputedStyle(grid).paddingLeft);
    const middle = e.clientX - handle.offsetWidth / 2;
    setShare(((middle - left - padding) / (width - 2 * padding)) * 100);
  }
}

/** Between code and picture: dragged, or moved with the arrows; a double click brings the usual place back. */
export function Splitter() {
  useEffect(() => document.documentElement.style.setProperty("--code-share", `${share.value}%`), [share.value]);
  return (
    <div
      class="splitter"
      role="separator"
      tabindex={0}
      aria-orientation="vertical"
      aria-label={t("splitter")}
      title={t("splitter")}
      aria-valuemin={least}
      aria-valuemax={most}
      aria-valuenow={Math.round(share.value)}
      data-testid="splitter"
      onKeyDown={onKey}
      onPointerDown={(e) => e.currentTarget.setPointerCapture(e.pointerId)}
      onPointerMove={onDrag}
      onDblClick={() => setShare(usual)}
    />
  );
}
