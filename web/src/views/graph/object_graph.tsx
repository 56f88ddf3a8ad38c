import { useEffect, useMemo, useRef } from "preact/hooks";
import { t } from "../../i18n/i18n";
import { changes, ledger, openLedger, recorded, source, state } from "../../model/app";
import {
  drawState, neighbour, shorten, type EdgeLine, type NameNode, type ObjectNode, type Picture,
} from "./layout";
import { CountRing, countText } from "./count_ring";
import { GenerationMark, generationText } from "../generation_mark";
import "./graph.css";

/** Lines into the object whose ledger is open stand out. */
const held = (id: string) => ledger.value?.id === id;

function Edge({ edge }: { edge: EdgeLine }) {
  const into = held(edge.to);
  return (
    <g class={`edge ${edge.label ? "" : "edge-name"} ${edge.gone ? "edge-gone" : ""} ${into ? "edge-into" : ""}`}>
      <path d={edge.path} marker-end={into ? "url(#arrow-into)" : "url(#arrow)"} />
    </g>
  );
}

/** Drawn over all lines, on the panel's colour, so that no line runs through the text. */
function EdgeLabel({ edge }: { edge: EdgeLine }) {
  const left = edge.labelAnchor === "end" ? edge.labelX - edge.labelWidth : edge.labelX;
  return (
    <g class={`edge ${held(edge.to) ? "edge-into" : ""}`}>
      <rect x={left - 2} y={edge.labelY - 10} width={edge.labelWidth + 4} height={13} rx={3} />
      <text x={edge.labelX} y={edge.labelY} text-anchor={edge.labelAnchor}>{edge.label}</text>
    </g>
  );
}

/** A name: a luggage tag. */
function NameTag({ node }: { node: NameNode }) {
  const { x, y, width: w, height: h } = node;
  return (
    <g class={`name ${held(node.to) ? "name-holds" : ""}`} data-testid="name" data-name={node.name} data-id={node.to}>
      <path d={`M${x},${y + h / 2} l9,${-h / 2} h${w - 9} v${h} h${9 - w} z`} />
      <circle cx={x + 10} cy={y + h / 2} r={2.5} />
      <text x={x + 20} y={y + h / 2 + 5}>{shorten(node.name)}</text>
    </g>
  );
}

function move(e: KeyboardEvent, picture: Picture, from: ObjectNode) {
  const next = neighbour(picture.objects, from, e.key);
  if (next) {
    e.preventDefault();
    const svg = (e.currentTarget as SVGElement).ownerSVGElement;
    svg?.querySelector<SVGElement>(`[data-testid="object"][data-id="${next.object.id}"]`)?.focus();
  }
}

function CardText({ node }: { node: ObjectNode }) {
  const { object: o, x, y } = node;
  const left = o.generation === null ? x + 10 : x + 26;
  if (node.quiet) {
    return (
      <text class="object-type" x={left} y={y + 20}>
        {o.type} <tspan class="object-value">{shorten(o.value)}</tspan>
      </text>
    );
  }
  return (
    <>
      <text class="object-type" x={left} y={y + 20}>
        {o.type}
        <tspan class="object-size" dx={6}>{o.size} B</tspan>
      </text>
      {o.value ? (
        <text class="object-value" x={x + 10} y={y + 42}>{shorten(o.value)}</text>
      ) : (
        <text class="object-size" x={x + 10} y={y + 42}>…{o.id.slice(-4)}</text>
      )}
      {node.hidden > 0 && (
        <text class="object-hidden" x={x + 2} y={y + node.height + 15}>{t("hidden", { n: node.hidden })}</text>
      )}
    </>
  );
}

/** What is written on a card, so that saying it names the card. */
function cardText({ object: o, quiet }: ObjectNode): string {
  return quiet ? `${o.type} ${shorten(o.value)}` : `${o.type} ${o.size} B ${o.value ? shorten(o.value) : `…${o.id.slice(-4)}`}`;
}

/** What the step just taken did to an object, as a class name. */
function newsOf(id: string): string {
  const list = changes.value?.list ?? [];
  if (list.some((c) => c.kind === "appeared" && c.object.id === id)) {
    return "object-new";
  }
  return list.some((c) => c.kind === "count" && c.object.id === id) ? "object-changed" : "";
}

