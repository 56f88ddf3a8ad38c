/**
 * The state of the page as a link's fragment. `#s=` holds all of it, compressed; `#code=`, `#lesson=`, `#tick=`… are
 * for writing by hand, and win over it. Nothing leaves the page. Whatever a link says is checked before it is believed.
 */
export interface Shared {
  code?: string;
  /** A lesson's id; its own program runs when there is no `code`. */
  lesson?: string;
  /** Missing: the end of the run. */
  tick?: number;
  view?: string;
  lang?: string;
  unit?: string;
  breakpoints?: number[];
  thresholds?: number[];
  /** Of one run: instructions, seconds. */
  limits?: number[];
  profile?: string;
  engine?: string;
  theme?: string;
  /** "1": counts behind the names in the code. */
  counts?: string;
  /** The object whose ledger is open. */
  selected?: string;
  /** The view of a session that someone presents; of the server that serves the page. */
  live?: string;
}

/** Longer links are cut by chats and mail. */
export const longLink = 8000;
const mostCode = 1_000_000;
const mostBreakpoints = 64;

const toText = (bytes: Uint8Array) => btoa(Array.from(bytes, (b) => String.fromCharCode(b)).join(""));
const toBytes = (text: string) => Uint8Array.from(atob(text), (c) => c.charCodeAt(0));

export async function pack(state: Shared): Promise<string> {
  const { deflateSync, strToU8 } = await import("fflate");
  const text = toText(deflateSync(strToU8(JSON.stringify(state)), { level: 9 }));
  return `s=${text.replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "")}`;
}

const isText = (v: unknown): v is string => typeof v === "string";
const isNumber = (v: unknown): v is number => typeof v === "number" && Number.isSafeInteger(v) && v >= 0;
const fits = (form: RegExp) => (v: unknown): v is string => isText(v) && form.test(v);

const checks: { [K in keyof Shared]-?: (v: unknown) => boolean } = {
  code: (v) => isText(v) && v.length <= mostCode,
  lesson: fits(/^[a-z0-9-]{1,80}$/),
  tick: isNumber,
  view: fits(/^[a-z_]{1,20}$/),
  lang: fits(/^(en|zh)$/),
  unit: fits(/^[a-z]{1,20}$/),
  breakpoints: (v) => Array.isArray(v) && v.length <= mostBreakpoints && v.every((n) => isNumber(n) && n > 0),
  thresholds: (v) => Array.isArray(v) && v.length === 3 && v.every((n) => isNumber(n) && n < 2 ** 31),
  limits: (v) => Array.isArray(v) && v.length === 2 && v.every((n) => isNumber(n) && n > 0),
  profile: fits(/^[a-z0-9.-]{1,40}$/),
  engine: fits(/^(page|server)$/),
  theme: fits(/^(light|dark)$/),
  counts: fits(/^[01]$/),
  selected: fits(/^0x[0-9a-f]{1,16}$/),
  live: fits(/^[0-9a-f]{32}$/),
};

/** Only what has the right form is taken over. */
export function checked(given: unknown): Shared {
  const from = typeof given === "object" && given !== null ? (given as Record<string, unknown>) : {};
  return Object.fromEntries(
    Object.entries(checks).filter(([key, good]) => Object.hasOwn(from, key) && good(from[key])).map(([key]) => [key, from[key]]),
  ) as Shared;
}

const parameters = (fragment: string) => new URLSearchParams(fragment.replace(/^#/, ""));
const numbers = (text: string) => (/^\d{1,16}(,\d{1,16})*$/.test(text) ? text.split(",").map(Number) : null);

/** The parameters that a person writes. */
function plain(given: URLSearchParams): Shared {
  const from: Record<string, unknown> = {};
  for (const [key, text] of given) {
    const asNumbers = ["tick", "breakpoints", "thresholds", "limits"].includes(key);
    from[key] = !asNumbers ? text : key === "tick" ? numbers(text)?.[0] : numbers(text);
  }
  return checked(from);
}

async function unpacked(packed: string): Promise<Shared> {
  try {
    const { inflateSync, strFromU8 } = await import("fflate");
    const bytes = inflateSync(toBytes(packed.replaceAll("-", "+").replaceAll("_", "/")), { out: new Uint8Array(mostCode * 2) });
    return checked(JSON.parse(strFromU8(bytes)));
  } catch {
    return {};
  }
}

/** null: neither a program nor a lesson, nor a wish for how to show one. */
export async function unpack(fragment: string): Promise<Shared | null> {
  const given = parameters(fragment);
  const packed = given.get("s");
  const state = { ...(packed ? await unpacked(packed) : {}), ...plain(given) };
  return Object.keys(state).length ? state : null;
}

/** A minimal page for an iframe: the picture and the steps. */
export const isEmbedded = (fragment: string) => parameters(fragment).get("embed") === "1";
