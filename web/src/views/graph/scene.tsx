import { useMemo } from "preact/hooks";
import { openLedger } from "../../model/app";
import { Edge, EdgeLabel, ObjectCard, type Card } from "./cards";
import { Cells } from "./cells";
import { chosenEdge, inFull } from "./graph_state";
import type { Segment } from "./holders";
import type { EdgeLine, Picture } from "./layout";
import { inSight, type Size, type Viewport } from "./viewport";

/** The picture as the document has it: lines and cards, each drawn anew only when it changes. */
export interface Scene {
  cards: Cells<Card>;
  lines: Cells<EdgeLine>;
}
export const newScene = (): Scene => ({ cards: new Cells<Card>(), lines: new Cells<EdgeLine>() });

const unheld: Segment[] = [];
const choose = (e: EdgeLine) => {
  chosenEdge.value = e.key;
  void openLedger(e.to);
};
const open = (id: string) => void openLedger(id);

interface Filling {
  picture: Picture;
  view: Viewport;
  size: Size;
  segments: Map<string, Segment[]>;
  news: Map<string, string>;
  /** Key of the one item that Tab reaches. */
  stop: string;
  over: string | null;
}

/** What is in sight, into the cells. */
export function fill(scene: Scene, f: Filling) {
  const nodes = inFull.value ? f.picture.objects : f.picture.objects.filter((o) => inSight(f.view, o, f.size));
  const near = new Set(nodes.map((o) => o.object.id));
  scene.lines.show(f.picture.edges.filter((e) => near.has(e.to) || near.has(e.from)), (e) => e.key);
  const cards = nodes.map((node): Card => {
    const { id } = node.object;
    return { node, known: f.segments.get(id) ?? unheld, news: f.news.get(id) ?? "", focusable: id === f.stop, target: f.over === id };
  });
  scene.cards.show(cards, (c) => c.node.object.id);
}

/** All lines, then all their labels over them. */
export function Lines({ cells }: { cells: Cells<EdgeLine> }) {
  const all = cells.all.value;
  return (
    <>
      {all.map((cell, slot) => <Edge key={`line ${slot}`} cell={cell} onChoose={choose} />)}
      {all.map((cell, slot) => <EdgeLabel key={`label ${slot}`} cell={cell} />)}
    </>
  );
}

export function Cards({ cells, onKey }: { cells: Cells<Card>; onKey: (e: KeyboardEvent, key: string) => void }) {
  return <>{cells.all.value.map((cell, slot) => <ObjectCard key={slot} cell={cell} onOpen={open} onKey={onKey} />)}</>;
}

/** What Tab reaches: what one was at last, else the first of all. */
export function useStop(picture: Picture | null, current: string): string {
  return useMemo(() => {
    const keys = picture ? [...picture.objects.map((o) => o.object.id), ...picture.names.map((n) => n.key)] : [];
    return keys.includes(current) ? current : (keys[0] ?? "");
  }, [picture, current]);
}

