import { effect } from "@preact/signals";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import uPlot from "uplot";
import "uplot/dist/uPlot.min.css";
import { t } from "../../i18n/i18n";
import { compact, number as exact, tickLabel } from "../../model/numbers";
import { inOrder } from "../../model/turns";
import { dark } from "../../model/theme";
import { foldPlaces, placeOf, roundTicks, tickOf, type Fold } from "../../model/axis";
import { folds, position, seek, span } from "../../model/travel";
import { cursor, zoomable } from "../time/cursor";
import { between, bounds, csvOf, sampleAt, svgOf, tableRows, type ChartData } from "./chart_data";
import { rows, setRow, startRow, greatest, least } from "./rows";
import { save, savePng } from "./save";

// A dash of its own for each line, beside its colour (--line-0 to --line-7): colour is never the only sign.
const dashes = [[], [8, 4], [2, 3], [10, 3, 2, 3], [5, 5], [1, 4], [12, 4], [4, 2, 1, 2]];
/** Whole numbers only: half a reference means nothing. */
const steps = Array.from({ length: 10 }, (_, i) => [1, 2, 5].map((n) => n * 10 ** i)).flat();
const mostRows = 60;
/** Room for the numbers left of the picture, and right of it; the strip has the same (time.css). */
const left = 48;
const right = 12;
const leastWidth = 160;

/** A line over the picture, which need not be drawn again when the moment moves. */
function momentLine(u: uPlot, name: string): (tick: number | null) => void {
  const line = document.createElement("i");
  line.className = `moment ${name}`;
  u.over.append(line);
  return (tick) => {
    const { from, to } = span.peek();
    const place = tick === null ? -1 : placeOf(folds.peek(), tick);
    const hidden = place < from || place > to;
    if (line.hidden !== hidden) {
      line.hidden = hidden;
    }
    if (!hidden) {
      line.style.left = `${(100 * (place - from)) / Math.max(1, to - from)}%`;
    }
  };
}

/** The ticks at both ends of what is shown. */
const ends = (within = span.value, folded = folds.value): [from: number, to: number] =>
  [Math.floor(tickOf(folded, within.from)), Math.ceil(tickOf(folded, within.to))];

/** Hatched where library code is folded. */
function foldMarks(u: uPlot): (folded: Fold[]) => void {
  return (folded) => {
    u.over.querySelectorAll(".fold-band").forEach((band) => band.remove());
    const { from, to } = span.peek();
    for (const { at, wide } of foldPlaces(folded)) {
      const band = document.createElement("i");
      band.className = "fold-band";
      band.style.left = `${(100 * (at - from)) / Math.max(1, to - from)}%`;
      band.style.width = `${(100 * wide) / Math.max(1, to - from)}%`;
      u.over.append(band);
    }
  };
}

function shown(tick: number[], { lines, cut }: ChartData): uPlot.AlignedData {
  const folded = folds.peek();
  const [from, to] = ends(span.peek(), folded);
  const { low, high } = bounds(tick, lines, from, to, cut);
  // What is cut goes on out of the picture, but not for a million pixels, which would all be dashed.
  const [ticks, ...points] = between(tick, lines, from, to);
  const most = high + 5 * (high - low);
  return [ticks.map((n) => placeOf(folded, n!)), ...points.map((p) => p.map((n) => n && Math.min(n, most)))] as uPlot.AlignedData;
}

