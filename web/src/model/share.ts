/** The whole state of the page as a link's fragment: `#s=` and compressed JSON. Nothing leaves the page. */
export interface Shared {
  code: string;
  /** Missing: the end of the run. */
  tick?: number;
  view?: string;
  lang?: string;
  unit?: string;
  breakpoints?: number[];
}

/** Longer links are cut by chats and mail. */
export const longLink = 8000;
const mostCode = 1_000_000;

const toText = (bytes: Uint8Array) => btoa(Array.from(bytes, (b) => String.fromCharCode(b)).join(""));
const toBytes = (text: string) => Uint8Array.from(atob(text), (c) => c.charCodeAt(0));

export async function pack(state: Shared): Promise<string> {
  const { deflateSync, strToU8 } = await import("fflate");
  const text = toText(deflateSync(strToU8(JSON.stringify(state)), { level: 9 }));
  return `s=${text.replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "")}`;
}

const isText = (v: unknown): v is string => typeof v === "string";
const isNumber = (v: unknown): v is number => typeof v === "number" && Number.isSafeInteger(v) && v >= 0;

/** Only what has the right form is taken over; null: no state in this fragment. */
export async function unpack(fragment: string): Promise<Shared | null> {
  const packed = new URLSearchParams(fragment.replace(/^#/, "")).get("s");
  if (!packed) {
    return null;
  }
  try {
    const { inflateSync, strFromU8 } = await import("fflate");
    const bytes = inflateSync(toBytes(packed.replaceAll("-", "+").replaceAll("_", "/")), { out: new Uint8Array(mostCode * 2) });
    const given = JSON.parse(strFromU8(bytes)) as Record<string, unknown>;
    if (!isText(given.code) || given.code.length > mostCode) {
      return null;
    }
    return {
      code: given.code,
      ...(isNumber(given.tick) && { tick: given.tick }),
      ...(isText(given.view) && { view: given.view }),
      ...(isText(given.lang) && { lang: given.lang }),
      ...(isText(given.unit) && { unit: given.unit }),
      ...(Array.isArray(given.breakpoints) && { breakpoints: given.breakpoints.filter(isNumber).slice(0, 64) }),
    };
  } catch {
    return null;
  }
}

/** A minimal page for an iframe: the picture and the steps. */
export const isEmbedded = (fragment: string) => new URLSearchParams(fragment.replace(/^#/, "")).get("embed") === "1";
