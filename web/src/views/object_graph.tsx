import { useMemo } from "preact/hooks";
import { t } from "../i18n/i18n";
import { ledger, openLedger, state } from "../model/app";
import { curve, drawState, shorten, type EdgeLine, type NameNode, type ObjectNode } from "../model/layout";
import { CountRing } from "./count_ring";
import { GenerationMark, generationText } from "./generation_mark";

function Edge({ edge }: { edge: EdgeLine }) {
  const middle = edge.points[Math.floor(edge.points.length / 2)];
  return (
    <g class={edge.label ? "edge" : "edge edge-name"}>
      <path d={curve(edge.points)} marker-end="url(#arrow)" />
      {edge.label && (
        <text x={middle.x} y={middle.y - 4} text-anchor="middle">
          {shorten(edge.label, 18)}
        </text>
      )}
    </g>
  );
}

/** A name: a luggage tag. */
function NameTag({ node }: { node: NameNode }) {
  const { x, y, width: w, height: h } = node;
  return (
    <g class="name" data-testid="name" data-name={node.name} data-id={node.to}>
      <path d={`M${x},${y + h / 2} l9,${-h / 2} h${w - 9} v${h} h${9 - w} z`} />
      <circle cx={x + 10} cy={y + h / 2} r={2.5} />
      <text x={x + 20} y={y + h / 2 + 5}>
        {shorten(node.name)}
      </text>
    </g>
  );
}

function ObjectCard({ node }: { node: ObjectNode }) {
  const { object: o, x, y, width: w, height: h } = node;
  const open = () => void openLedger(o.id);
  const label = `${o.type} ${o.value}, ${t("references", { n: o.refcount })}, ${generationText(o.generation)}`;
  return (
    <g
      class={`object ${ledger.value?.id === o.id ? "object-open" : ""}`}
      tabindex={0}
      role="button"
      aria-label={label}
      data-testid="object"
      data-id={o.id}
      data-type={o.type}
      data-value={o.value}
      data-refcount={o.refcount}
      data-generation={o.generation ?? "untracked"}
      onClick={open}
      onKeyDown={(e) => (e.key === "Enter" || e.key === " ") && (e.preventDefault(), open())}
    >
      <title>{`${label}, ${t("bytes", { n: o.size })}`}</title>
      <rect x={x} y={y} width={w} height={h} rx={8} />
      <GenerationMark generation={o.generation} x={x + 14} y={y + 15} />
      <text class="object-type" x={o.generation === null ? x + 9 : x + 25} y={y + 19}>
        {o.type}
        <tspan class="object-size"> {o.size} B</tspan>
      </text>
      <text class="object-value" x={x + 9} y={y + 41}>
        {shorten(o.value)}
      </text>
      <CountRing count={o.refcount} x={x + w - 4} y={y + 4} />
    </g>
  );
}

export function ObjectGraph() {
  const now = state.value;
  const picture = useMemo(() => (now ? drawState(now) : null), [now]);
  if (!now || !picture || (picture.names.length === 0 && picture.objects.length === 0)) {
    return <p class="empty">{t("empty")}</p>;
  }
  const width = picture.width + 24;
  const height = picture.height + 24;
  return (
    <div class="graph" data-testid="graph">
      <svg width={width} height={height} viewBox={`0 -12 ${width} ${height}`} role="group" aria-label={t("graph.label")}>
        <defs>
          <marker id="arrow" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="8" markerHeight="8" orient="auto">
            <path d="M0,0 L8,4 L0,8 z" />
          </marker>
        </defs>
        {picture.edges.map((e) => <Edge key={e.key} edge={e} />)}
        {picture.names.map((n) => <NameTag key={n.key} node={n} />)}
        {picture.objects.map((o) => <ObjectCard key={o.object.id} node={o} />)}
      </svg>
      {now.omitted > 0 && <p class="more">{t("more", { n: now.omitted })}</p>}
    </div>
  );
}

/** The collector and the heap in one line each, below the picture. */
export function StateSummary() {
  const now = state.value;
  if (!now) {
    return null;
  }
  const list = (values: number[]) => values.join(", ");
  return (
    <p class="summary" data-testid="summary">
      {t("gc.summary", {
        on: t(now.gc.enabled ? "gc.on" : "gc.off"),
        count: list(now.gc.count),
        threshold: list(now.gc.threshold),
      })}
      <br />
      {t("heap.summary", {
        bytes: now.heap.bytes_live.toLocaleString("en").replaceAll(",", "\u2009"),
        blocks: now.heap.blocks,
        arenas: now.heap.arenas,
      })}
    </p>
  );
}
