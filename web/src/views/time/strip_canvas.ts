import { placeOf, type Fold } from "../../model/axis";
import type { Course, Span } from "../../model/course";
import type { Collection } from "../../model/state";

export interface StripPicture {
  /** The whole recording, and parts of it that are known more closely. */
  course: Course | null;
  details: Course[];
  collections: Collection[];
  operations: number[];
  breaks: number[];
  span: Span;
  folds: Fold[];
}

/** As much room at both ends as half of the scrubber's thumb. */
export const inset = 8;
const rows = { lines: 12, deaths: 36, collections: 54 };

/** The place of the axis under a point of an element that lies there; asking where it lies has the page laid out. */
export function placeAt(box: { left: number; width: number }, span: Span, clientX: number): number {
  const share = (clientX - box.left - inset) / Math.max(1, box.width - 2 * inset);
  return Math.round(Math.min(span.to, Math.max(span.from, span.from + share * (span.to - span.from))));
}

const add = (a: number, b: number) => a + b;

interface Pen {
  g: CanvasRenderingContext2D;
  colour: (name: string) => string;
  /** Where a tick is drawn; null: it is out of the picture, or told of by another course. */
  x: (tick: number) => number | null;
  /** Pixels of a tick that is not folded. */
  scale: number;
}

/** Per column of pixels the sum, or the greatest, of the stretches that fall into it. */
function gather(c: Course, x: Pen["x"], of: number[], together: (a: number, b: number) => number) {
  const found = new Map<number, number>();
  of.forEach((n, i) => {
    const at = n > 0 ? x(c.from + i * c.width) : null;
    if (at !== null) {
      const column = Math.round(at);
      found.set(column, together(found.get(column) ?? 0, n));
    }
  });
  return found;
}

/** The depth of calls as a silhouette under the lines' ticks. */
function drawDepth({ g, x, colour, scale }: Pen, c: Course, deepest: number) {
  const wide = Math.max(1, scale * c.width);
  g.fillStyle = colour("--strip-call");
  let depth = 0;
  c.depth.forEach((d, i) => {
    depth = d || depth;
    const at = depth > 1 ? x(c.from + i * c.width) : null;
    if (at !== null) {
      const tall = 4 + (14 * (depth - 1)) / (deepest - 1);
      g.fillRect(at, rows.lines + 12 - tall, wide + 0.5, tall);
    }
  });
}

function drawLines({ g, x, colour }: Pen, c: Course) {
  g.fillStyle = colour("--accent");
  const most = Math.max(1, ...c.lines);
  for (const [at, n] of gather(c, x, c.lines, Math.max)) {
    const tall = c.width === 1 ? 10 : 3 + (9 * n) / most;
    g.fillRect(at - 0.75, rows.lines + 12 - tall, 1.5, tall);
  }
}

/** Deaths of all courses together: the heaviest of them decides how large the others are. */
function drawDeaths({ g, colour }: Pen, courses: [Course, Pen["x"]][]) {
  g.fillStyle = colour("--warn");
  const [bytes, deaths] = (["bytes", "deaths"] as const).map((column) => {
    const all = new Map<number, number>();
    for (const [c, x] of courses) {
      gather(c, x, c[column], add).forEach((n, at) => all.set(at, (all.get(at) ?? 0) + n));
    }
    return all;
  });
  const heaviest = Math.max(1, ...bytes.values());
  for (const at of deaths.keys()) {
    const r = 1.5 + 3.5 * Math.sqrt((bytes.get(at) ?? 0) / heaviest);
    g.beginPath();
    g.arc(at, rows.deaths, r, 0, 7);
    g.fill();
  }
}

const within = (tick: number) => (c: Course) => tick >= c.from && tick <= c.to;

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
  const perPlace = (w - 2 * inset) / Math.max(1, p.span.to - p.span.from);
  const x = (tick: number) => inset + (placeOf(p.folds, tick) - p.span.from) * perPlace;
  const seen = (at: number) => at >= 0 && at <= w;
  const pen: Pen = { g, colour, scale: perPlace, x: (tick) => (seen(x(tick)) ? x(tick) : null) };
  if (p.course) {
    const rough: Pen["x"] = (tick) => (p.details.some(within(tick)) ? null : pen.x(tick));
    const courses: [Course, Pen["x"]][] = [[p.course, rough], ...p.details.map((c): [Course, Pen["x"]] => [c, pen.x])];
    const deepest = Math.max(2, ...p.course.depth);
    courses.forEach(([c, where]) => drawDepth({ ...pen, x: where }, c, deepest));
    courses.forEach(([c, where]) => drawLines({ ...pen, x: where }, c));
    drawDeaths(pen, courses);
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
