import type { Answer, Shapes } from "../../engine/api";

/** The heap as cells; nothing here touches the page. */
export type HeapMap = Answer<"heap_map">;
export type Pool = Shapes["Pool"];
export type Colouring = "size" | "type" | "age";
export type CellState = "used" | "free" | "untouched";
export type CellChange = "born" | "freed" | "reused";

export interface PlacedPool {
  pool: Pool;
  /** The arena's number, from 0 on. */
  arena: number;
  x: number;
  y: number;
  columns: number;
}
export interface Placing {
  pools: PlacedPool[];
  arenas: { address: string; y: number; height: number }[];
  width: number;
  height: number;
}
export interface Cell {
  pool: number;
  index: number;
}

/** In units of one cell: a pool is a tile, an arena a band of tiles. */
export const tile = 34;
export const tileGap = 4;
const tilesInRow = 8;
/** Room for a pool's line of text, and for an arena's above its first row. */
const poolHead = 7;
const arenaHead = 14;
const poolHeader = 48;
const mebibyte = 2 ** 20;

const arenaOf = (address: string, bytes: number) => Math.floor(Number(address) / bytes);

/** Each pool a square tile; its blocks fill it row by row. */
export function place(map: HeapMap): Placing {
  const bytes = map.map.length ? arenaBytes(map) : mebibyte;
  const rows: Placing["arenas"] = [];
  const pools: PlacedPool[] = [];
  let arena = -1;
  let last = NaN;
  let inArena = 0;
  let y = 0;
  for (const pool of map.pools) {
    const at = arenaOf(pool.address, bytes);
    if (at !== last) {
      y = rows.length ? rows[arena].y + rows[arena].height : 0;
      rows.push({ address: `0x${(at * bytes).toString(16)}`, y, height: 0 });
      last = at;
      arena++;
      inArena = 0;
    }
    const columns = Math.ceil(Math.sqrt(pool.capacity));
    pools.push({
      pool,
      arena,
      columns,
      x: (inArena % tilesInRow) * (tile + tileGap),
      y: y + arenaHead + Math.floor(inArena / tilesInRow) * (tile + poolHead),
    });
    inArena++;
    rows[arena].height = arenaHead + Math.ceil(inArena / tilesInRow) * (tile + poolHead) + tileGap;
  }
  const lowest = rows.at(-1);
  return { pools, arenas: rows, width: tilesInRow * (tile + tileGap), height: lowest ? lowest.y + lowest.height : 0 };
}

/** An arena's bytes, from its line of signs: 64 pools of 16 KiB, or of 4 KiB in older versions. */
export function arenaBytes(map: HeapMap): number {
  const pools = map.map[0].split(" ")[1].length;
  const first = map.pools[0];
  const small = first && first.capacity * first.block_bytes + poolHeader <= 4096;
  return pools * (small ? 4096 : 16384);
}

export function cellState(pool: Pool, index: number): CellState {
  const sign = pool.cells?.[index];
  return sign === "." ? "untouched" : sign === "-" ? "free" : "used";
}

export const blockAddress = (pool: Pool, index: number) =>
  `0x${(Number(pool.address) + poolHeader + index * pool.block_bytes).toString(16)}`;

/** The owner's type by its sign; null: no object's that is known. */
export function typeOf(map: HeapMap, pool: Pool, index: number): string | null {
  const at = map.type_signs?.indexOf(pool.cells?.[index] ?? "") ?? -1;
  return at < 0 ? null : (map.types?.[at] ?? "…");
}

/** Which of the eight hues a used block has; the number beside it is printed per pool. */
export function hueOf(map: HeapMap, pool: Pool, index: number, by: Colouring): number {
  if (by === "size") {
    return (pool.block_bytes / 16 - 1) % 8;
  }
  if (by === "type") {
    const at = map.type_signs?.indexOf(pool.cells?.[index] ?? "") ?? -1;
    return at < 0 || at > 6 ? 7 : at;
  }
  return { "0": 0, "1": 1, "2": 2, p: 4 }[pool.generations?.[index] ?? ""] ?? 7;
}

