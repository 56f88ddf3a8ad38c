import { Graph, layout } from "@dagrejs/dagre";
import type { Asked, Place, Placed } from "./layers";

/** Beyond this many nodes the exact ranking costs more than a person waits for. */
const many = 150;

/** A mirrored layout has as few crossings. Above 0: more pairs of a column are against their order than with it. */
function upsideDown(list: Placed[], g: Graph): number {
  let against = 0;
  list.forEach((a, i) => {
    for (const b of list.slice(i + 1, i + 50)) {
      if (Math.round(g.node(a.id).x) === Math.round(g.node(b.id).x)) {
        against += g.node(a.id).y > g.node(b.id).y ? 1 : -1;
      }
    }
  });
  return against;
}

/** The layers of placeLayers (layers.ts), by dagre. */
export function layersOf(...[heads, nodes, arrows, before]: Asked): Map<string, Place> {
  const g = new Graph({ directed: true });
  g.setGraph({ rankdir: "LR", nodesep: 20, ranksep: 40, edgesep: 10, ranker: nodes.length > many ? "tight-tree" : "network-simplex" });
  g.setDefaultEdgeLabel(() => ({}));
  const old = (n: Placed) => before.get(n.id) ?? Infinity;
  const inOrder = (list: Placed[]) => [...list].sort((a, b) => (old(a) === old(b) ? 0 : old(a) - old(b)));
  g.setNode("root", { width: 0, height: 0 });
  for (const n of inOrder(heads)) {
    g.setNode(n.id, { width: n.width, height: n.height });
    g.setEdge("root", n.id, { weight: 1000 }); // heads keep to one column, the first
  }
  for (const n of inOrder(nodes)) {
    g.setNode(n.id, { width: n.width, height: n.height });
    if (!arrows.some((a) => a.to === n.id && a.from !== n.id)) {
      g.setEdge("root", n.id, { minlen: 2, weight: 1 });
    }
  }
  for (const a of arrows) {
    if (a.from !== a.to) {
      g.setEdge(a.from, a.to, { weight: g.edge("root", a.from) ? 4 : 1 });
    }
  }
  layout(g);
  if (upsideDown(inOrder(heads), g) + upsideDown(inOrder(nodes), g) > 0) {
    for (const n of [...heads, ...nodes]) {
      g.node(n.id).y *= -1;
    }
  }
  const centres = [...new Set(nodes.map((n) => Math.round(g.node(n.id).x)))].sort((a, b) => a - b);
  const place = (n: Placed, column: number) => [n.id, { column, top: g.node(n.id).y - n.height / 2 }] as const;
  return new Map([
    ...heads.map((n) => place(n, 0)),
    ...nodes.map((n) => place(n, centres.indexOf(Math.round(g.node(n.id).x)) + 1)),
  ]);
}
