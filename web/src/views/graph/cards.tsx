import { t } from "../../i18n/i18n";
import { valueText } from "../../i18n/values";
import { ledger } from "../../model/app";
import { wanted } from "../../model/sought";
import { redraw } from "../../model/travel";
import type { Change } from "../../model/changes";
import { pointedAt } from "../../model/live";
import { number } from "../../model/numbers";
import { GenerationMark, generationText } from "../generation_mark";
import type { Cell } from "./cells";
import { CountRing, countText } from "./count_ring";
import { chosenEdge, collapsed, expanded, far, lit, loss, pinned, toggle } from "./graph_state";
import type { Segment } from "./holders";
import { fanOut, shorten, shortType, type EdgeLine, type FrameBox, type NameNode, type ObjectNode } from "./layout";

/** Lines into the object whose ledger is open stand out. */
export const held = (id: string) => ledger.value?.id === id;
const doomed = (id: string) => loss.value?.lost.some((o) => o.id === id) ?? false;
const isCut = (e: EdgeLine) => loss.value?.edge === e.key;

export function Edge({ cell, onChoose }: { cell: Cell<EdgeLine>; onChoose: (e: EdgeLine) => void }) {
  const edge = cell.value;
  if (!edge) {
    return null;
  }
  const into = held(edge.to);
  const shines = lit.value === edge.key;
  const kind = `${edge.label ? "" : "edge-name"} ${edge.gone ? "edge-gone" : ""} ${into ? "edge-into" : ""}`;
  return (
    <g class={`edge ${kind} ${chosenEdge.value === edge.key ? "edge-chosen" : ""} ${shines ? "edge-lit" : ""} ${isCut(edge) ? "edge-cut" : ""}`} data-edge={edge.key} onClick={() => onChoose(edge)}>
      {!far.value && <path class="edge-hit" d={edge.path} />}
      <path d={edge.path} marker-end={into || shines ? "url(#arrow-into)" : "url(#arrow)"} />
    </g>
  );
}

/** Drawn over all lines, on the panel's colour, so that no line runs through the text. */
export function EdgeLabel({ cell }: { cell: Cell<EdgeLine> }) {
  const edge = cell.value;
  if (!edge?.label || far.value) {
    return null;
  }
  const left = edge.labelAnchor === "end" ? edge.labelX - edge.labelWidth : edge.labelX;
  return (
    <g class={`edge edge-label ${held(edge.to) || lit.value === edge.key ? "edge-into" : ""}`}>
      <rect x={left - 2} y={edge.labelY - 10} width={edge.labelWidth + 4} height={13} rx={3} />
      <text x={edge.labelX} y={edge.labelY} text-anchor={edge.labelAnchor}>{edge.label}</text>
    </g>
  );
}

export function FrameCard({ frame }: { frame: FrameBox }) {
  const { x, y, width, height } = frame;
  const title = frame.name || t("globals");
  return (
    <g class={`frame ${frame.running ? "frame-running" : ""}`} data-testid="frame">
      <rect x={x} y={y} width={width} height={height} rx={8} />
      <text x={x + 10} y={y + 19}>
        {title}{frame.line !== null && <tspan class="object-size" dx={6}>{t("frame.line", { n: frame.line })}</tspan>}
      </text>
    </g>
  );
}

/** A name: a luggage tag. */
export function NameTag({ node, focusable, onKey }: {
  node: NameNode; focusable: boolean;
  onKey: (e: KeyboardEvent, key: string) => void;
}) {
  const { x, y, width: w, height: h } = node;
  return (
    <g
      class={`name ${held(node.to) ? "name-holds" : ""} ${lit.value === node.key ? "name-lit" : ""}`}
      data-testid="name"
      data-name={node.name}
      data-id={node.to}
      data-key={node.key}
      tabindex={focusable ? 0 : -1}
      role="button"
      aria-label={t("name.label", { name: node.name })}
      onKeyDown={(e) => onKey(e, node.key)}
    >
      <title>{t("name.hint")}</title>
      <path d={`M${x},${y + h / 2} l9,${-h / 2} h${w - 9} v${h} h${9 - w} z`} />
      <circle cx={x + 10} cy={y + h / 2} r={2.5} />
      <text x={x + 20} y={y + h / 2 + 5}>{shorten(node.name)}</text>
    </g>
  );
}

function CardText({ node }: { node: ObjectNode }) {
  const { object: o } = node;
  const left = o.generation === null ? 10 : 26;
  if (node.quiet) {
    return (
      <text class="object-type" x={left} y={20}>
        {shortType(o)} <tspan class="object-value">{shorten(valueText(o))}</tspan>
      </text>
    );
  }
  return (
    <>
      <text class="object-type" x={left} y={20}>
        {shortType(o)}{" "}
        <tspan class="object-size" dx={3}>{number(o.size)} B</tspan>
      </text>{" "}
      <text class={o.value ? "object-value" : "object-size"} x={10} y={42}>{o.value ? shorten(valueText(o)) : `…${o.id.slice(-4)}`}</text>
    </>
  );
}

const stop = (e: Event) => e.stopPropagation();

/** Twelve more of what it holds; the engine is asked for those that the picture does not know. */
export function openStub({ object }: ObjectNode) {
  const next = new Map(expanded.value);
  const count = (next.get(object.id) ?? fanOut) + 12;
  next.set(object.id, count);
  expanded.value = next;
  wanted.value = [...new Set([...wanted.value, ...object.refs.slice(0, count).map((r) => r.to)])];
  void redraw();
}

