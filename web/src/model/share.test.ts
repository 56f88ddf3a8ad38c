import { describe, expect, it } from "vitest";
import { isEmbedded, pack, unpack } from "./share";

describe("a link", () => {
  it("brings back all it was made from", async () => {
    const state = { code: "a = 'é 你好 😀'\n".repeat(50), tick: 12, view: "heap", lang: "zh", unit: "tick", breakpoints: [1, 2] };
    const fragment = await pack(state);
    expect(fragment).toMatch(/^s=[\w-]+$/);
    expect(fragment.length).toBeLessThan(200);
    expect(await unpack(`#${fragment}&embed=1`)).toEqual(state);
    expect(isEmbedded(`#${fragment}&embed=1`)).toBe(true);
    expect(isEmbedded(`#${fragment}`)).toBe(false);
  });

  it("takes over only what has the right form", async () => {
    const wild = { code: "x", tick: -1, view: 7, lang: {}, unit: null, breakpoints: [1, "2", -3, 1.5], other: "?" };
    expect(await unpack(await pack(wild as never))).toEqual({ code: "x", breakpoints: [1] });
  });

  it("that is broken brings nothing", async () => {
    for (const broken of ["", "#", "#s=", "#s=%%%", "#s=AAAA", "#s=🙂", `#${(await pack({ code: "x".repeat(900) })).slice(0, -3)}`]) {
      expect(await unpack(broken), broken).toBeNull();
    }
    expect(await unpack(`#${await pack([] as never)}`)).toBeNull();
  });
});
