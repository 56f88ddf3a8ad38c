import { placeLayers } from "./layers";
import type { EngineState, ObjectInfo } from "../../model/state";

export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}
export interface NameNode extends Box {
  key: string;
  name: string;
  to: string;
}
export interface ObjectNode extends Box {
  object: ObjectInfo;
  /** A module, a type or a function: seldom what one came to see, so drawn small. */
  quiet: boolean;
  /** References that lead to objects left out of the picture. */
  hidden: number;
}
export interface EdgeLine {
  key: string;
  from: string;
  to: string;
  label: string;
  path: string;
  labelX: number;
  labelY: number;
  labelAnchor: "start" | "end";
  labelWidth: number;
  /** A reference that the step just taken has removed. */
  gone: boolean;
}
export interface Picture {
  names: NameNode[];
  objects: ObjectNode[];
  edges: EdgeLine[];
  width: number;
  height: number;
  /** Objects of the state that the picture leaves out. */
  folded: number;
}

const charWidth = 7.9;
const labelWidth = 6.8;
const maxChars = 26;
const maxLabel = 18;
const cardHeight = 54;
const quietHeight = 30;
const tagHeight = 28;
/** Under a card: what it says of references left out. */
const hiddenRoom = 14;
const columnGap = 60;
const margin = 20;
/** A holder's references that are followed; the rest of a long list is only counted. */
const fanOut = 8;
/** What every function and class has; seldom what one came to see. */
const dullLabels = new Set(["__name__", "__qualname__", "__code__", "__doc__", "__module__", "__globals__", "__builtins__"]);
const quietTypes = new Set(["module", "type", "function", "builtin_function_or_method"]);

/** Text cut to what a card shows. */
export function shorten(text: string, n = maxChars): string {
  const chars = [...text];
  return chars.length > n ? chars.slice(0, n - 1).join("") + "…" : text;
}

export function cardSize(o: ObjectInfo): { width: number; height: number } {
  const value = [...shorten(o.value)].length;
  if (quietTypes.has(o.type)) {
    return { width: Math.round((value + o.type.length) * charWidth) + 56, height: quietHeight };
  }
  const chars = Math.max(value, o.type.length + String(o.size).length + 5, 11);
  return { width: Math.round(chars * charWidth) + 36, height: cardHeight };
}

interface Node extends Box {
  id: string;
  column: number;
  children: Node[];
  object: ObjectInfo;
}
interface Group {
  node: Node | null;
  names: NameNode[];
}

/** The names, gathered by the object they are bound to; quiet objects' names come last. */
function groups(state: EngineState, info: Map<string, ObjectInfo>): { to: string; names: NameNode[] }[] {
  const byTarget = new Map<string, NameNode[]>();
  state.frames.forEach((frame, depth) => {
    for (const n of frame.names) {
      const width = Math.round([...shorten(n.name)].length * charWidth) + 32;
      const tag = { key: `name ${depth} ${n.name}`, name: n.name, to: n.id, x: margin, y: 0, width, height: tagHeight };
      byTarget.set(n.id, [...(byTarget.get(n.id) ?? []), tag]);
    }
  });
  const list = [...byTarget].map(([to, names]) => ({ to, names }));
  const rank = (g: { to: string }) => Number(quietTypes.has(info.get(g.to)?.type ?? ""));
  return list.sort((a, b) => rank(a) - rank(b));
}

/** Breadth first from the names: an object's column is its distance from the nearest name. */
function grow(roots: Node[], info: Map<string, ObjectInfo>, nodes: Map<string, Node>) {
  const queue = [...roots];
  for (let at = 0; at < queue.length; at++) {
    const holder = queue[at];
    for (const r of holder.object.refs) {
      const target = dullLabels.has(r.label) && quietTypes.has(holder.object.type) ? undefined : info.get(r.to);
      if (target && !nodes.has(r.to) && holder.children.length < fanOut) {
        const child = newNode(target, holder.column + 1);
        holder.children.push(child);
        nodes.set(r.to, child);
        queue.push(child);
      }
    }
  }
}

function newNode(object: ObjectInfo, column: number): Node {
  return { id: object.id, object, column, children: [], x: 0, y: 0, ...cardSize(object) };
}

/** Everything that can be reached from these objects, however long the lists. */
function reach(from: Iterable<string>, info: Map<string, ObjectInfo>): Set<string> {
  const seen = new Set<string>(from);
  for (const id of seen) {
    for (const r of info.get(id)?.refs ?? []) {
      seen.add(r.to);
    }
  }
  return seen;
}

