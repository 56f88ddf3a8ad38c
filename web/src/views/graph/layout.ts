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
  /** 0: the globals; operations can reach only these. */
  frame: number;
}
export interface FrameBox extends Box {
  key: string;
  /** Empty: the globals. */
  name: string;
  line: number | null;
  /** Deepest of all: the others wait for it. */
  running: boolean;
}
export interface Point {
  x: number;
  y: number;
}
/** Where an object has been drawn before. */
export interface Spot extends Point {
  type: string;
}
/** What a person wants to see differently. */
export interface Wishes {
  /** Objects keep their places. */
  places?: Map<string, Spot>;
  /** How many references of a holder to follow, beyond the usual. */
  expanded?: Map<string, number>;
  /** Holders whose contents are folded away. */
  collapsed?: Set<string>;
  /** Objects to be drawn however many their holder has. */
  wanted?: Set<string>;
  shows?: (o: ObjectInfo) => boolean;
  showsName?: (name: string) => boolean;
}
export interface ObjectNode extends Box {
  object: ObjectInfo;
  /** A module, a type or a function: seldom what one came to see, so drawn small. */
  quiet: boolean;
  /** References that lead to objects left out of the picture. */
  hidden: number;
  /** Folded away by a person: so many objects. */
  inside: number | null;
  /** It has references that lead to cards. */
  opens: boolean;
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
  frames: FrameBox[];
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
const tagGap = 6;
/** A frame's name, above its names. */
const frameHead = 30;
const firstTop = margin + frameHead;
/** A holder's references that are followed; the rest of a long list is only counted. */
export const fanOut = 8;
/** What every function and class has; seldom what one came to see. */
const dullLabels = new Set(["__name__", "__qualname__", "__code__", "__doc__", "__module__", "__globals__", "__builtins__"]);
export const quietTypes = new Set(["module", "type", "function", "builtin_function_or_method"]);

/** Text cut to what a card shows. */
export function shorten(text: string, n = maxChars): string {
  const chars = [...text];
  return chars.length > n ? chars.slice(0, n - 1).join("") + "…" : text;
}

/** A class may have a name of any length. */
export const shortType = (o: { type: string }): string => shorten(o.type, 32);

export function cardSize(o: ObjectInfo): { width: number; height: number } {
  const value = [...shorten(o.value)].length;
  const type = [...shortType(o)].length;
  if (quietTypes.has(o.type)) {
    return { width: Math.round((value + type) * charWidth) + 56, height: quietHeight };
  }
  const chars = Math.max(value, type + String(o.size).length + 5, 11);
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
function groups(state: EngineState, info: Map<string, ObjectInfo>, wishes: Wishes): { to: string; names: NameNode[] }[] {
  const byTarget = new Map<string, NameNode[]>();
  state.frames.forEach((frame, depth) => {
    for (const n of frame.names) {
      if ((wishes.showsName && !wishes.showsName(n.name)) || (wishes.shows && !info.has(n.id))) {
        continue;
      }
      const width = Math.round([...shorten(n.name)].length * charWidth) + 32;
      const tag = { key: `name ${depth} ${n.name}`, name: n.name, to: n.id, frame: depth, x: margin, y: 0, width, height: tagHeight };
      byTarget.set(n.id, [...(byTarget.get(n.id) ?? []), tag]);
    }
  });
  const list = [...byTarget].map(([to, names]) => ({ to, names }));
  const rank = (g: { to: string }) => Number(quietTypes.has(info.get(g.to)?.type ?? ""));
  return list.sort((a, b) => rank(a) - rank(b));
}

/** Breadth first from the names: an object's column is its distance from the nearest name. */
function grow(roots: Node[], info: Map<string, ObjectInfo>, nodes: Map<string, Node>, wishes: Wishes) {
  const queue = [...roots];
  for (let at = 0; at < queue.length; at++) {
    const holder = queue[at];
    if (wishes.collapsed?.has(holder.id)) {
      continue;
    }
    const most = wishes.expanded?.get(holder.id) ?? fanOut;
    for (const r of holder.object.refs) {
      const target = dullLabels.has(r.label) && quietTypes.has(holder.object.type) ? undefined : info.get(r.to);
      if (target && !nodes.has(r.to) && (holder.children.length < most || wishes.wanted?.has(r.to))) {
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
/** The same by where the cards really lie: they may have been dragged. */
const rightwards = (l: Link) => l.to.x >= l.from.x + l.from.width + 12;
const sameColumn = (a: Box, b: Box) => a.x < b.x + b.width && b.x < a.x + a.width;

/** The space at a column's right has room for the labels in it. */
function placeColumns(nodes: Map<string, Node>, firstWidth: number, links: Link[]) {
  const last = Math.max(0, ...[...nodes.values()].map((n) => n.column));
  let x = margin;
  for (let column = 0; column <= last; column++) {
    const members = [...nodes.values()].filter((n) => n.column === column);
    members.forEach((n) => (n.x = x));
    const widest = column === 0 ? firstWidth : Math.max(0, ...members.map((n) => n.width));
    const longest = (some: Link[]) => Math.max(0, ...some.map((l) => l.label.length)) * labelWidth;
    const ahead = longest(links.filter((l) => forward(l) && l.from.column === column));
    const back = links.filter((l) => !forward(l) && l.to.column === column);
    const gap = column === last ? 0 : columnGap;
    x += widest + (column === 0 ? columnGap - 12 : gap + ahead + (back.length ? longest(back) + 44 : 0));
  }
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
  if (rightwards(link)) {
    const y = b.y + (slots === 1 ? exitAt(b) : (b.height * (slot + 1)) / (slots + 1));
    const x = b.x - room;
    const path = `${bend(right, start, x, y, (x - right) * 0.6, (right - x) * 0.6)} H${round(b.x)}`;
    return { ...base, path, labelX: b.x - 13, labelY: y + 4, labelAnchor: "end" };
  }
  const edge = b.x + b.width;
  const y = b.y + entryAt(b, slot, slots);
  const x = edge + room;
  const path = sameColumn(a, b)
    ? bend(right, start, x, y, Math.max(x - right, 0) + 26, 26)
    : bend(a.x, a.y + a.height - 8, x, y, -30, 30);
  return { ...base, path: `${path} H${round(edge)}`, labelX: edge + 13, labelY: y + 4, labelAnchor: "start" };
}

function drawEdges(links: Link[]): EdgeLine[] {
  const sides = new Map<string, Link[]>();
  for (const l of links) {
    const side = `${l.to.id} ${rightwards(l)}`;
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

/** Everything into its column and row, by the layering of the whole graph. False: it cannot be had yet. */
function placeAll(rows: Group[], nodes: Map<string, Node>, links: Link[], before: Picture | null): boolean {
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
  if (!places) {
    return false;
  }
  const least = Math.min(...[...places.values()].map((p) => p.top));
  for (const n of names) {
    n.y = round(places.get(n.key)!.top - least + firstTop);
  }
  for (const n of nodes.values()) {
    const place = places.get(n.id)!;
    n.column = place.column;
    n.y = round(place.top - least + firstTop);
  }
  return true;
}

const apart = 18;
const hits = (a: Box, b: Box, gap = apart) =>
  a.x < b.x + b.width + gap && b.x < a.x + a.width + gap && a.y < b.y + b.height + gap && b.y < a.y + a.height + gap;

/** Down from where it would like to be, to the first place that is free. */
function freeSpot(want: Box, taken: Box[]): number {
  let box = want;
  for (let hit = taken.find((t) => hits(box, t)); hit; hit = taken.find((t) => hits(box, t))) {
    box = { ...box, y: hit.y + hit.height + apart };
  }
  return box.y;
}

/** What has a place keeps it; what is new comes to the right of what holds it, where there is room. */
function placeNew(nodes: Map<string, Node>, links: Link[], spots: Map<string, Spot>) {
  const placed: Node[] = [];
  const taken = (n: Node) => placed.some((p) => hits(n, p, 0));
  for (const n of nodes.values()) {
    const spot = spots.get(n.id);
    if (spot && spot.type === n.object.type) {
      n.x = spot.x;
      n.y = spot.y;
      if (!taken(n)) {
        placed.push(n);
      }
    }
  }
  const kept = new Set(placed);
  const rootX = Math.min(...placed.filter((n) => n.column === 1).map((n) => n.x), ...placed.map((n) => n.x));
  for (const n of nodes.values()) {
    if (kept.has(n)) {
      continue;
    }
    const link = links.find((l) => l.to === n && l.from !== n && placed.includes(l.from) && l.from.column < n.column);
    const label = (link?.label.length ?? 0) * labelWidth;
    n.x = link ? round(link.from.x + link.from.width + columnGap + label) : rootX;
    n.y = round(freeSpot({ ...n, y: link ? link.from.y : firstTop }, placed));
    placed.push(n);
  }
}

/** Room for the longest name, and for the longest title of a frame. */
function namesWidth(state: EngineState, names: NameNode[]): number {
  const titles = state.frames.map((f) => (frameTitle(f.name).length || globalsLength) * 8.4 + 68);
  return Math.max(...names.map((n) => n.width), ...titles);
}

/** Frames under one another, the names of each beside what they are bound to where that is possible. */
function placeNames(state: EngineState, rows: Group[], nodes: Map<string, Node>): FrameBox[] {
  const names = rows.flatMap((g) => g.names.map((n, i) => ({ n, want: g.node ? g.node.y + i * (tagHeight + tagGap) : Infinity })));
  const columnX = Math.min(...[...nodes.values()].map((n) => n.x), Infinity);
  const widest = namesWidth(state, names.map(({ n }) => n));
  const x = Math.min(margin, columnX - 40 - widest);
  const single = state.frames.length === 1;
  let y = firstTop;
  return state.frames.flatMap((f, depth) => {
    const own = names.filter(({ n }) => n.frame === depth).sort((a, b) => a.want - b.want);
    if (own.length === 0 && single) {
      return [];
    }
    const begin = single ? Math.max(y, Math.min(...own.map((o) => o.want), 1e6)) : y;
    y = begin === 1e6 ? y : begin;
    const top = y - frameHead;
    for (const { n, want } of own) {
      n.x = x;
      n.y = round(single && Number.isFinite(want) ? Math.max(y, want) : y);
      y = n.y + n.height + tagGap;
    }
    const bottom = own.length ? y - tagGap + 10 : y;
    const running = depth === state.frames.length - 1;
    y = bottom + frameHead + 16;
    return [{
      key: `frame ${depth}`, name: frameTitle(f.name), line: f.line ?? null, running,
      x: x - 10, y: top, width: widest + 20, height: bottom - top,
    }];
  });
}

/** Of the title that globals have in any language. */
const globalsLength = 7;
const frameTitle = (name: string) => (name === "<module>" ? "" : name);

function extent(names: NameNode[], nodes: Map<string, Node>, frames: FrameBox[]) {
  const boxes: Box[] = [...names, ...nodes.values(), ...frames];
  const right = Math.max(0, ...boxes.map((b) => b.x + b.width));
  const bottom = Math.max(0, ...boxes.map((b) => b.y + b.height));
  return { width: right + margin, height: bottom + hiddenRoom + margin };
}

/** The cards: those that names lead to, what these hold, and what no name leads to. */
function choose(state: EngineState, info: Map<string, ObjectInfo>, wishes: Wishes) {
  const nodes = new Map<string, Node>();
  const rows: Group[] = groups(state, info, wishes).map(({ to, names }) => {
    const object = info.get(to);
    const node = object ? newNode(object, 1) : null;
    if (node) {
      nodes.set(to, node);
    }
    return { node, names };
  });
  grow([...nodes.values()], info, nodes, wishes);
  const named = reach(nodes.keys(), info);
  const narrowed = wishes.showsName !== undefined;
  for (const o of info.values()) {
    if (!named.has(o.id) && !nodes.has(o.id) && !narrowed) {
      const node = newNode(o, 1);
      nodes.set(o.id, node);
      grow([node], info, nodes, wishes);
      rows.push({ node, names: [] });
    }
  }
  return { nodes, rows };
}

function card(n: Node, state: EngineState, info: Map<string, ObjectInfo>, nodes: Map<string, Node>, wishes: Wishes): ObjectNode {
  const { object, x, y, width, height } = n;
  const left = object.refs.filter((r) => !nodes.has(r.to)).length + (object.refs_omitted ?? 0);
  const cut = state.omitted > 0 || !!object.refs_omitted || object.refs.some((r) => info.has(r.to) && !nodes.has(r.to));
  const folded = wishes.collapsed?.has(n.id) ?? false;
  const inside = folded ? [...reach([n.id], info)].filter((id) => !nodes.has(id)).length : null;
  const quiet = quietTypes.has(object.type);
  const opens = object.refs.some((r) => r.to !== n.id && nodes.has(r.to));
  return { object, x, y, width, height, quiet, hidden: cut && !folded && !quiet ? left : 0, inside, opens };
}

/** Names at the left, what they refer to at their right, column by column; `before` is the last picture. null: not yet (layers.ts). */
export function drawState(state: EngineState, before: Picture | null = null, wishes: Wishes = {}): Picture | null {
  const seen = wishes.shows ? state.objects.filter(wishes.shows) : state.objects;
  const info = new Map(seen.map((o) => [o.id, o]));
  const { nodes, rows } = choose(state, info, wishes);
  const links = gather(nodes);
  makeRoom(links);
  const names = rows.flatMap((g) => g.names);
  const spots = wishes.places ?? new Map<string, Spot>();
  if ([...nodes.values()].some((n) => spots.get(n.id)?.type === n.object.type)) {
    placeNew(nodes, links, spots);
  } else if (names.length + nodes.size) {
    if (!placeAll(rows, nodes, links, before)) {
      return null;
    }
    placeColumns(nodes, namesWidth(state, names), links);
  }
  const frames = placeNames(state, rows, nodes);
  const bindings = rows.flatMap((g) => {
    const node = g.node;
    return node ? g.names.map((n, i) => drawBinding(n, node, i, g.names.length)) : [];
  });
  return {
    names, frames,
    ...extent(names, nodes, frames),
    objects: [...nodes.values()].map((n) => card(n, state, info, nodes, wishes)),
    edges: [...bindings, ...drawEdges(links)],
    folded: seen.length - nodes.size,
  };
}

/** The nearest card in an arrow key's direction, if there is one. */
export function neighbour<T extends Box>(objects: T[], from: T, key: string): T | null {
  const towards = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[key];
  if (!towards) {
    return null;
  }
  const [dx, dy] = towards;
  let best: T | null = null;
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
