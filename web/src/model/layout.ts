import { Graph, layout } from "@dagrejs/dagre";
import type { EngineState, ObjectInfo } from "./state";

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
}
export interface EdgeLine {
  key: string;
  from: string;
  to: string;
  label: string;
  points: { x: number; y: number }[];
}
export interface Picture {
  names: NameNode[];
  objects: ObjectNode[];
  edges: EdgeLine[];
  width: number;
  height: number;
}

const charWidth = 7.6;
const maxChars = 26;

/** Text cut to what a card shows. */
export function shorten(text: string, n = maxChars): string {
  const chars = [...text];
  return chars.length > n ? chars.slice(0, n - 1).join("") + "…" : text;
}

export function cardSize(o: ObjectInfo): { width: number; height: number } {
  const chars = Math.max([...shorten(o.value)].length, o.type.length + 9, 12);
  return { width: Math.round(chars * charWidth) + 48, height: 54 };
}

/** Places names at the left and objects to their right; everything inside the picture. */
export function drawState(state: EngineState): Picture {
  const g = new Graph({ multigraph: true });
  g.setGraph({ rankdir: "LR", nodesep: 14, ranksep: 64, marginx: 12, marginy: 12 });
  g.setDefaultEdgeLabel(() => ({}));
  const shown = new Map(state.objects.map((o) => [o.id, o]));
  const names: NameNode[] = [];
  for (const frame of state.frames) {
    for (const n of frame.names) {
      const key = `name ${frame.name} ${n.name}`;
      const width = Math.round([...shorten(n.name)].length * charWidth) + 30;
      names.push({ key, name: n.name, to: n.id, x: 0, y: 0, width, height: 28 });
      g.setNode(key, { width, height: 28 });
    }
  }
  for (const o of state.objects) {
    g.setNode(o.id, { ...cardSize(o) });
  }
  for (const n of names) {
    if (shown.has(n.to)) {
      g.setEdge(n.key, n.to, { label: "", width: 0, height: 0 }, n.key);
    }
  }
  const edges: EdgeLine[] = [];
  for (const o of state.objects) {
    o.refs.forEach((r, i) => {
      if (shown.has(r.to)) {
        const key = `${o.id} ${i}`;
        edges.push({ key, from: o.id, to: r.to, label: r.label, points: [] });
        g.setEdge(o.id, r.to, { width: r.label.length * 6 + 8, height: 14, labelpos: "c" }, key);
      }
    });
  }
  layout(g);
  const place = (key: string): Box => {
    const n = g.node(key) as Box;
    return { x: n.x - n.width / 2, y: n.y - n.height / 2, width: n.width, height: n.height };
  };
  for (const n of names) {
    Object.assign(n, place(n.key));
    if (shown.has(n.to)) {
      const e = g.edge({ v: n.key, w: n.to, name: n.key }) as { points: { x: number; y: number }[] };
      edges.push({ key: `edge ${n.key}`, from: n.key, to: n.to, label: "", points: e.points });
    }
  }
  for (const e of edges) {
    if (e.points.length === 0) {
      e.points = (g.edge({ v: e.from, w: e.to, name: e.key }) as { points: { x: number; y: number }[] }).points;
    }
  }
  const size = g.graph() as { width?: number; height?: number };
  return {
    names,
    edges,
    objects: state.objects.map((object) => ({ object, ...place(object.id) })),
    width: Math.max(size.width ?? 0, 40),
    height: Math.max(size.height ?? 0, 40),
  };
}

/** A smooth path through an edge's points. */
export function curve(points: { x: number; y: number }[]): string {
  if (points.length < 2) {
    return "";
  }
  const [first, ...rest] = points;
  let d = `M${first.x},${first.y}`;
  for (let i = 0; i < rest.length; i++) {
    const a = i === 0 ? first : rest[i - 1];
    const b = rest[i];
    const mid = { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
    d += i === 0 ? ` L${mid.x},${mid.y}` : ` Q${a.x},${a.y} ${mid.x},${mid.y}`;
  }
  const last = points[points.length - 1];
  return `${d} L${last.x},${last.y}`;
}