/** Where a dead object's count was. */
function Cross({ x, y }: { x: number; y: number }) {
  return (
    <g class="cross">
      <circle class="ring-back" cx={x} cy={y} r={12} />
      <path d={`M${x - 5},${y - 5} l10,10 M${x + 5},${y - 5} l-10,10`} />
    </g>
  );
}

function ObjectCard({ node, picture }: { node: ObjectNode; picture: Picture }) {
  const { object: o, x, y, width: w, height: h } = node;
  const open = () => void openLedger(o.id);
  const news = newsOf(o.id);
  const label = o.ghost ? t("ghost", { type: o.type, value: o.value }) : `${cardText(node)} ${countText(o.refcount)}: ${t("references", { n: countText(o.refcount) })}, ${generationText(o.generation)}`;
  const onKeyDown = (e: KeyboardEvent) => {
    if (e.key === "Enter" || e.key === " ") {
      e.preventDefault();
      open();
    } else {
      move(e, picture, node);
    }
  };
  return (
    <g
      class={`object ${o.ghost ? "object-ghost" : news} ${node.quiet ? "object-quiet" : ""} ${held(o.id) ? "object-open" : ""}`}
      tabindex={0}
      role="button"
      aria-label={label}
      aria-pressed={held(o.id)}
      data-testid={o.ghost ? "ghost" : "object"}
      data-news={news}
      data-id={o.id}
      data-type={o.type}
      data-value={o.value}
      data-refcount={o.refcount}
      data-generation={o.generation ?? "untracked"}
      onClick={o.ghost ? undefined : open}
      onKeyDown={onKeyDown}
    >
      <title>{`${label}, ${t("bytes", { n: o.size })}`}</title>
      {news === "object-new" && <rect class="halo" x={x - 5} y={y - 5} width={w + 10} height={h + 10} rx={12} />}
      <rect class="object-frame" x={x} y={y} width={w} height={h} rx={8} />
      <GenerationMark generation={o.generation} x={x + 15} y={y + 15} />
      <CardText node={node} />
      {o.ghost ? <Cross x={x + w - 4} y={y + 4} /> : <CountRing count={o.refcount} x={x + w - 4} y={y + 4} />}
    </g>
  );
}

function Arrow({ id }: { id: string }) {
  return (
    <marker id={id} viewBox="0 0 8 8" refX="8" refY="4" markerUnits="userSpaceOnUse" markerWidth="10" markerHeight="10" orient="auto">
      <path d="M0,0 L8,4 L0,8 z" />
    </marker>
  );
}

export function ObjectGraph() {
  const now = state.value;
  const before = useRef<Picture | null>(null);
  const picture = useMemo(() => (before.current = now ? drawState(now, before.current) : null), [now]);
  const host = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // A tall picture may have its first name far down: start there, not where nothing is.
    const frame = host.current?.getBoundingClientRect();
    const tops = [...(host.current?.querySelectorAll(".name") ?? [])].map((e) => e.getBoundingClientRect().top);
    const first = Math.min(...tops);
    if (host.current && frame && Number.isFinite(first) && (first < frame.top || first > frame.bottom - 40)) {
      host.current.scrollTop += first - frame.top - 60;
    }
  }, [picture]);
  if (!now || !picture || (picture.names.length === 0 && picture.objects.length === 0)) {
    return <div class="graph"><p class="empty">{t(now ? "empty" : "loading")}</p></div>;
  }
  const { width, height } = picture;
  const more = now.omitted + picture.folded;
  // From the picture's own size: a third larger where there is room, a little smaller before it scrolls.
  const size = { maxWidth: `${Math.round(width * 1.35)}px`, minWidth: `${Math.round(width * 0.75)}px` };
  return (
    <div class={`graph ${recorded.value !== source.value ? "stale" : ""}`} data-testid="graph" ref={host}>
      <svg style={size} viewBox={`0 0 ${Math.ceil(width)} ${Math.ceil(height)}`} role="group" aria-label={t("graph.label")}>
        <defs>
          <Arrow id="arrow" />
          <Arrow id="arrow-into" />
        </defs>
        {picture.edges.map((e) => <Edge key={e.key} edge={e} />)}
        {picture.edges.map((e) => e.label && <EdgeLabel key={`label ${e.key}`} edge={e} />)}
        {picture.names.map((n) => <NameTag key={n.key} node={n} />)}
        {picture.objects.map((o) => <ObjectCard key={o.object.id} node={o} picture={picture} />)}
      </svg>
      {more > 0 && <p class="more">{t("more", { n: more })}</p>}
    </div>
  );
}
