import { describe, expect, it, vi } from "vitest";
import { examples } from "../model/examples";
import { en } from "./en";
import { hasText, setLanguage, t } from "./i18n";
import { zh } from "./zh";

// What of a browser the texts look at; there is none here.
vi.hoisted(() => {
  const browser = globalThis as Record<string, unknown>;
  browser["document"] ??= { documentElement: {} };
  browser["navigator"] ??= { language: "en" };
});

describe("texts", () => {
  it("have the same keys in both languages", () => {
    expect(Object.keys(zh).sort()).toEqual(Object.keys(en).sort());
  });

  it("are never empty", () => {
    for (const text of [...Object.values(en), ...Object.values(zh)]) {
      expect(text.trim()).not.toBe("");
    }
  });

  it("use the same values in both languages", () => {
    const values = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map((m) => m[1]).sort();
    for (const [key, text] of Object.entries(en)) {
      expect(values(zh[key]), key).toEqual(values(text));
    }
  });

  it("name every experiment", () => {
    for (const { id } of examples) {
      expect(hasText(`example.${id}`), id).toBe(true);
    }
  });

  it("follow the chosen language", async () => {
    await setLanguage("zh");
    expect(t("run")).toBe(zh["run"]);
    expect(t("bytes", { n: 88 })).toBe("88 字节");
    await setLanguage("en");
    expect(t("bytes", { n: 88 })).toBe("88 bytes");
  });
});
