import { describe, expect, it } from "vitest";
import { arenaBytes, blockAddress, cellAt, cellState, changedCells, hueOf, neighbour, place, tile, typeCounts, typeOf, type HeapMap } from "./map_model";

function mapOf(cells: string[], generations = cells): HeapMap {
  return {
    ok: true,
    map: ["0x7f0000000000 ".concat("#".repeat(64))],
    legend: "",
    types: ["list", "int"],
    type_signs: "ABCD",
    pools: cells.map((c, i) => ({
      address: `0x${(0x7f0000000000 + i * 16384).toString(16)}`,
      block_bytes: 4096, used: [...c].filter((s) => !".-".includes(s)).length, capacity: c.length, touched: c.length, cells: c, generations: generations[i],
    })),
  } as unknown as HeapMap;
}

describe("the heap map", () => {
  it("places each pool as a tile of its arena and finds blocks again", () => {
    const map = mapOf(["AB-.", "A?"]);
    const placing = place(map);
    expect(arenaBytes(map)).toBe(2 ** 20);
    expect(placing.arenas).toHaveLength(1);
    expect(placing.pools.map((p) => p.columns)).toEqual([2, 2]);
    const p = placing.pools[0];
    expect(cellAt(placing, p.x + tile * 0.75, p.y + 1)).toEqual({ pool: 0, index: 1 });
    expect(cellAt(placing, p.x + 1, p.y + tile * 0.75)).toEqual({ pool: 0, index: 2 });
    expect(cellAt(placing, p.x - 5, p.y)).toBeNull();
    expect(cellAt(placing, placing.pools[1].x + 1, placing.pools[1].y + tile - 1)).toBeNull(); // no third block
  });

  it("reads states, types and addresses", () => {
    const map = mapOf(["AB-.?"]);
    const [pool] = map.pools;
    expect([0, 2, 3, 4].map((i) => cellState(pool, i))).toEqual(["used", "free", "untouched", "used"]);
    expect([typeOf(map, pool, 1), typeOf(map, pool, 4)]).toEqual(["int", null]);
    expect(blockAddress(pool, 2)).toBe("0x7f0000002030");
    expect([hueOf(map, pool, 1, "type"), hueOf(map, pool, 4, "type"), hueOf(map, pool, 0, "size")]).toEqual([1, 7, 7]);
  });

  it("counts blocks by type, free ones left out", () => {
    expect(typeCounts(mapOf(["AAB-.", "A?"]))).toEqual([{ type: "list", count: 3 }, { type: "int", count: 1 }, { type: null, count: 1 }]);
  });

  it("goes with the arrows over a pool's edge and stops at the ends", () => {
    const placing = place(mapOf(["AAAA", "AA"]));
    expect(neighbour(placing, { pool: 0, index: 3 }, "ArrowRight")).toEqual({ pool: 1, index: 0 });
    expect(neighbour(placing, { pool: 1, index: 0 }, "ArrowLeft")).toEqual({ pool: 0, index: 3 });
    expect(neighbour(placing, { pool: 0, index: 0 }, "ArrowUp")).toEqual({ pool: 0, index: 0 });
    expect(neighbour(placing, { pool: 0, index: 0 }, "ArrowDown")).toEqual({ pool: 0, index: 2 });
    expect(neighbour(placing, { pool: 0, index: 2 }, "PageDown")).toEqual({ pool: 1, index: 0 });
  });

  it("marks what was taken, freed and used again", () => {
    const before = mapOf(["A-AA.", "AA"]);
    const now = mapOf(["AA-BA", "AA"]);
    const at = (i: number) => blockAddress(now.pools[0], i);
    expect([...changedCells(before, now, [])]).toEqual([[at(1), "born"], [at(2), "freed"], [at(3), "reused"], [at(4), "born"]]);
    // A dead object of the same type, 16 bytes into its block: another one lies there now.
    const dead = `0x${(Number(now.pools[1].address) + 48 + 4096 + 16).toString(16)}`;
    expect(changedCells(now, now, [dead])).toEqual(new Map([[blockAddress(now.pools[1], 1), "reused"]]));
    expect(changedCells(null, now, [dead]).size).toBe(0);
  });
});