/** Blocks a type owns, the commonest first. */
export function typeCounts(map: HeapMap): { type: string | null; count: number }[] {
  const counts = new Map<string, number>();
  for (const pool of map.pools) {
    for (const sign of pool.cells ?? "") {
      if (sign !== "." && sign !== "-") {
        counts.set(sign, (counts.get(sign) ?? 0) + 1);
      }
    }
  }
  return [...counts]
    .map(([sign, count]) => ({ type: sign === "?" ? null : (map.types?.[map.type_signs?.indexOf(sign) ?? -1] ?? "…"), count }))
    .sort((a, b) => b.count - a.count);
}

/** Which block lies at a point of the drawing. */
export function cellAt(placing: Placing, x: number, y: number): Cell | null {
  const pool = placing.pools.findIndex((p) => x >= p.x && x < p.x + tile && y >= p.y && y < p.y + tile);
  if (pool < 0) {
    return null;
  }
  const p = placing.pools[pool];
  const size = tile / p.columns;
  const index = Math.floor((y - p.y) / size) * p.columns + Math.floor((x - p.x) / size);
  return index < p.pool.capacity ? { pool, index } : null;
}

/** Where the arrow keys lead from a block; over a pool's edge into the next pool. */
export function neighbour(placing: Placing, cell: Cell, key: string): Cell {
  const { columns, pool } = placing.pools[cell.pool];
  const way = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -columns, ArrowDown: columns }[key] ?? 0;
  const other = (n: number) => Math.min(placing.pools.length - 1, Math.max(0, n));
  if (key === "PageDown" || key === "PageUp") {
    return { pool: other(cell.pool + (key === "PageDown" ? 1 : -1)), index: 0 };
  }
  const index = cell.index + way;
  if (index < 0) {
    const before = other(cell.pool - 1);
    return before === cell.pool ? cell : { pool: before, index: placing.pools[before].pool.capacity - 1 };
  }
  if (index >= pool.capacity) {
    const next = other(cell.pool + 1);
    return next === cell.pool ? cell : { pool: next, index: 0 };
  }
  return { pool: cell.pool, index };
}

/**
 * What differs from the moment shown before, by block address. `dead`: ids of what died in between; a block in use at
 * both moments in which one of them lay, or whose owner has another type now, was used again.
 */
export function changedCells(before: HeapMap | null, now: HeapMap, dead: string[]): Map<string, CellChange> {
  const found = new Map<string, CellChange>();
  if (!before) {
    return found;
  }
  const old = new Map(before.pools.map((p) => [p.address, p]));
  const deadBlocks = new Map<string, number[]>();
  for (const pool of now.pools) {
    deadBlocks.set(pool.address, []);
  }
  for (const id of dead) {
    for (const bytes of [16384, 4096]) {
      const address = `0x${(Math.floor(Number(id) / bytes) * bytes).toString(16)}`;
      deadBlocks.get(address)?.push(Number(id));
    }
  }
  for (const pool of now.pools) {
    const was = old.get(pool.address);
    const same = was?.block_bytes === pool.block_bytes ? was : null;
    const died = new Set(deadBlocks.get(pool.address)!.map((id) =>
      Math.floor((id - Number(pool.address) - poolHeader) / pool.block_bytes)));
    if (same && same.cells === pool.cells && died.size === 0) {
      continue;
    }
    for (let i = 0; i < pool.capacity; i++) {
      const usedNow = cellState(pool, i) === "used";
      const usedThen = same !== null && cellState(same, i) === "used";
      if (usedNow && !usedThen) {
        found.set(blockAddress(pool, i), "born");
      } else if (!usedNow && usedThen) {
        found.set(blockAddress(pool, i), "freed");
      } else if (usedNow && (died.has(i) || typeOf(now, pool, i) !== typeOf(before, same!, i))) {
        found.set(blockAddress(pool, i), "reused");
      }
    }
  }
  return found;
}
