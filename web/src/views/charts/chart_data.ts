import type { Series } from "../../model/state";

/** One line of a chart: a value for each sample, null where there is none. */
export interface Line {
  label: string;
  points: (number | null)[];
}

export interface ChartData {
  id: string;
  title: string;
  lines: Line[];
  /** Said in place of a chart without lines. */
  empty?: string;
  /** What lies far above the rest, as the count of None, leaves the picture at its top. */
  cut?: boolean;
}

/** A count of which so much is not the program's own doing. */
const shared = 1000;
const far = 20;

/** The greatest value that the picture has room for: far greater ones would make all others one flat line. */
export function roof(values: number[], cut?: boolean): number {
  const high = values.reduce((a, b) => Math.max(a, b), -Infinity);
  const own = values.reduce((a, b) => (b <= shared ? Math.max(a, b) : a), -Infinity);
  return cut && own > -Infinity && high > Math.max(shared, far * own) ? own + 1 : high;
}

type Say = (key: string, values?: Record<string, unknown>) => string;

/** What changed since the program began: the interpreter's own start would hide it. */
export const sinceStart = (points: number[]) => points.map((n) => n - points[0]);

/** All charts of a series, in the page's order. */
export function chartsOf(s: Series, t: Say, exact: (n: number) => string): ChartData[] {
  const at = s.generations.map((points) => exact(points[0] ?? 0)).join(" / ");
  const perGeneration = (rows: number[][]) => rows.map((points, n) => ({ label: t("generation", { n }), points: sinceStart(points) }));
  return [
    {
      id: "counts", title: t("chart.counts"), cut: true, empty: t("chart.empty"),
      lines: Object.entries(s.watched).map(([label, points]) => ({ label, points })),
    },
    { id: "generations", title: t("chart.generations", { at }), lines: perGeneration(s.generations) },
    {
      id: "freed", title: t("chart.freed"),
      lines: (["count", "cascade", "collection", "exit"] as const).map((cause) => ({ label: t(`cause.${cause}`), points: sinceStart(s.bytes_freed[cause]) })),
    },
    {
      id: "bytes", title: t("chart.bytes"),
      lines: [{ label: t("chart.live"), points: s.bytes_live }, { label: t("chart.resident"), points: s.mapped_bytes }],
    },
    {
      id: "pools", title: t("chart.pools"),
      lines: [{ label: t("chart.pool"), points: s.pools }, { label: t("chart.arena"), points: s.arenas }],
    },
    {
      id: "collections", title: t("chart.collections"),
      lines: [...perGeneration(s.collections), { label: t("chart.collected"), points: sinceStart(s.collected) }],
    },
    { id: "pause", title: t("chart.pause"), lines: [{ label: t("chart.pause.ticks"), points: sinceStart(s.pause_ticks) }] },
  ];
}

/** The last sample by a tick. */
export function sampleAt(ticks: number[], tick: number): number | null {
  let low = 0;
  let high = ticks.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (ticks[middle] <= tick) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low ? low - 1 : null;
}

/**
 * Ticks and values between two ticks, with what holds at both edges: a line that went on to samples far outside would
 * be dashed there too, which takes seconds where they lie a million pixels away.
 */
export function between(tick: number[], lines: Line[], from: number, to: number): (number | null)[][] {
  const first = sampleAt(tick, from) ?? 0;
  const last = sampleAt(tick, to);
  if (last === null || last < first) {
    return [[], ...lines.map(() => [])];
  }
  const goesOn = last + 1 < tick.length;
  const within = <T>(all: T[]) => [...all.slice(first, last + 1), ...(goesOn ? [all[last]] : [])];
  const ticks = within(tick);
  ticks[0] = Math.max(ticks[0], from);
  if (goesOn) {
    ticks[ticks.length - 1] = to;
  }
  return [ticks, ...lines.map((l) => within(l.points))];
}

const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;

export function csvOf(tick: number[], lines: Line[]): string {
  const rows = tick.map((n, i) => [n, ...lines.map((l) => l.points[i] ?? "")].join(","));
  return [["tick", ...lines.map((l) => quoted(l.label))].join(","), ...rows].join("\r\n") + "\r\n";
}

