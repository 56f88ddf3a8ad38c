import { useEffect, useRef } from "preact/hooks";
import uPlot from "uplot";
import "uplot/dist/uPlot.min.css";
import { language, t } from "../i18n/i18n";
import { series } from "../model/app";
import type { Series } from "../model/state";

interface Line {
  label: string;
  points: (number | null)[];
}

// Okabe and Ito's palette, and a dash of its own for each line: colour is never the only sign.
const colours = ["#0072B2", "#E69F00", "#009E73", "#D55E00", "#CC79A7", "#56B4E9", "#8C7A00", "#777777"];
const dashes = [[], [8, 4], [2, 3], [10, 3, 2, 3], [5, 5], [1, 4], [12, 4], [4, 2, 1, 2]];

function Chart({ id, title, tick, lines, empty }: { id: string; title: string; tick: number[]; lines: Line[]; empty?: string }) {
  const host = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = host.current!;
    if (lines.length === 0) {
      return;
    }
    const ink = getComputedStyle(element).getPropertyValue("--ink-soft");
    const grid = { stroke: getComputedStyle(element).getPropertyValue("--line"), width: 1 };
    const axis = { stroke: ink, grid, ticks: grid, font: "11px system-ui" };
    const size = () => ({ width: Math.max(element.clientWidth, 200), height: 150 });
    const plot = new uPlot(
      {
        ...size(),
        cursor: { sync: { key: "ticks" } },
        scales: { x: { time: false } },
        axes: [axis, { ...axis, size: 56 }],
        series: [
          { label: "t" },
          ...lines.map((l, i) => ({
            label: l.label,
            stroke: colours[i % colours.length],
            dash: dashes[i % dashes.length],
            width: 2,
            paths: uPlot.paths.stepped!({ align: 1 }),
            points: { show: false },
          })),
        ],
      },
      [tick, ...lines.map((l) => l.points)] as uPlot.AlignedData,
      element,
    );
    const watcher = new ResizeObserver(() => plot.setSize(size()));
    watcher.observe(element);
    return () => {
      watcher.disconnect();
      plot.destroy();
    };
  }, [tick, language.value]);
  return (
    <figure class="chart" data-testid={`chart-${id}`} data-points={JSON.stringify(Object.fromEntries(lines.map((l) => [l.label, l.points])))}>
      <figcaption>{title}</figcaption>
      {lines.length === 0 && empty ? <p class="empty">{empty}</p> : <div ref={host} />}
    </figure>
  );
}

function generationLines(s: Series): Line[] {
  return s.generations.map((points, n) => ({ label: t("generation", { n }), points }));
}

export function Charts() {
  const s = series.value;
  if (!s) {
    return null;
  }
  const watched = Object.entries(s.watched).map(([label, points]) => ({ label, points }));
  const freed = (["count", "cascade", "collection", "exit"] as const).map((cause) => ({
    label: t(`cause.${cause}`),
    points: s.bytes_freed[cause],
  }));
  return (
    <section class="charts" aria-label={t("charts")}>
      <Chart id="counts" title={t("chart.counts")} tick={s.tick} lines={watched} empty={t("chart.empty")} />
      <Chart id="generations" title={t("chart.generations")} tick={s.tick} lines={generationLines(s)} />
      <Chart id="freed" title={t("chart.freed")} tick={s.tick} lines={freed} />
    </section>
  );
}
