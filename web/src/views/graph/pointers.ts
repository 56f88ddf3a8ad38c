import { moved, viewport } from "./graph_state";
import type { ObjectNode } from "./layout";
import { panBy, zoomAt } from "./viewport";

/** What is in the hand: where its line goes, and what letting go would do. */
export interface Held {
  over: string | null;
  line: string;
  says: string;
}
interface Doings {
  show: (held: Held | null) => void;
  place: (id: string, x: number, y: number) => void;
  pin: (id: string) => void;
  bind: (name: string, id: string) => void;
  append: (container: string, id: string) => void;
  accepts: (id: string) => boolean;
  object: (id: string) => ObjectNode | null;
}
interface Drag {
  kind: "pan" | "object" | "name";
  id: string;
  name: string;
  far: boolean;
  x: number;
  y: number;
  startX: number;
  startY: number;
  from: { x: number; y: number };
}

const threshold = 5;

/** Wheel, fingers and mouse on the picture; answers how to stop listening. */
export function listenTo(host: HTMLElement, doings: Doings): () => void {
  const fingers = new Map<number, { x: number; y: number }>();
  let drag: Drag | null = null;
  let over: string | null = null;
  let dragged = false;

  const inside = (e: { clientX: number; clientY: number }) => {
    const frame = host.getBoundingClientRect();
    return { x: e.clientX - frame.left, y: e.clientY - frame.top };
  };
  const scene = (p: { x: number; y: number }) => {
    const v = viewport.value;
    return { x: (p.x - v.x) / v.k, y: (p.y - v.y) / v.k };
  };
  /** The card under the pointer, but for the one in the hand. */
  const under = (e: PointerEvent, but: string) => document.elementsFromPoint(e.clientX, e.clientY)
    .map((x) => x.closest<SVGElement>(".object")?.dataset.id)
    .find((id) => id && id !== but) ?? null;

  const wheel = (e: WheelEvent) => {
    const p = inside(e);
    const svg = host.querySelector<SVGGElement>(".scene")?.getBoundingClientRect();
    const frame = host.getBoundingClientRect();
    if (e.ctrlKey || e.metaKey) {
      e.preventDefault();
      moved.value = true;
      viewport.value = zoomAt(viewport.value, Math.exp(-e.deltaY * (e.deltaMode ? 0.03 : 0.003)), p.x, p.y);
    } else if (svg && leads(e, svg, frame)) {
      e.preventDefault();
      moved.value = true;
      const scale = e.deltaMode ? 20 : 1;
      viewport.value = e.shiftKey ? panBy(viewport.value, -e.deltaY * scale, 0) : panBy(viewport.value, -e.deltaX * scale, -e.deltaY * scale);
    }
  };
  const down = (e: PointerEvent) => {
    if (e.button !== 0) {
      return;
    }
    const p = inside(e);
    fingers.set(e.pointerId, p);
    dragged = false;
    const target = e.target as Element;
    const card = target.closest<SVGElement>("[data-testid=object]");
    const tag = target.closest<SVGElement>(".name");
    if (target.closest(".fold, .object-hidden") || fingers.size > 1) {
      drag = null;
      return;
    }
    const node = card && doings.object(card.dataset.id!);
    const base = { far: false, x: p.x, y: p.y, startX: p.x, startY: p.y, name: "", id: "", from: scene(p) };
    if (node) {
      drag = { ...base, kind: "object", id: node.object.id, from: { x: node.x, y: node.y } };
    } else if (tag) {
      drag = { ...base, kind: "name", name: tag.dataset.name! };
    } else {
      drag = { ...base, kind: "pan" };
    }
  };
  const pinch = (e: PointerEvent, p: { x: number; y: number }) => {
    const [other] = [...fingers].filter(([id]) => id !== e.pointerId).map(([, at]) => at);
    const old = fingers.get(e.pointerId)!;
    const apart = (a: { x: number; y: number }) => Math.hypot(a.x - other.x, a.y - other.y);
    moved.value = true;
    const zoomed = zoomAt(viewport.value, apart(p) / Math.max(apart(old), 1), (p.x + other.x) / 2, (p.y + other.y) / 2);
    viewport.value = panBy(zoomed, (p.x - old.x) / 2, (p.y - old.y) / 2);
  };
  const carry = (e: PointerEvent, d: Drag, p: { x: number; y: number }) => {
    const to = scene(p);
    const hit = under(e, d.id);
    if (d.kind === "name") {
      over = hit;
      doings.show({ over, line: `M${d.from.x},${d.from.y} L${to.x},${to.y}`, says: over ? `${d.name} = …${over.slice(-4)}` : `${d.name} = ?` });
    } else {
      const k = viewport.value.k;
      doings.place(d.id, d.from.x + (p.x - d.startX) / k, d.from.y + (p.y - d.startY) / k);
      over = hit && doings.accepts(hit) ? hit : null;
      doings.show(over ? { over, line: "", says: `….append(…)` } : null);
    }
  };
  const move = (e: PointerEvent) => {
    const p = inside(e);
    if (fingers.size === 2 && fingers.has(e.pointerId)) {
      pinch(e, p);
    } else if (drag) {
      if (!drag.far && Math.hypot(p.x - drag.startX, p.y - drag.startY) > threshold) {
        drag.far = dragged = true;
        host.setPointerCapture(e.pointerId);
      }
      if (drag.far && drag.kind === "pan") {
        moved.value = true;
        viewport.value = panBy(viewport.value, p.x - drag.x, p.y - drag.y);
      } else if (drag.far) {
        carry(e, drag, p);
      }
      drag.x = p.x;
      drag.y = p.y;
    }
    if (fingers.has(e.pointerId)) {
      fingers.set(e.pointerId, p);
    }
  };
  const letGo = (d: Drag) => {
    if (d.kind === "name" && over) {
      doings.bind(d.name, over);
    } else if (d.kind === "object" && over) {
      doings.place(d.id, d.from.x, d.from.y);
      doings.append(over, d.id);
    } else if (d.kind === "object") {
      doings.pin(d.id);
      moved.value = true;
    }
  };
  const up = (e: PointerEvent) => {
    fingers.delete(e.pointerId);
    if (drag?.far && e.type === "pointerup") {
      letGo(drag);
    }
    drag = null;
    over = null;
    doings.show(null);
  };
  const click = (e: Event) => {
    if (dragged) {
      e.stopPropagation();
      dragged = false;
    }
  };
  host.addEventListener("wheel", wheel, { passive: false });
  host.addEventListener("pointerdown", down);
  host.addEventListener("pointermove", move);
  host.addEventListener("pointerup", up);
  host.addEventListener("pointercancel", up);
  host.addEventListener("click", click, true);
  return () => {
    host.removeEventListener("wheel", wheel);
    host.removeEventListener("pointerdown", down);
    host.removeEventListener("pointermove", move);
    host.removeEventListener("pointerup", up);
    host.removeEventListener("pointercancel", up);
    host.removeEventListener("click", click, true);
  };
}

/** Is there more of the picture in the wheel's direction? Else the page scrolls. */
function leads(e: WheelEvent, scene: DOMRect, frame: DOMRect): boolean {
  return (e.deltaY > 0 && scene.bottom > frame.bottom) || (e.deltaY < 0 && scene.top < frame.top) ||
    (e.deltaX > 0 && scene.right > frame.right) || (e.deltaX < 0 && scene.left < frame.left);
}