/** References from one object to another, gathered: `[0] [1]`. */
function gather(nodes: Map<string, Node>): { from: Node; to: Node; label: string; gone: boolean }[] {
  const all: { from: Node; to: Node; label: string; gone: boolean }[] = [];
  for (const from of nodes.values()) {
    const labels = new Map<string, string[]>();
    const kept = new Set<string>();
    for (const r of from.object.refs) {
      labels.set(r.to, [...(labels.get(r.to) ?? []), r.label]);
      if (!r.gone) {
        kept.add(r.to);
      }
    }
    for (const [id, list] of labels) {
      const to = nodes.get(id);
      if (to) {
        const more = list.length > 3 ? `×${list.length} ` : "";
        all.push({ from, to, label: shorten(more + list.join(" "), maxLabel), gone: !kept.has(id) });
      }
    }
  }
  return all;
}

type Link = ReturnType<typeof gather>[number];
const forward = (l: Link) => l.to.column > l.from.column;

/** The space at a column's right has room for the labels in it. Answers the picture's width. */
function placeColumns(nodes: Map<string, Node>, tags: NameNode[], links: Link[]): number {
  const last = Math.max(0, ...[...nodes.values()].map((n) => n.column));
  let x = margin;
  for (let column = 0; column <= last; column++) {
    const members = [...nodes.values()].filter((n) => n.column === column);
    members.forEach((n) => (n.x = x));
    const widest = Math.max(0, ...(column === 0 ? tags : members).map((n) => n.width));
    const longest = (some: Link[]) => Math.max(0, ...some.map((l) => l.label.length)) * labelWidth;
    const ahead = longest(links.filter((l) => forward(l) && l.from.column === column));
    const back = links.filter((l) => !forward(l) && l.to.column === column);
    const gap = column === last ? 0 : columnGap;
    x += widest + (column === 0 ? columnGap - 12 : gap + ahead + (back.length ? longest(back) + 44 : 0));
  }
  return x + margin + (last ? 0 : 8);
}

const quiet = (n: Node) => quietTypes.has(n.object.type);
/** Where lines leave a card's right side, below its top. */
const exitAt = (n: Node) => (quiet(n) ? quietHeight : cardHeight) / 2;
const entryStep = 14;
const firstEntry = (n: Node) => exitAt(n) + (quiet(n) ? 7 : 14);

/** Where lines from its own column or a later one come in: the right side, below the ring. */
function entryAt(n: Node, slot: number, slots: number): number {
  const step = slots > 1 ? Math.min(entryStep, (n.height - 8 - firstEntry(n)) / (slots - 1)) : 0;
  return firstEntry(n) + slot * step;
}

/** Cards that are held from the right are tall enough for those lines' labels. */
function makeRoom(links: Link[]) {
  const held = new Map<Node, number>();
  for (const l of links.filter((l) => !forward(l))) {
    held.set(l.to, (held.get(l.to) ?? 0) + 1);
  }
  for (const [n, lines] of held) {
    n.height = Math.max(n.height, firstEntry(n) + entryStep * (Math.min(lines, 8) - 1) + 8);
  }
}

const round = (n: number) => Math.round(n * 10) / 10;

/** A smooth line that leaves and arrives level. */
function bend(x1: number, y1: number, x2: number, y2: number, out1: number, out2: number): string {
  const p = (x: number, y: number) => `${round(x)},${round(y)}`;
  return `M${p(x1, y1)} C${p(x1 + out1, y1)} ${p(x2 + out2, y2)} ${p(x2, y2)}`;
}

/** A line runs level through its label into the target, so neither hides the other. */
function drawEdge(link: Link, slot: number, slots: number): EdgeLine {
  const { from: a, to: b, label } = link;
  const width = label.length * labelWidth;
  const base = { key: `${a.id} ${b.id}`, label, from: a.id, to: b.id, labelWidth: width, gone: link.gone };
  const room = width + 22;
  const right = a.x + a.width;
  const start = a.y + exitAt(a);
  if (forward(link)) {
    const y = b.y + (slots === 1 ? exitAt(b) : (b.height * (slot + 1)) / (slots + 1));
    const x = b.x - room;
    const path = `${bend(right, start, x, y, (x - right) * 0.6, (right - x) * 0.6)} H${round(b.x)}`;
    return { ...base, path, labelX: b.x - 13, labelY: y + 4, labelAnchor: "end" };
  }
  const edge = b.x + b.width;
  const y = b.y + entryAt(b, slot, slots);
  const x = edge + room;
  const path = a.column === b.column
    ? bend(right, start, x, y, Math.max(x - right, 0) + 26, 26)
    : bend(a.x, a.y + a.height - 8, x, y, -30, 30);
  return { ...base, path: `${path} H${round(edge)}`, labelX: edge + 13, labelY: y + 4, labelAnchor: "start" };
}