/** Samples between two ticks for a table of at most so many rows: where a value changes, else evenly thinned. */
export function tableRows(tick: number[], lines: Line[], from: number, to: number, most: number): number[] {
  const inside = tick.map((_, i) => i).filter((i) => tick[i] >= from && tick[i] <= to);
  const changes = inside.filter((i, k) => k === 0 || k === inside.length - 1 || lines.some((l) => l.points[i] !== l.points[inside[k - 1]]));
  if (changes.length <= most) {
    return changes;
  }
  const kept = Array.from({ length: most }, (_, k) => changes[Math.round((k * (changes.length - 1)) / (most - 1))]);
  return [...new Set(kept)];
}

/** Least and greatest value of the samples between two ticks. */
export function bounds(tick: number[], lines: Line[], from: number, to: number, cut?: boolean): { low: number; high: number } {
  const values: number[] = [];
  // What held before the first sample that is shown reaches into the picture.
  const first = sampleAt(tick, from) ?? 0;
  for (let i = first; i < tick.length && tick[i] <= to; i++) {
    for (const l of lines) {
      const n = l.points[i];
      if (n !== null && n !== undefined) {
        values.push(n);
      }
    }
  }
  const low = values.reduce((a, b) => Math.min(a, b), Infinity);
  const high = roof(values, cut);
  return low > high ? { low: 0, high: 1 } : { low, high: high === low ? low + 1 : high };
}

const escaped = (text: string) => text.replace(/[&<>"]/g, (c) => `&#${c.charCodeAt(0)};`);

export interface Ink {
  paper: string;
  text: string;
  grid: string;
  lines: string[];
  dashes: number[][];
}

/** The chart as a picture of its own, with title, axes and legend; values hold until the next sample. */
export function svgOf(chart: ChartData, tick: number[], from: number, to: number, place: (tick: number) => number, ink: Ink): string {
  const [width, height, left, top, bottom] = [960, 320, 72, 40, 64];
  const { low, high } = bounds(tick, chart.lines, from, to, chart.cut);
  const [begin, wide] = [place(from), Math.max(1, place(to) - place(from))];
  const x = (n: number) => +(left + ((place(n) - begin) / wide) * (width - left - 20)).toFixed(1);
  const y = (n: number) => +(top + (1 - (Math.min(n, high) - low) / (high - low)) * (height - top - bottom)).toFixed(1);
  const first = sampleAt(tick, from) ?? 0;
  const path = (l: Line) => {
    let d = "";
    let last: number | null = null;
    for (let i = first; i < tick.length && tick[i] <= to; i++) {
      const n = l.points[i];
      if (n === null || n === undefined) {
        last = null;
        continue;
      }
      const at = x(Math.max(from, tick[i]));
      d += last === null ? `M${at},${y(n)}` : n === last ? "" : `H${at}V${y(n)}`;
      last = n;
    }
    return last === null ? d : `${d}H${x(Math.min(to, tick.at(-1) ?? to))}`;
  };
  const text = (px: number, py: number, what: string, more = "") => `<text x="${px}" y="${py}" ${more}>${escaped(what)}</text>`;
  const parts = [0, 0.5, 1].map((share) => low + share * (high - low)).map(
    (n) => `<path d="M${left},${y(n)}H${width - 20}" stroke="${ink.grid}"/>${text(left - 8, y(n) + 4, String(Math.round(n)), 'text-anchor="end"')}`,
  );
  parts.push(...[from, Math.round((from + to) / 2), to].map((n) => text(x(n), height - bottom + 18, String(n), 'text-anchor="middle"')));
  let along = left;
  chart.lines.forEach((l, i) => {
    const look = `fill="none" stroke="${ink.lines[i % ink.lines.length]}" stroke-width="2" stroke-dasharray="${ink.dashes[i % ink.dashes.length].join(" ")}"`;
    parts.push(`<path d="${path(l)}" ${look}/>`, `<path d="M${along},${height - 20}h28" ${look}/>`, text(along + 34, height - 16, l.label));
    along += 50 + [...l.label].reduce((n, c) => n + (c.charCodeAt(0) > 255 ? 13 : 7.5), 0);
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="system-ui, sans-serif" font-size="13" fill="${ink.text}">` +
    `<rect width="100%" height="100%" fill="${ink.paper}"/>${text(left, 24, chart.title, 'font-weight="600"')}${parts.join("")}</svg>`;
}
