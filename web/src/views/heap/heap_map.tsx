import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import type { Answer, Shapes } from "../../engine/api";
import { t } from "../../i18n/i18n";
import { openLedger } from "../../model/app";
import { number } from "../../model/numbers";
import { ask } from "../../model/session";
import { deaths, position, seek } from "../../model/travel";
import { ObjectName } from "../object_name";
import { useTold } from "../told";
import { MapCanvas } from "./map_canvas";
import { blockAddress, cellState, changedCells, place, typeCounts, type Cell, type CellChange, type Colouring, type HeapMap as Map_, type Pool } from "./map_model";

const colourings: Colouring[] = ["size", "type", "age"];
const poolsInTable = 200;

interface Found {
  block: Shapes["Block"] | null;
  lives: Answer<"lives">["lives"];
}

/** Whose a block is, and who has lived there; an object begins 0, 16 or 32 bytes into its block. */
async function lookInto(pool: Pool, index: number): Promise<Found> {
  const address = blockAddress(pool, index);
  const reply = await ask("heap_map", { pool: pool.address, limit: 2000 });
  const block = (reply.ok && reply.blocks?.find((b) => b.address === address)) || null;
  const starts = block?.object && block.part === "object" ? [block.object.id] : [0, 16, 32].map((n) => `0x${(Number(address) + n).toString(16)}`);
  const lives: Found["lives"] = [];
  for (const id of starts) {
    const told = await ask("lives", { id, limit: 6 });
    lives.push(...(told.ok ? told.lives : []));
  }
  return { block, lives: lives.sort((a, b) => a.born - b.born) };
}

function Block({ map, cell, pool, found, change }: { map: Map_; cell: Cell; pool: Pool; found: Found | null; change?: CellChange }) {
  const state = cellState(pool, cell.index);
  const now = position.value?.tick ?? 0;
  return (
    <div class="block" data-testid="heap-block" data-state={state} aria-live="polite">
      <p>
        <b>{t("heap.block", { address: blockAddress(pool, cell.index).slice(-6), bytes: pool.block_bytes, n: cell.index + 1, of: pool.capacity })}</b>{" "}
        {t(`heap.block.${state}`)} {change && t(`heap.block.${change}`)}{" "}
        {found?.block?.object && <>{t(`heap.part.${found.block.part!.replaceAll(" ", "_")}`)} <ObjectName object={found.block.object} /></>}
        {found && state === "used" && !found.block?.object && t("heap.block.nobody")}
      </p>
      {!!found?.lives.length && (
        <>
          <p>{t("heap.lives")}</p>
          <ol class="plain" data-testid="heap-lives">
            {found.lives.map((l) => (
              <li key={`${l.born} ${l.type}`}>
                <span class="type">{l.type}</span> <code>{l.value.slice(0, 40)}</code>{" "}
                <button class="link" onClick={() => void seek(l.born)}>{t("heap.born", { tick: number(l.born) })}</button>{" "}
                {l.died !== null && <button class="link" onClick={() => void seek(l.died!)}>{t("heap.died", { tick: number(l.died) })}</button>}
                {l.born > now && ` ${t("heap.later")}`}
              </li>
            ))}
          </ol>
        </>
      )}
      {map.pools.length === 0 && t("loading")}
    </div>
  );
}

function Legend({ map, by }: { map: Map_; by: Colouring }) {
  const items = by === "type" ? typeCounts(map).slice(0, 8).map((c) => ({ hue: c.type === null ? 7 : Math.min(7, map.types!.indexOf(c.type) < 0 ? 7 : map.types!.indexOf(c.type)), text: `${c.type ?? t("heap.nobody")} ${number(c.count)}` }))
    : by === "age" ? [0, 1, 2, 4, 7].map((hue, i) => ({ hue, text: t(`heap.age.${i}`) }))
    : [...new Set(map.pools.map((p) => p.block_bytes))].sort((a, b) => a - b).map((bytes) => ({ hue: (bytes / 16 - 1) % 8, text: `${bytes} B` }));
  return (
    <ul class="legend" data-testid="heap-legend">
      {items.map((i) => <li key={i.text}><span class="map-key" style={{ background: `var(--line-${i.hue})` }} aria-hidden="true" /> {i.text}</li>)}
      <li><span class="map-key map-free" aria-hidden="true" /> {t("heap.block.free")}</li>
      <li><span class="map-key map-untouched" aria-hidden="true" /> {t("heap.block.untouched")}</li>
      <li>{t("heap.marks")}</li>
    </ul>
  );
}