/** References that lead to nothing drawn: a button that draws more of them. */
function Stub({ node }: { node: ObjectNode }) {
  const more = (e: Event) => {
    e.stopPropagation();
    openStub(node);
  };
  return (
    <text class="object-hidden" data-testid="stub" x={2} y={node.height + 15} onClick={more} onPointerDown={stop}>
      {t("hidden", { n: number(node.hidden) })}
    </text>
  );
}

const foldText = (inside: number | null) => (inside === null ? "−" : `+${inside}`);
const folds = (o: ObjectNode) => (collapsed.value.has(o.object.id) || o.opens) && !o.object.ghost;

/** The sign that folds away what is held, or, folded, a thick line with how many objects. */
function Fold({ node }: { node: ObjectNode }) {
  const { width: cx, height, inside, object } = node;
  const cy = height - 8;
  const act = (e: Event) => {
    e.stopPropagation();
    toggle(object.id);
  };
  const text = foldText(inside);
  return (
    <g class="fold" data-testid="fold" onClick={act} onPointerDown={stop}>
      <title>{t(inside === null ? "collapse" : "expand")}</title>
      {inside !== null && <path class="fold-line" d={`M${cx},${cy} h22`} />}
      <rect x={inside === null ? cx - 7 : cx + 18} y={cy - 7} width={inside === null ? 14 : text.length * 8 + 10} height={14} rx={7} />
      <text x={inside === null ? cx : cx + 23 + text.length * 4} y={cy + 4} text-anchor="middle">{text}</text>
    </g>
  );
}

/** What is written on a card, in the order in which it is drawn, so that saying it names the card. */
function cardText(node: ObjectNode): string {
  const { object: o, quiet, hidden, inside } = node;
  const value = o.value ? shorten(valueText(o)) : `…${o.id.slice(-4)}`;
  return [
    shortType(o), quiet ? shorten(valueText(o)) : `${number(o.size)} B ${value}`, o.ghost ? "" : countText(o.refcount),
    hidden > 0 ? t("hidden", { n: number(hidden) }) : "", folds(node) && inside !== null ? foldText(inside) : "",
  ].filter(Boolean).join(" ");
}

/** What the step just taken did to the objects, as class names. */
export function newsOf(made: { list: Change[] } | null): Map<string, "object-new" | "object-changed"> {
  const news = new Map<string, "object-new" | "object-changed">();
  for (const c of made?.list ?? []) {
    if (c.kind === "appeared") {
      news.set(c.object.id, "object-new");
    } else if (c.kind === "count" && !news.has(c.object.id)) {
      news.set(c.object.id, "object-changed");
    }
  }
  return news;
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

/** The presenter's pointer, on the object it is on. */
function Hand({ id, x, y }: { id: string; x: number; y: number }) {
  return pointedAt.value === id
    ? <path class="hand-of-presenter" data-testid="presenter-points" d={`M${x},${y - 8} l0,22 l5,-5 l4,8 l4,-2 l-4,-8 l7,-1 z`} />
    : null;
}

export interface Card {
  node: ObjectNode;
  known: Segment[];
  news: string;
  focusable: boolean;
  /** What is in the hand would be put here. */
  target: boolean;
}

export function ObjectCard({ cell, onOpen, onKey }: {
  cell: Cell<Card>; onOpen: (id: string) => void; onKey: (e: KeyboardEvent, key: string) => void;
}) {
  const card = cell.value;
  if (!card) {
    return null;
  }
  const { node, known, news, focusable, target } = card;
  const { object: o, x, y, width: w, height: h } = node;
  const dies = doomed(o.id);
  const said = o.ghost
    ? t("ghost", { card: cardText(node) })
    : `${cardText(node)}: ${t("references", { n: countText(o.refcount) })}, ${generationText(o.generation)}`;
  const size = node.quiet || o.ghost ? `, ${t("bytes", { n: number(o.size) })}` : "";
  const label = `${said}${size}${dies ? `, ${t("cut.dies")}` : ""}`;
  const looks = [o.ghost ? "object-ghost" : news, node.quiet ? "object-quiet" : "", held(o.id) ? "object-open" : "",
    dies ? "object-doomed" : "", target ? "object-target" : ""].join(" ");
  return (
    <g
      class={`object ${looks}`}
      transform={`translate(${x} ${y})`}
      tabindex={focusable ? 0 : -1}
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
      onClick={o.ghost ? undefined : () => onOpen(o.id)}
      onKeyDown={(e) => onKey(e, o.id)}
    >
      <title>{label}</title>
      {news === "object-new" && <rect class="halo" x={-5} y={-5} width={w + 10} height={h + 10} rx={12} />}
      <rect class="object-frame" width={w} height={h} rx={8} />
      <GenerationMark generation={o.generation} x={15} y={15} />
      {!o.ghost && <Hand id={o.id} x={w / 2} y={h} />}
      {dies && <Cross x={4} y={h - 4} />}
      {o.ghost && <Cross x={w - 4} y={4} />}
      {far.value ? !o.ghost && <circle class="ring-line ring-full" cx={w - 4} cy={4} r={11} /> : (
        <>
          <CardText node={node} />{" "}
          {!o.ghost && <CountRing count={o.refcount} x={w - 4} y={4} known={known} />}{" "}
          {pinned.value.has(o.id) && <circle class="pin" cx={2} cy={2} r={4}><title>{t("pinned")}</title></circle>}
          {node.hidden > 0 && <Stub node={node} />}{" "}
          {folds(node) && <Fold node={node} />}
        </>
      )}
    </g>
  );
}
