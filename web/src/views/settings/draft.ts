import { isWithin, type RunSettings } from "../../model/run_settings";

/** What stands in the form's fields, as typed. */
export interface Draft {
  profile: string;
  thresholds: string[];
  ticks: string;
  seconds: string;
}
export type Field = "threshold0" | "threshold1" | "threshold2" | "ticks" | "seconds";

export const draftOf = (s: RunSettings): Draft => ({
  profile: s.profile,
  thresholds: s.thresholds?.map(String) ?? ["", "", ""],
  ticks: String(s.limits.ticks),
  seconds: String(s.limits.seconds),
});

const numberOf = (text: string) => (/^\s*\d[\d\s_]{0,15}$/.test(text) ? Number(text.replace(/[\s_]/g, "")) : NaN);

/** The settings meant, or which fields are no such numbers; thresholds left empty are the version's own. */
export function read(draft: Draft, own: number[]): { settings: RunSettings; wrong: [] } | { settings: null; wrong: Field[] } {
  const wrong: Field[] = [];
  const isOwn = draft.thresholds.every((x) => x.trim() === "");
  const thresholds = draft.thresholds.map((text, i) => {
    const n = text.trim() === "" ? own[i] : numberOf(text);
    if (!(n < 2 ** 31)) {
      wrong.push(`threshold${i}` as Field);
    }
    return n;
  });
  const [ticks, seconds] = [numberOf(draft.ticks), numberOf(draft.seconds)];
  if (!isWithin("ticks", ticks)) {
    wrong.push("ticks");
  }
  if (!isWithin("seconds", seconds)) {
    wrong.push("seconds");
  }
  return wrong.length
    ? { settings: null, wrong }
    : { settings: { profile: draft.profile, thresholds: isOwn ? null : thresholds, limits: { ticks, seconds } }, wrong: [] };
}
