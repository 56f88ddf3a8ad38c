import { signal } from "@preact/signals";
import { remember, remembered } from "../../model/store";

export interface Row {
  open: boolean;
  height: number;
}

export const least = 72;
export const greatest = 480;
/** Open at first: what a beginner asks for. */
const openAtFirst = ["counts", "generations", "freed", "bytes"];

export const startRow = (id: string): Row => ({ open: openAtFirst.includes(id), height: 96 });
export const bounded = (height: number) => Math.round(Math.min(greatest, Math.max(least, height)));

/** What was remembered, as far as it has the right form. */
export function readRows(text: string | null): Record<string, Row> {
  const rows: Record<string, Row> = {};
  try {
    for (const [id, row] of Object.entries(JSON.parse(text ?? "{}") as Record<string, Partial<Row>>)) {
      if (typeof row?.open === "boolean" && Number.isFinite(row.height)) {
        rows[id] = { open: row.open, height: bounded(row.height!) };
      }
    }
  } catch {
    // Not ours: as if nothing had been remembered.
  }
  return rows;
}

export const rows = signal<Record<string, Row>>(readRows(remembered("charts")));

export function setRow(id: string, change: Partial<Row>) {
  const row = { ...(rows.value[id] ?? startRow(id)), ...change };
  rows.value = { ...rows.value, [id]: { ...row, height: bounded(row.height) } };
  remember("charts", JSON.stringify(rows.value));
}