function Table({ map, choose }: { map: Map_; choose: (pool: number) => void }) {
  return (
    <details>
      <summary data-testid="heap-table">{t("heap.table")}</summary>
      <div class="table-box" tabindex={0} role="region" aria-label={t("heap.table")}>
        <table>
          <thead><tr>{["pool", "bytes", "used", "free", "untouched"].map((c) => <th key={c} scope="col">{t(`heap.table.${c}`)}</th>)}</tr></thead>
          <tbody>
            {map.pools.slice(0, poolsInTable).map((p, i) => (
              <tr key={p.address}>
                <td><button class="link" onClick={() => choose(i)}>…{p.address.slice(-6)}</button></td>
                <td>{p.block_bytes}</td><td>{p.used}</td><td>{p.touched - p.used}</td><td>{p.capacity - p.touched}</td>
              </tr>
            ))}
          </tbody>
        </table>
        {map.pools.length > poolsInTable && <p>{t("heap.table.more", { n: number(map.pools.length - poolsInTable) })}</p>}
      </div>
    </details>
  );
}

/** Arenas, pools and blocks as they lie; who lies in one block and who lay there before. */
export function HeapMap() {
  const map = useTold("heap_map", { cells: true });
  const [by, colour] = useState<Colouring>("size");
  const [chosen, choose] = useState<{ address: string; bytes: number } | null>(null);
  const [found, find] = useState<Found | null>(null);
  const shown = useRef<{ map: Map_; before: Map_ | null } | null>(null);
  const isOtherRun = useRef(false);
  if (!position.value) {
    isOtherRun.current = true; // What is drawn belongs to a recording that has gone: no comparing across runs.
  } else if (map && shown.current?.map !== map) {
    shown.current = { map, before: isOtherRun.current ? null : (shown.current?.map ?? null) };
    isOtherRun.current = false;
  }
  const placing = useMemo(() => map && place(map), [map]);
  const dead = deaths.value;
  const changes = useMemo(() => changedCells(shown.current?.before ?? null, map ?? ({ pools: [] } as unknown as Map_), dead?.deaths.map((d) => d.id) ?? []), [map, dead]);
  const pool = chosen && placing ? placing.pools.findIndex((p) =>
    Number(chosen.address) >= Number(p.pool.address) && Number(chosen.address) < Number(p.pool.address) + 48 + p.pool.capacity * p.pool.block_bytes) : -1;
  const placed = placing?.pools[pool]?.pool;
  const cell = placed ? { pool, index: Math.floor((Number(chosen!.address) - Number(placed.address) - 48) / placed.block_bytes) } : null;
  useEffect(() => {
    let wanted = true;
    find(null);
    if (placed && cell) {
      void lookInto(placed, cell.index).then((f) => wanted && find(f), () => {});
    }
    return () => {
      wanted = false;
    };
  }, [chosen?.address, map]);
  if (!map || !placing) {
    return <p class="empty">{t("loading")}</p>;
  }
  const open = async () => {
    // Enter may come before the answer about the block does.
    const known = found ?? (placed && cell ? await lookInto(placed, cell.index) : null);
    if (known?.block?.object) {
      await openLedger(known.block.object.id);
    }
  };
  const pick = (c: Cell) => {
    const p = placing.pools[c.pool].pool;
    choose({ address: blockAddress(p, c.index), bytes: p.block_bytes });
  };
  return (
    <section aria-label={t("heap.map")}>
      <div class="map-head">
        <h3>{t("heap.map")}</h3>
        <div class="switch" role="group" aria-label={t("heap.by")}>
          {colourings.map((c) => (
            <button key={c} aria-pressed={by === c} data-testid={`heap-by-${c}`} onClick={() => colour(c)}>{t(`heap.by.${c}`)}</button>
          ))}
        </div>
      </div>
      <MapCanvas shown={{ map, placing, by, changes, chosen: cell }} choose={pick} enter={() => void open()} />
      {placed && cell ? <Block map={map} cell={cell} pool={placed} found={found} change={changes.get(chosen!.address)} /> : <p class="hint">{t("heap.map.hint")}</p>}
      <Legend map={map} by={by} />
      {!!map.pools_omitted && <p>{t("heap.map.omitted", { n: number(map.pools_omitted) })}</p>}
      <h3>{t("heap.large.list", { n: number((map.large?.length ?? 0) + (map.large_omitted ?? 0)) })}</h3>
      <ul class="plain large-list" data-testid="heap-large">
        {map.large?.slice(0, 8).map((b) => (
          <li key={b.address}>
            <b>{number(b.bytes)}</b> {b.object ? <>{t(`heap.part.${b.part!.replaceAll(" ", "_")}`)} <ObjectName object={b.object} /></> : t("heap.nobody")}
          </li>
        ))}
      </ul>
      <Table map={map} choose={(i) => pick({ pool: i, index: 0 })} />
    </section>
  );
}
