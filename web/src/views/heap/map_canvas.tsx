import { useEffect, useRef } from "preact/hooks";
import { t } from "../../i18n/i18n";
import { dark } from "../../model/theme";
import { blockAddress, cellAt, neighbour, tile, type Cell, type CellChange, type Colouring, type HeapMap, type Placing } from "./map_model";
import { drawMap, type Viewport } from "./map_draw";

const margin = 8;

interface Shown {
  map: HeapMap;
  placing: Placing;
  by: Colouring;
  changes: Map<string, CellChange>;
  chosen: Cell | null;
}

/** The map itself: wheel and pinch zoom, dragging moves, a click or the keys choose a block. */
export function MapCanvas({ shown, choose, enter }: { shown: Shown; choose: (c: Cell) => void; enter: () => void }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const port = useRef<Viewport | null>(null);
  const touches = useRef(new Map<number, { x: number; y: number }>());
  const moved = useRef(0);
  const frame = useRef(0);
  const latest = useRef(shown);
  latest.current = shown;

  const paint = () => {
    cancelAnimationFrame(frame.current);
    frame.current = requestAnimationFrame(() => {
      const c = canvas.current;
      if (!c) {
        return;
      }
      const { placing } = latest.current;
      port.current ??= { x: -margin / 2, y: 0, scale: Math.max(0.5, c.clientWidth / (placing.width + margin)) };
      const p = port.current;
      p.x = Math.min(placing.width, Math.max(p.x, -c.clientWidth / p.scale / 2));
      p.y = Math.min(Math.max(0, placing.height - tile), Math.max(p.y, -margin));
      const begin = performance.now();
      drawMap(c, p, latest.current);
      c.dataset.milliseconds = (performance.now() - begin).toFixed(1);
    });
  };
  useEffect(paint, [shown.map, shown.by, shown.changes, shown.chosen, dark.value]);
  useEffect(() => {
    const observer = new ResizeObserver(paint);
    observer.observe(canvas.current!);
    const c = canvas.current!;
    const wheel = (e: WheelEvent) => {
      // As in maps: with Ctrl or a pinch it zooms, else it moves; at the edges the page scrolls on.
      const p = port.current;
      if (!p) {
        return;
      }
      if (e.ctrlKey || e.metaKey) {
        e.preventDefault();
        zoom(Math.exp(-e.deltaY / 300), e.offsetX, e.offsetY);
      } else {
        const bottom = latest.current.placing.height - c.clientHeight / p.scale;
        if ((e.deltaY > 0 && p.y < bottom) || (e.deltaY < 0 && p.y > 0)) {
          e.preventDefault();
          p.y = Math.max(0, p.y + e.deltaY / p.scale);
          paint();
        }
      }
    };
    c.addEventListener("wheel", wheel, { passive: false });
    return () => {
      observer.disconnect();
      c.removeEventListener("wheel", wheel);
      cancelAnimationFrame(frame.current);
    };
  }, []);

  function zoom(factor: number, x = canvas.current!.clientWidth / 2, y = canvas.current!.clientHeight / 2) {
    const p = port.current!;
    const scale = Math.min(60, Math.max(0.4, p.scale * factor));
    p.x += x / p.scale - x / scale;
    p.y += y / p.scale - y / scale;
    p.scale = scale;
    paint();
  }
  function pointAt(e: PointerEvent): Cell | null {
    const p = port.current!;
    const box = canvas.current!.getBoundingClientRect();
    return cellAt(shown.placing, (e.clientX - box.left) / p.scale + p.x, (e.clientY - box.top) / p.scale + p.y);
  }
  function drag(e: PointerEvent) {
    const held = touches.current;
    const from = held.get(e.pointerId);
    const cell = pointAt(e);
    canvas.current!.title = cell ? t("heap.map.hover", {
      address: blockAddress(shown.placing.pools[cell.pool].pool, cell.index).slice(-6),
      bytes: shown.placing.pools[cell.pool].pool.block_bytes,
    }) : "";
    if (!from) {
      return;
    }
    const other = [...held].find(([id]) => id !== e.pointerId)?.[1];
    if (other) {
      const apart = (a: { x: number; y: number }) => Math.hypot(a.x - other.x, a.y - other.y);
      const box = canvas.current!.getBoundingClientRect();
      zoom(apart({ x: e.clientX, y: e.clientY }) / Math.max(1, apart(from)), other.x - box.left, other.y - box.top);
    } else {
      port.current!.x -= (e.clientX - from.x) / port.current!.scale;
      port.current!.y -= (e.clientY - from.y) / port.current!.scale;
      paint();
    }
    moved.current += Math.abs(e.clientX - from.x) + Math.abs(e.clientY - from.y);
    held.set(e.pointerId, { x: e.clientX, y: e.clientY });
  }
  function reveal(cell: Cell) {
    const placed = shown.placing.pools[cell.pool];
    const p = port.current!;
    const { clientWidth: w, clientHeight: h } = canvas.current!;
    const size = tile / placed.columns;
    const x = placed.x + (cell.index % placed.columns) * size;
    const y = placed.y + Math.floor(cell.index / placed.columns) * size;
    if (x < p.x || x + size > p.x + w / p.scale) {
      p.x = x - w / p.scale / 2;
    }
    if (y < p.y || y + size > p.y + h / p.scale) {
      p.y = y - h / p.scale / 2;
    }
  }
  function keys(e: KeyboardEvent) {
    if (e.key === "+" || e.key === "-") {
      zoom(e.key === "+" ? 1.5 : 1 / 1.5);
    } else if (e.key === "Enter") {
      enter();
    } else if (/^(Arrow|Page)/.test(e.key) && !e.altKey && !e.ctrlKey && shown.placing.pools.length) {
      const next = shown.chosen ? neighbour(shown.placing, shown.chosen, e.key) : { pool: 0, index: 0 };
      reveal(next);
      choose(next);
    } else {
      return;
    }
    e.preventDefault();
    e.stopPropagation();
  }
  return (
    <div class="map">
      <canvas
        ref={canvas}
        tabindex={0}
        role="application"
        aria-label={t("heap.map.label")}
        data-testid="heap-canvas"
        data-pools={shown.placing.pools.length}
        data-changes={shown.changes.size}
        onKeyDown={keys}
        onPointerDown={(e) => {
          moved.current = 0;
          touches.current.set(e.pointerId, { x: e.clientX, y: e.clientY });
          canvas.current!.setPointerCapture(e.pointerId);
        }}
        onPointerMove={drag}
        onPointerCancel={(e) => touches.current.delete(e.pointerId)}
        onPointerUp={(e) => {
          touches.current.delete(e.pointerId);
          const cell = moved.current < 6 ? pointAt(e) : null;
          if (cell) {
            choose(cell);
          }
        }}
      />
      <div class="map-zoom">
        <button aria-label={t("heap.map.in")} onClick={() => zoom(1.5)}>+</button>
        <button aria-label={t("heap.map.out")} onClick={() => zoom(1 / 1.5)}>−</button>
        <button data-testid="heap-fit" aria-label={t("heap.map.fit")} onClick={() => {
          port.current = null;
          paint();
        }}>▭</button>
      </div>
    </div>
  );
}
