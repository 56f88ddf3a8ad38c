import { signal } from "@preact/signals";

export interface Row {
  open: boolean;
  height: number;
}

const stored = "pymemlab.charts";
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

function remembered(): string | null {
  try {
    return localStorage.getItem(stored);
  } catch {
    return null; // No storage in this browser: sizes last as long as the page.
  }
}

export const rows = signal<Record<string, Row>>(readRows(typeof localStorage === "undefined" ? null : remembered()));

export function setRow(id: string, change: Partial<Row>) {
  const row = { ...(rows.value[id] ?? startRow(id)), ...change };
  rows.value = { ...rows.value, [id]: { ...row, height: bounded(row.height) } };
  try {
    localStorage.setItem(stored, JSON.stringify(rows.value));
  } catch {
    // see remembered()
  }
}
