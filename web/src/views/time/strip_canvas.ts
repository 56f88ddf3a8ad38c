import type { Course, Span } from "../../model/course";
import type { Collection } from "../../model/state";

export interface StripPicture {
  course: Course | null;
  collections: Collection[];
  operations: number[];
  breaks: number[];
  span: Span;
}

/** As much room at both ends as half of the scrubber's thumb. */
export const inset = 8;
const rows = { lines: 12, deaths: 36, collections: 54 };

/** The tick at a place of an element that lies there; asking where it lies has the page laid out. */
export function tickAt(box: { left: number; width: number }, span: Span, clientX: number): number {
  const share = (clientX - box.left - inset) / Math.max(1, box.width - 2 * inset);
  return Math.round(Math.min(span.to, Math.max(span.from, span.from + share * (span.to - span.from))));
}

/** Per column of pixels the sum, or the greatest, of the stretches that fall into it. */
function gather(c: Course, column: (tick: number) => number, of: number[], together: (a: number, b: number) => number) {
  const found = new Map<number, number>();
  of.forEach((n, i) => {
    if (n > 0) {
      const x = Math.round(column(c.from + i * c.width));
      found.set(x, together(found.get(x) ?? 0, n));
    }
  });
  return found;
}

const add = (a: number, b: number) => a + b;

export function drawStrip(canvas: HTMLCanvasElement, p: StripPicture) {
  const scale = window.devicePixelRatio || 1;
  const { clientWidth: w, clientHeight: h } = canvas;
  canvas.width = Math.round(w * scale);
  canvas.height = Math.round(h * scale);
  const g = canvas.getContext("2d");
  if (!g || w === 0) {
    return;
  }
  const style = getComputedStyle(canvas);
  const colour = (name: string) => style.getPropertyValue(name);
  g.scale(scale, scale);
  const x = (tick: number) => inset + ((tick - p.span.from) / Math.max(1, p.span.to - p.span.from)) * (w - 2 * inset);
  const seen = (at: number) => at >= 0 && at <= w;
  if (p.course) {
    const c = p.course;
    // The depth of calls as a silhouette under the lines' ticks.
    const deepest = Math.max(2, ...c.depth);
    const wide = Math.max(1, ((w - 2 * inset) * c.width) / Math.max(1, p.span.to - p.span.from));
    g.fillStyle = colour("--strip-call");
    let depth = 0;
    c.depth.forEach((d, i) => {
      depth = d || depth;
      const at = x(c.from + i * c.width);
      if (depth > 1 && seen(at)) {
        const tall = 4 + (14 * (depth - 1)) / (deepest - 1);
        g.fillRect(at, rows.lines + 12 - tall, wide + 0.5, tall);
      }
    });
    g.fillStyle = colour("--accent");
    const most = Math.max(1, ...c.lines);
    for (const [at, n] of gather(c, x, c.lines, Math.max)) {
      if (seen(at)) {
        const tall = c.width === 1 ? 10 : 3 + (9 * n) / most;
        g.fillRect(at - 0.75, rows.lines + 12 - tall, 1.5, tall);
      }
    }
    g.fillStyle = colour("--warn");
    const bytes = gather(c, x, c.bytes, add);
    const heaviest = Math.max(1, ...bytes.values());
    for (const [at, n] of gather(c, x, c.deaths, add)) {
      if (seen(at) && n > 0) {
        const r = 1.5 + 3.5 * Math.sqrt((bytes.get(at) ?? 0) / heaviest);
        g.beginPath();
        g.arc(at, rows.deaths, r, 0, 7);
        g.fill();
      }
    }
  }
  g.lineWidth = 2;
  g.textAlign = "center";
  g.font = `600 9px ${style.getPropertyValue("--text")}`;
  let labelled = -100;
  for (const c of p.collections) {
    const at = x(c.tick);
    if (seen(at)) {
      g.strokeStyle = colour(`--gen${c.generation}`);
      g.beginPath();
      g.arc(at, rows.collections, 6, 0, 7);
      g.stroke();
      if (at - labelled > 13) {
        g.fillStyle = colour("--ink");
        g.fillText(String(c.generation), at, rows.collections + 3);
        labelled = at;
      }
    }
  }
  g.fillStyle = colour("--line-4");
  for (const tick of p.breaks) {
    const at = x(tick);
    if (seen(at)) {
      g.beginPath();
      g.moveTo(at - 4, 0);
      g.lineTo(at + 4, 0);
      g.lineTo(at, 7);
      g.fill();
    }
  }
  g.strokeStyle = colour("--ink-soft");
  g.setLineDash([3, 3]);
  g.lineWidth = 1;
  for (const tick of p.operations) {
    g.beginPath();
    g.moveTo(x(tick), 0);
    g.lineTo(x(tick), h);
    g.stroke();
  }
  g.setLineDash([]);
}
