import { blockAddress, cellState, hueOf, tile, type Cell, type CellChange, type Colouring, type HeapMap, type PlacedPool, type Placing } from "./map_model";

export interface Viewport {
  /** The drawing's point at the upper left corner; pixels a unit. */
  x: number;
  y: number;
  scale: number;
}
interface Picture {
  map: HeapMap;
  placing: Placing;
  by: Colouring;
  changes: Map<string, CellChange>;
  chosen: Cell | null;
}

/** Below this many pixels a tile shows how full it is, not its cells. */
const leastTile = 40;
const outlinedFrom = 4;
const kinds: CellChange[] = ["born", "freed", "reused"];

function hatch(g: CanvasRenderingContext2D, colour: string): CanvasPattern | string {
  const part = document.createElement("canvas");
  part.width = part.height = 6;
  const h = part.getContext("2d")!;
  h.strokeStyle = colour;
  h.beginPath();
  h.moveTo(0, 6);
  h.lineTo(6, 0);
  h.stroke();
  return g.createPattern(part, "repeat") ?? colour;
}

/** Only what lies in the window is drawn. */
export function drawMap(canvas: HTMLCanvasElement, port: Viewport, picture: Picture) {
  const ratio = window.devicePixelRatio || 1;
  const { clientWidth: w, clientHeight: h } = canvas;
  const g = canvas.getContext("2d");
  if (!g || w === 0) {
    return;
  }
  canvas.width = Math.round(w * ratio);
  canvas.height = Math.round(h * ratio);
  g.scale(ratio, ratio);
  const style = getComputedStyle(canvas);
  const colour = (name: string) => style.getPropertyValue(name).trim();
  const paints = {
    hues: Array.from({ length: 8 }, (_, i) => colour(`--line-${i}`)),
    ink: colour("--ink"), soft: colour("--ink-soft"), line: colour("--line"), panel: colour("--panel"),
    warn: colour("--warn"), hatch: hatch(g, colour("--line")), font: style.fontFamily,
  };
  const visible = (y: number, height: number) => y + height >= port.y && y <= port.y + h / port.scale;
  for (const [i, placed] of picture.placing.pools.entries()) {
    if (visible(placed.y - 6, tile + 6)) {
      drawPool(g, port, picture, placed, i, paints);
    }
  }
  g.font = `12px ${paints.font}`;
  for (const [i, arena] of picture.placing.arenas.entries()) {
    if (visible(arena.y, arena.height)) {
      const pools = picture.placing.pools.filter((p) => p.arena === i);
      const used = pools.reduce((n, p) => n + p.pool.used, 0);
      const text = `arena ${i + 1}  …${arena.address.slice(-8)}  ${pools.length} pools  ${used} blocks`;
      const [x, y] = [Math.max(4, (0 - port.x) * port.scale), (arena.y - port.y) * port.scale];
      // Over the texts of the first row, where the picture is small.
      g.fillStyle = paints.panel;
      g.fillRect(x - 2, y, g.measureText(text).width + 6, 16);
      g.fillStyle = paints.ink;
      g.fillText(text, x, y + 12);
    }
  }
}

type Paints = { hues: string[]; ink: string; soft: string; line: string; panel: string; warn: string; hatch: CanvasPattern | string; font: string };

function drawPool(g: CanvasRenderingContext2D, port: Viewport, picture: Picture, placed: PlacedPool, number: number, paints: Paints) {
  const x = (placed.x - port.x) * port.scale;
  const y = (placed.y - port.y) * port.scale;
  const size = tile * port.scale;
  const { pool } = placed;
  g.fillStyle = paints.hatch;
  g.fillRect(x, y, size, size);
  if (size < leastTile) {
    const full = pool.used / pool.capacity;
    g.fillStyle = paints.hues[hueOf(picture.map, pool, 0, "size")];
    g.fillRect(x, y + size * (1 - full), size, size * full);
  } else {
    drawCells(g, picture, placed, x, y, size, paints);
    g.fillStyle = paints.soft;
    g.font = `${size > 90 ? 11 : 9}px ${paints.font}`;
    const text = size > 70 ? `${pool.block_bytes} B  ${pool.used}/${pool.capacity}` : `${pool.block_bytes}`;
    g.fillText(text, x, y - 2);
  }
  g.strokeStyle = paints.line;
  g.lineWidth = 1;
  g.strokeRect(x, y, size, size);
  if (picture.chosen?.pool === number) {
    const cell = size / placed.columns;
    g.strokeStyle = paints.ink;
    g.lineWidth = 3;
    g.strokeRect(x + (picture.chosen.index % placed.columns) * cell, y + Math.floor(picture.chosen.index / placed.columns) * cell, cell, cell);
  }
}

function drawCells(g: CanvasRenderingContext2D, picture: Picture, placed: PlacedPool, x: number, y: number, size: number, paints: Paints) {
  const { pool, columns } = placed;
  const cell = size / columns;
  const isFine = cell >= outlinedFrom;
  const gap = isFine ? 1 : 0;
  const marks = { born: new Path2D(), freed: new Path2D(), reused: new Path2D() };
  for (let i = 0; i < pool.capacity; i++) {
    const state = cellState(pool, i);
    const cx = x + (i % columns) * cell;
    const cy = y + Math.floor(i / columns) * cell;
    if (state === "used") {
      g.fillStyle = paints.hues[hueOf(picture.map, pool, i, picture.by)];
      g.fillRect(cx, cy, cell - gap, cell - gap);
    } else if (state === "free") {
      g.fillStyle = paints.panel;
      g.fillRect(cx, cy, cell - gap, cell - gap);
      if (isFine) {
        g.strokeStyle = paints.soft;
        g.lineWidth = 1;
        g.strokeRect(cx + 0.5, cy + 0.5, cell - 2, cell - 2);
      }
    }
    const change = picture.changes.size ? picture.changes.get(blockAddress(pool, i)) : undefined;
    if (change) {
      addMark(marks[change], change, cx, cy, Math.max(cell, 4));
    }
  }
  for (const change of kinds) {
    for (const [ink, width] of [[paints.panel, 3], [change === "freed" ? paints.warn : paints.ink, 1.5]] as const) {
      // Where cells are smaller than a halo it would only cost time.
      if (isFine || width < 3) {
        g.strokeStyle = ink;
        g.lineWidth = width;
        g.stroke(marks[change]);
      }
    }
  }
}

/** Born: a plus; freed: a cross; used again: a ring. All of a kind are one path: strokes one by one would be slow. */
function addMark(marks: Path2D, change: CellChange, x: number, y: number, size: number) {
  const [a, b, middle] = [size * 0.2, size * 0.75, size * 0.47];
  if (change === "reused") {
    marks.moveTo(x + middle + size * 0.28, y + middle);
    marks.arc(x + middle, y + middle, size * 0.28, 0, 2 * Math.PI);
  } else if (change === "born") {
    marks.moveTo(x + middle, y + a);
    marks.lineTo(x + middle, y + b);
    marks.moveTo(x + a, y + middle);
    marks.lineTo(x + b, y + middle);
  } else {
    marks.moveTo(x + a, y + a);
    marks.lineTo(x + b, y + b);
    marks.moveTo(x + b, y + a);
    marks.lineTo(x + a, y + b);
  }
}