function draw(element: HTMLElement, tick: number[], chart: ChartData): uPlot {
  const { lines, cut } = chart;
  const style = getComputedStyle(element);
  const grid = { stroke: style.getPropertyValue("--grid"), width: 1 };
  const values = (_: uPlot, marks: number[]) => marks.map(compact);
  // As far as nothing is cut, the library's own range.
  const heights = (_: uPlot, least: number, greatest: number) => {
    const { high } = bounds(tick, lines, ...ends(span.peek(), folds.peek()), cut);
    return uPlot.rangeNum(Math.min(least, high), Math.min(greatest, high), 0.1, true);
  };
  const axis = { stroke: style.getPropertyValue("--ink-soft"), grid, ticks: grid, font: "11px system-ui", incrs: steps, values };
  return new uPlot(
    {
      width: Math.max(element.clientWidth, leastWidth),
      height: element.clientHeight,
      padding: [6, right, 0, 0],
      legend: { show: false },
      cursor: { show: false },
      scales: { x: { time: false, range: () => [span.peek().from, Math.max(span.peek().to, span.peek().from + 1)] }, y: { range: heights } },
      axes: [
        {
          ...axis, size: 22, gap: 2,
          splits: (_u, _axis, from, to, apart) => roundTicks(folds.peek(), from, to, apart),
          space: 64,
          // The last would be cut off at the picture's edge.
          values: (u, marks) => marks.map((place) =>
            ((span.peek().to - place) / (span.peek().to - span.peek().from)) * (u.width - left - right) < 12 ? "" : tickLabel(Math.round(tickOf(folds.peek(), place)))),
        },
        { ...axis, size: left },
      ],
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
    shown(tick, chart),
    element,
  );
}

/** Each line's look, name, and value: under the pointer, else at the moment shown. */
function Legend({ chart: { lines, cut }, tick }: { chart: ChartData; tick: number[] }) {
  const now = position.value;
  const moment = cursor.value ?? (now && !now.at_end ? now.tick : null);
  const at = moment === null ? null : sampleAt(tick, moment);
  const { high } = bounds(tick, lines, ...ends(), cut);
  return (
    <ul class="legend chart-legend">
      {lines.map((l, i) => {
        const value = at === null ? l.points.at(-1) : l.points[at];
        return (
          <li key={l.label}>
            <svg width="26" height="8" aria-hidden="true">
              <line x1="1" x2="25" y1="4" y2="4" style={{ stroke: `var(--line-${i % 8})` }} stroke-width="2.5" stroke-dasharray={dashes[i % 8].join(" ")} />
            </svg>
            {l.label} <b>{value === null || value === undefined ? "–" : exact(value)}</b>{(value ?? 0) > high && <span title={t("chart.above")}> ↑</span>}
          </li>
        );
      })}
    </ul>
  );
}

function Table({ chart, tick }: { chart: ChartData; tick: number[] }) {
  const shown = tableRows(tick, chart.lines, ...ends(), mostRows);
  return (
    <div class="chart-table" tabindex={0} role="region" aria-label={chart.title} data-testid={`table-${chart.id}`}>
      <table>
        <thead>
          <tr><th scope="col" class="numeric">{t("time.jump")}</th>{chart.lines.map((l) => <th scope="col" class="numeric" key={l.label}>{l.label}</th>)}</tr>
        </thead>
        <tbody>
          {shown.map((i) => (
            <tr key={i}>
              <td class="numeric"><button class="link" onClick={() => void seek(tick[i])}>{exact(tick[i])}</button></td>
              {chart.lines.map((l) => <td class="numeric" key={l.label}>{l.points[i] === null ? "–" : exact(l.points[i]!)}</td>)}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** Drags the row taller; with the keyboard by the arrows. */
function Handle({ id, title, height }: { id: string; title: string; height: number }) {
  return (
    <div
      class="chart-handle"
      role="separator"
      tabindex={0}
      aria-orientation="horizontal"
      aria-label={t("chart.height", { title })}
      aria-valuemin={least}
      aria-valuemax={greatest}
      aria-valuenow={height}
      data-testid={`handle-${id}`}
      onPointerDown={(e) => e.currentTarget.setPointerCapture(e.pointerId)}
      onPointerMove={(e) => {
        if (e.buttons) {
          setRow(id, { height: e.clientY - e.currentTarget.parentElement!.querySelector(".plot")!.getBoundingClientRect().top });
        }
      }}
      onKeyDown={(e) => {
        const change = { ArrowDown: 16, ArrowUp: -16 }[e.key];
        if (change) {
          e.preventDefault();
          setRow(id, { height: height + change });
        }
      }}
    />
  );
}

function Exports({ chart, tick, table, setTable }: { chart: ChartData; tick: number[]; table: boolean; setTable: (on: boolean) => void }) {
  const { id, title, lines } = chart;
  const svg = () => {
    const style = getComputedStyle(document.documentElement);
    const colour = (name: string) => style.getPropertyValue(name).trim();
    return svgOf(chart, tick, ...ends(), (n) => placeOf(folds.peek(), n), {
      paper: colour("--panel"), text: colour("--ink"), grid: colour("--grid"), lines: dashes.map((_, i) => colour(`--line-${i}`)), dashes,
    });
  };
  const link = (name: string, key: string, act: () => unknown) => (
    <button class="link" data-testid={`${key}-${id}`} aria-label={`${t(`export.${key}`)}: ${title}`} onClick={() => void act()}>{name}</button>
  );
  return (
    <p class="exports">
      <button class="link" aria-pressed={table} data-testid={`as-table-${id}`} aria-label={`${t("chart.table")}: ${title}`} onClick={() => setTable(!table)}>{t("chart.table")}</button>
      {link("CSV", "csv", () => save(`${id}.csv`, new Blob([csvOf(tick, lines)], { type: "text/csv" })))}
      {link("SVG", "svg", () => save(`${id}.svg`, new Blob([svg()], { type: "image/svg+xml" })))}
      {link("PNG", "png", () => savePng(`${id}.png`, svg()))}
    </p>
  );
}

/** The picture, the moments on it, and what one can do there. Answers how to end all that. */
function install(element: HTMLElement, tick: number[], chart: ChartData): () => void {
  const plot = draw(element, tick, chart);
  const tickAt = (clientX: number) => {
    const at = plot.posToVal(clientX - plot.over.getBoundingClientRect().left, "x");
    return Math.round(tickOf(folds.peek(), Math.min(span.peek().to, Math.max(span.peek().from, at))));
  };
  const [here, there] = [momentLine(plot, "chart-now"), momentLine(plot, "chart-cursor")];
  const parts = foldMarks(plot);
  const undo = [
    zoomable(plot.over, tickAt),
    effect(() => {
      void span.value;
      parts(folds.value);
      here(position.value?.tick ?? null);
      there(cursor.value);
    }),
    // A new range: the data are set again, so that the values' axis fits what is shown.
    effect(() => {
      void [span.value, folds.value];
      plot.setData(shown(tick, chart));
    }),
  ];
  plot.over.addEventListener("click", (e) => void seek(tickAt(e.clientX)));
  const watcher = new ResizeObserver(() => {
    const size = { width: Math.max(element.clientWidth, leastWidth), height: element.clientHeight };
    if (size.width !== plot.width || size.height !== plot.height) {
      plot.setSize(size);
    }
  });
  watcher.observe(element);
  return () => {
    watcher.disconnect();
    undo.forEach((end) => end());
    plot.destroy();
  };
}

function Plot({ chart, tick, height }: { chart: ChartData; tick: number[]; height: number }) {
  const host = useRef<HTMLDivElement>(null);
  const drawn = useRef(false);
  const labels = chart.lines.map((l) => l.label).join("\n");
  useEffect(() => {
    let end: (() => void) | null = null;
    let over = false;
    const begin = () => {
      if (!over) {
        drawn.current = true;
        end = install(host.current!, tick, chart);
      }
    };
    // One chart after the other, when there is time; one that was there before is drawn anew at once.
    if (drawn.current) {
      begin();
    } else {
      void inOrder(begin);
    }
    return () => {
      over = true;
      end?.();
    };
  }, [tick, labels, dark.value]);
  return <div class="plot" ref={host} style={{ height: `${height}px` }} aria-hidden="true" />;
}

/** One row on the time axis. */
export function Chart({ chart, tick }: { chart: ChartData; tick: number[] }) {
  const [table, setTable] = useState(false);
  const { id, title, lines, empty } = chart;
  const row = rows.value[id] ?? startRow(id);
  const points = useMemo(() => JSON.stringify(Object.fromEntries(lines.map((l) => [l.label, l.points]))), [chart]);
  return (
    <figure class={`chart ${row.open ? "" : "chart-folded"}`} data-testid={`chart-${id}`} data-points={points} data-open={row.open}>
      <figcaption>
        <button class="fold" aria-expanded={row.open} data-testid={`fold-${id}`} onClick={() => setRow(id, { open: !row.open })}>
          <span aria-hidden="true">{row.open ? "▾" : "▸"}</span> {title}
        </button>
        <Legend chart={chart} tick={tick} />
        {row.open && lines.length > 0 && <Exports chart={chart} tick={tick} table={table} setTable={setTable} />}
      </figcaption>
      {row.open && lines.length === 0 && <p class="empty">{empty}</p>}
      {row.open && lines.length > 0 && <Plot chart={chart} tick={tick} height={row.height} />}
      {row.open && table && <Table chart={chart} tick={tick} />}
      {row.open && lines.length > 0 && <Handle id={id} title={title} height={row.height} />}
    </figure>
  );
}