function drawEdges(links: Link[]): EdgeLine[] {
  const sides = new Map<string, Link[]>();
  for (const l of links) {
    const side = `${l.to.id} ${forward(l)}`;
    sides.set(side, [...(sides.get(side) ?? []), l]);
  }
  return [...sides.values()].flatMap((side) =>
    side.sort((a, b) => a.from.y - b.from.y).map((l, i) => drawEdge(l, i, side.length)),
  );
}

function drawBinding(n: NameNode, to: Node, i: number, of: number): EdgeLine {
  const y = of === 1 ? to.y + exitAt(to) : to.y + (to.height * (i + 1)) / (of + 1);
  const out = (to.x - n.x - n.width) / 2;
  const path = bend(n.x + n.width, n.y + n.height / 2, to.x, y, out, -out);
  return { key: n.key, from: n.key, to: n.to, label: "", path, labelX: 0, labelY: 0, labelAnchor: "start", labelWidth: 0, gone: false };
}

/** Everything into its column and row, by the layering of the whole graph; answers the picture's height. */
function placeAll(rows: Group[], nodes: Map<string, Node>, links: Link[], before: Picture | null): number {
  const names = rows.flatMap((g) => g.names);
  const tags = names.map((n) => ({ id: n.key, width: n.width, height: n.height }));
  const cards = [...nodes.values()].map((n) => ({ id: n.id, width: n.width, height: n.height + hiddenRoom }));
  const arrows = [
    ...names.filter((n) => nodes.has(n.to)).map((n) => ({ from: n.key, to: n.to })),
    // By distance from a name: what leads back draws a line but moves nothing.
    ...links.filter(forward).map((l) => ({ from: l.from.id, to: l.to.id })),
  ];
  const tops = new Map<string, number>();
  before?.names.forEach((n) => tops.set(n.key, n.y));
  before?.objects.forEach((o) => tops.set(o.object.id, o.y));
  const places = placeLayers(tags, cards, arrows, tops);
  const least = Math.min(...[...places.values()].map((p) => p.top));
  let end = 0;
  for (const n of names) {
    n.y = round(places.get(n.key)!.top - least + margin);
    end = Math.max(end, n.y + n.height);
  }
  for (const n of nodes.values()) {
    const place = places.get(n.id)!;
    n.column = place.column;
    n.y = round(place.top - least + margin);
    end = Math.max(end, n.y + n.height + hiddenRoom);
  }
  return end + margin;
}

/** Names at the left, what they refer to at their right, column by column; `before` is the last picture. */
export function drawState(state: EngineState, before: Picture | null = null): Picture {
  const info = new Map(state.objects.map((o) => [o.id, o]));
  const nodes = new Map<string, Node>();
  const rows: Group[] = groups(state, info).map(({ to, names }) => {
    const object = info.get(to);
    const node = object ? newNode(object, 1) : null;
    if (node) {
      nodes.set(to, node);
    }
    return { node, names };
  });
  grow([...nodes.values()], info, nodes);
  const named = reach(nodes.keys(), info);
  for (const o of state.objects) {
    if (!named.has(o.id) && !nodes.has(o.id)) {
      const node = newNode(o, 1);
      nodes.set(o.id, node);
      grow([node], info, nodes);
      rows.push({ node, names: [] });
    }
  }
  const links = gather(nodes);
  makeRoom(links);
  const names = rows.flatMap((g) => g.names);
  const height = names.length + nodes.size ? placeAll(rows, nodes, links, before) : 0;
  const width = placeColumns(nodes, names, links);
  const bindings = rows.flatMap((g) => {
    const node = g.node;
    return node ? g.names.map((n, i) => drawBinding(n, node, i, g.names.length)) : [];
  });
  const objects = [...nodes.values()].map(({ object, x, y, width, height }) => {
    const left = object.refs.filter((r) => !nodes.has(r.to)).length;
    const cut = object.refs.some((r) => info.has(r.to) && !nodes.has(r.to));
    return { object, x, y, width, height, quiet: quietTypes.has(object.type), hidden: cut ? left : 0 };
  });
  return {
    names, objects, width, height,
    edges: [...bindings, ...drawEdges(links)],
    folded: state.objects.length - nodes.size,
  };
}

/** The nearest card in an arrow key's direction, if there is one. */
export function neighbour(objects: ObjectNode[], from: ObjectNode, key: string): ObjectNode | null {
  const towards = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[key];
  if (!towards) {
    return null;
  }
  const [dx, dy] = towards;
  let best: ObjectNode | null = null;
  let least = Infinity;
  for (const o of objects) {
    const ahead = (o.x - from.x) * dx + (o.y - from.y) * dy;
    const aside = Math.abs((o.x - from.x) * dy) + Math.abs((o.y - from.y) * dx);
    const far = ahead + 3 * aside;
    if (o !== from && ahead > 0 && far < least) {
      best = o;
      least = far;
    }
  }
  return best;
}
