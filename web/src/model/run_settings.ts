/** How far one run goes: instructions and seconds; beyond, what was recorded is kept. */
export interface Limits {
  ticks: number;
  seconds: number;
}
/** All that a run is made with. */
export interface RunSettings {
  profile: string;
  /** null: the version's own. */
  thresholds: number[] | null;
  limits: Limits;
}

export const usualLimits: Limits = { ticks: 20_000_000, seconds: 10 };
export const usualSettings: RunSettings = { profile: "cpython-3.11", thresholds: null, limits: usualLimits };
/** The least and the most that can be wished for. */
export const limitBounds = { ticks: [1000, 1_000_000_000], seconds: [1, 600] } as const;
export const isWithin = (what: keyof Limits, n: number) => Number.isSafeInteger(n) && n >= limitBounds[what][0] && n <= limitBounds[what][1];
