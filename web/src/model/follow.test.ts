import { describe, expect, it, vi } from "vitest";

// What of a browser the model looks at when it is loaded; there is none here.
vi.hoisted(() => {
  const browser = globalThis as Record<string, unknown>;
  browser["document"] ??= { documentElement: { dataset: {} }, baseURI: "http://x/" };
  browser["navigator"] ??= { language: "en" };
  browser["location"] ??= { hash: "", href: "http://x/" };
  browser["self"] ??= {};
  browser["Worker"] ??= class {};
  browser["matchMedia"] ??= () => ({ matches: false, addEventListener() {} });
});

const { checkedCursor } = await import("./follow");
const cursor = { recording: 3, tick: 12, view: "heap", selected: "0x7f00", pointed: "0x7f10", line: 2 };
const read = (x: unknown) => checkedCursor(JSON.stringify(x));

describe("a presenter's cursor", () => {
  it("is taken as it is", () => {
    expect(read(cursor)).toEqual(cursor);
    expect(read({ recording: 0, tick: 0, view: "objects" })).toEqual({ recording: 0, tick: 0, view: "objects" });
  });

  it("loses what is not of its form", () => {
    for (const [key, wrong] of [["selected", "<b>"], ["selected", 7], ["pointed", "0x"], ["pointed", "javascript:1"], ["line", 0], ["line", "2"], ["line", [2]]] as const) {
      const rest = Object.fromEntries(Object.entries(cursor).filter(([name]) => name !== key));
      expect(read({ ...cursor, [key]: wrong }), key).toEqual(rest);
    }
    expect(read({ ...cursor, html: "<img src=x onerror=alert(1)>" })).toEqual(cursor);
  });

  it("is none without its place", () => {
    for (const wrong of [null, 7, "x", [], {}, { ...cursor, tick: -1 }, { ...cursor, tick: "1" }, { ...cursor, view: "<b>" }, { ...cursor, recording: 1.5 }]) {
      expect(read(wrong)).toBeNull();
    }
    expect(checkedCursor("{")).toBeNull();
  });
});
