import { valueText } from "../../i18n/values";
import type { EngineState, ObjectInfo } from "../../model/state";
import { segmentsOf, type Segment } from "./holders";

/** The picture as a list: frames with their names, then every object with what holds it and what it holds. */
export interface Outline {
  frames: { name: string; line: number | null; names: { name: string; object: ObjectInfo | null; id: string }[] }[];
  objects: { object: ObjectInfo; holders: Segment[]; refs: { label: string; object: ObjectInfo | null; to: string }[] }[];
  omitted: number;
}

export function outline(state: EngineState): Outline {
  const info = new Map(state.objects.map((o) => [o.id, o]));
  const segments = segmentsOf(state);
  return {
    frames: state.frames.map((f) => ({
      name: f.name, line: f.line ?? null,
      names: f.names.map((n) => ({ name: n.name, id: n.id, object: info.get(n.id) ?? null })),
    })),
    objects: state.objects.filter((o) => !o.ghost).map((object) => ({
      object,
      holders: segments.get(object.id) ?? [],
      refs: object.refs.filter((r) => !r.gone).map((r) => ({ label: r.label, to: r.to, object: info.get(r.to) ?? null })),
    })),
    omitted: state.omitted,
  };
}

const cell = (text: string) => text.replaceAll("\\", "\\\\").replaceAll("|", "\\|").replaceAll("`", "'").replaceAll("\n", " ");
const short = (o: ObjectInfo) => `${o.type} ${valueText(o) || `…${o.id.slice(-4)}`}`;

/** What holds an object, joined as a sum; references the picture does not show are counted. */
export function sumOf(count: number, holders: Segment[]): string {
  const rest = count - holders.length;
  const terms = holders.slice(0, 8).map((h) => h.label);
  const more = holders.length - terms.length + Math.max(rest, 0);
  return [...terms, ...(more > 0 ? [`${more} …`] : [])].join(" + ");
}

export function toMarkdown(o: Outline): string {
  const lines = [];
  for (const f of o.frames) {
    lines.push(`**${cell(f.name)}**${f.line === null ? "" : `, line ${f.line}`}`, "");
    lines.push(...f.names.map((n) => `- \`${cell(n.name)}\` → ${n.object ? cell(short(n.object)) : `…${n.id.slice(-4)}`}`), "");
  }
  lines.push("| object | value | count | holders | bytes | generation |", "|---|---|---:|---|---:|---|");
  for (const { object: x, holders } of o.objects) {
    lines.push(`| ${cell(x.type)} …${x.id.slice(-4)} | ${cell(valueText(x))} | ${x.refcount} | ${cell(sumOf(x.refcount, holders))} | ${x.size} | ${x.generation ?? "–"} |`);
  }
  return lines.join("\n") + (o.omitted ? `\n\n+ ${o.omitted}` : "") + "\n";
}
