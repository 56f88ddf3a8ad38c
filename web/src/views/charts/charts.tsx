import { useEffect, useRef, useState } from "preact/hooks";
import uPlot from "uplot";
import "uplot/dist/uPlot.min.css";
import { t } from "../../i18n/i18n";
import { series } from "../../model/app";
import { position, seek } from "../../model/travel";
import { number as exact } from "../../model/numbers";
import type { Series } from "../../model/state";
import { dark } from "../../model/theme";

interface Line {
  label: string;
  points: (number | null)[];
}

// A dash of its own for each line, beside its colour (--line-0 to --line-7): colour is never the only sign.
const dashes = [[], [8, 4], [2, 3], [10, 3, 2, 3], [5, 5], [1, 4], [12, 4], [4, 2, 1, 2]];
/** Whole numbers only: half a reference means nothing. */
const steps = Array.from({ length: 10 }, (_, i) => [1, 2, 5].map((n) => n * 10 ** i)).flat();
const compact = new Intl.NumberFormat("en", { notation: "compact" });

/** The moment that the page shows. */
function drawNow(u: uPlot) {
  const now = position.peek();
  if (now) {
    const x = Math.round(u.valToPos(now.tick, "x", true)) + 0.5;
    u.ctx.save();
    u.ctx.strokeStyle = getComputedStyle(u.root).getPropertyValue("--ink");
    u.ctx.lineWidth = 1.5 * devicePixelRatio;
    u.ctx.setLineDash([]);
    u.ctx.beginPath();
    u.ctx.moveTo(x, u.bbox.top);
    u.ctx.lineTo(x, u.bbox.top + u.bbox.height);
    u.ctx.stroke();
    u.ctx.restore();
  }
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

function save(name: string, content: Blob) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}

const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;

export function csvOf(tick: number[], lines: Line[]): string {
  const rows = tick.map((n, i) => [n, ...lines.map((l) => l.points[i] ?? "")].join(","));
  return [["tick", ...lines.map((l) => quoted(l.label))].join(","), ...rows].join("\r\n") + "\r\n";
}

function draw(element: HTMLElement, tick: number[], lines: Line[], look: (at: number | null) => void): uPlot {
  const style = getComputedStyle(element);
  const grid = { stroke: style.getPropertyValue("--grid"), width: 1 };
  const values = (_: uPlot, marks: number[]) => marks.map((n) => compact.format(n));
  const axis = { stroke: style.getPropertyValue("--ink-soft"), grid, ticks: grid, font: "11px system-ui", incrs: steps, values };
  return new uPlot(
    {
      width: Math.max(element.clientWidth, 200),
      height: Math.max(element.clientHeight, 120),
      padding: [8, 16, 0, 0],
      legend: { show: false },
      cursor: { sync: { key: "ticks" }, drag: { x: false, y: false } },
      hooks: { setCursor: [(u) => look(u.cursor.idx ?? null)], draw: [drawNow] },
      scales: { x: { time: false } },
      axes: [{ ...axis, size: 28 }, { ...axis, size: 46 }],
      series: [
        {},
        ...lines.map((l, i) => ({
          label: l.label,
          stroke: style.getPropertyValue(`--line-${i % dashes.length}`),
          dash: dashes[i % dashes.length],
          width: tick.length > 4000 ? 1 : 2,
          paths: uPlot.paths.stepped!({ align: 1 }),
          points: { show: false },
        })),
      ],
    },
    [tick, ...lines.map((l) => l.points)] as uPlot.AlignedData,
    element,
  );
}

/** Each line's look, name, and value: at the cursor, or at the end. */
function Legend({ lines, at }: { lines: Line[]; at: number | null }) {
  return (
    <ul class="legend">
      {lines.map((l, i) => {
        const value = at === null ? l.points.at(-1) : l.points[at];
        return (
          <li key={l.label}>
            <svg width="26" height="8" aria-hidden="true">
              <line x1="1" x2="25" y1="4" y2="4" style={{ stroke: `var(--line-${i})` }} stroke-width="2.5" stroke-dasharray={dashes[i].join(" ")} />
            </svg>
            {l.label} <b>{value === null || value === undefined ? "–" : exact(value)}</b>
          </li>
        );
      })}
    </ul>
  );
}

interface ChartProps {
  id: string;
  title: string;
  tick: number[];
  lines: Line[];
  empty?: string;
}

function Chart({ id, title, tick, lines, empty }: ChartProps) {
  const host = useRef<HTMLDivElement>(null);
  const drawn = useRef<uPlot | null>(null);
  const [at, look] = useState<number | null>(null);
  const now = position.value;
  const here = at ?? (now && !now.at_end ? sampleAt(tick, now.tick) : null);
  const savePng = () => drawn.current?.ctx.canvas.toBlob((blob) => blob && save(`${id}.png`, blob));
  useEffect(() => {
    const element = host.current;
    if (!element) {
      return;
    }
    const plot = draw(element, tick, lines, look);
    drawn.current = plot;
    const follow = position.subscribe(() => plot.redraw(false, false));
    plot.over.addEventListener("click", (e) => void seek(plot.posToVal(e.offsetX, "x")));
    const watcher = new ResizeObserver(() => plot.setSize({ width: Math.max(element.clientWidth, 200), height: Math.max(element.clientHeight, 120) }));
    watcher.observe(element);
    return () => {
      watcher.disconnect();
      follow();
      drawn.current = null;
      plot.destroy();
      look(null);
    };
  }, [tick, dark.value]);
  const points = JSON.stringify(Object.fromEntries(lines.map((l) => [l.label, l.points])));
  return (
    <figure class="chart" data-testid={`chart-${id}`} data-points={points}>
      <figcaption>{title}</figcaption>
      {lines.length === 0 && empty ? <p class="empty">{empty}</p> : <div class="plot" ref={host} aria-hidden="true" />}
      <Legend lines={lines} at={here} />
      {lines.length > 0 && (
        <p class="exports">
          <button class="link" data-testid={`csv-${id}`} aria-label={`${t("export.csv")}: ${title}`} onClick={() => save(`${id}.csv`, new Blob([csvOf(tick, lines)], { type: "text/csv" }))}>CSV</button>{" "}
          <button class="link" aria-label={`${t("export.png")}: ${title}`} onClick={savePng}>PNG</button>
        </p>
      )}
    </figure>
  );
}

/** What changed since the program began: the interpreter's own start would hide it. */
function sinceStart(points: number[]): number[] {
  return points.map((n) => n - points[0]);
}

export function Charts() {
  const s: Series | null = series.value;
  if (!s) {
    return null;
  }
  const watched = Object.entries(s.watched).map(([label, points]) => ({ label, points }));
  const generations = s.generations.map((points, n) => ({ label: t("generation", { n }), points: sinceStart(points) }));
  const at = s.generations.map((points) => exact(points[0] ?? 0)).join(" / ");
  const freed = (["count", "cascade", "collection", "exit"] as const).map((cause) => ({
    label: t(`cause.${cause}`),
    points: sinceStart(s.bytes_freed[cause]),
  }));
  return (
    <section class="charts" aria-label={t("charts")}>
      <Chart id="counts" title={t("chart.counts")} tick={s.tick} lines={watched} empty={t("chart.empty")} />
      <Chart id="generations" title={t("chart.generations", { at })} tick={s.tick} lines={generations} />
      <Chart id="freed" title={t("chart.freed")} tick={s.tick} lines={freed} />
    </section>
  );
}
