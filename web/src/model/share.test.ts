import { describe, expect, it } from "vitest";
import { checked, isEmbedded, pack, unpack, type Shared } from "./share";

const whole: Shared = {
  code: "a = '你好 🐍'\n", lesson: "r01-names", tick: 12, view: "heap", lang: "zh", unit: "call", breakpoints: [1, 3],
  thresholds: [700, 10, 10], profile: "cpython-3.12", limits: [5000, 3], engine: "server", theme: "dark", counts: "1", selected: "0x7f00000012a0",
  live: "0123456789abcdef0123456789abcdef",
};

describe("a link", () => {
  it("brings the whole state back", async () => {
    expect(await unpack(`#${await pack(whole)}`)).toEqual(whole);
  });

  it("can be written by hand", async () => {
    expect(await unpack("#code=a%20%3D%20%5B%5D%0Ab%3Da&tick=7&view=deaths&lang=en&breakpoints=1,2&thresholds=5,3,3")).toEqual({
      code: "a = []\nb=a", tick: 7, view: "deaths", lang: "en", breakpoints: [1, 2], thresholds: [5, 3, 3],
    });
  });

  it("written by hand wins over what is packed", async () => {
    expect((await unpack(`#${await pack(whole)}&tick=3`))?.tick).toBe(3);
  });

  it("that says nothing is none", async () => {
    for (const fragment of ["", "#", "#s=", "#s=%%%", "#s=AAAA", "#x=1", "#embed=1"]) {
      expect(await unpack(fragment)).toBeNull();
    }
  });

  it("of the wrong form is left out, member by member", () => {
    const wrong: Record<keyof Shared, unknown[]> = {
      code: [1, null, ["a"], "x".repeat(1_000_001)],
      lesson: ["../x", "<b>", "", "A", 5, "a".repeat(81)],
      tick: [-1, 1.5, "7", NaN, 2 ** 53, null],
      view: ["<img>", "", 3, "a b"],
      lang: ["fr", "zh-CN", 0],
      unit: ["a1", "", {}],
      breakpoints: [["1"], [0], [-1], "1", Array(65).fill(1), { length: 1 }],
      thresholds: [[1, 2], [1, 2, 3, 4], ["1", 2, 3], [1, 2, 2 ** 31], "1,2,3"],
      limits: [[1], [0, 1], ["1", 2], [1, 2, 3], "1,2"],
      profile: ["x y", "../", "", 3.12],
      engine: ["cloud", "http://x"],
      theme: ["system", "red"],
      counts: [1, true, "yes"],
      selected: ["0x", "7f", "0xZZ", "0x00000000000000001", "javascript:1"],
      live: ["", "a".repeat(31), "a".repeat(33), "A".repeat(32), `${"a".repeat(30)}/x`, "http://x", `../${"a".repeat(29)}`, 7],
    };
    for (const [key, values] of Object.entries(wrong)) {
      for (const value of values) {
        expect(checked({ [key]: value }), `${key} ${String(value)}`).toEqual({});
      }
    }
    expect(checked(JSON.parse('{"__proto__":{"code":"x"},"constructor":1}'))).toEqual({});
    expect([null, 1, "s", []].map(checked)).toEqual([{}, {}, {}, {}]);
  });

  it("with a bomb in it is refused", async () => {
    const { deflateSync } = await import("fflate");
    const bomb = deflateSync(new Uint8Array(20_000_000), { level: 9 });
    const text = btoa(Array.from(bomb, (b) => String.fromCharCode(b)).join("")).replaceAll("+", "-").replaceAll("/", "_");
    expect(await unpack(`#s=${text}`)).toBeNull();
  });

  it("says whether it is for an iframe", () => {
    expect([isEmbedded("#embed=1"), isEmbedded("#s=x&embed=1"), isEmbedded("#embed=0"), isEmbedded("")]).toEqual([true, true, false, false]);
  });
});
