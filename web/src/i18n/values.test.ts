import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { setLanguage } from "./i18n";
import { valueText } from "./values";

const say = (type: string, value: string) => valueText({ type, value });

describe("a value's words", () => {
  beforeEach(() => void vi.stubGlobal("document", { documentElement: {} }));
  afterEach(async () => {
    await setLanguage("en");
    vi.unstubAllGlobals();
  });

  it("are the engine's in English", () => {
    expect(say("list", "[2 items]")).toBe("[2 items]");
  });

  it("are Chinese where the page is", async () => {
    await setLanguage("zh");
    expect([say("list", "[1 item]"), say("Mine", "{3 items}"), say("int", "-int of 700 bits")]).toEqual(["[1 项]", "{3 项}", "-700 位的 int"]);
    expect([say("str", "'a'... (50 characters)"), say("bytes", "b'\\x00'... (60 bytes)")]).toEqual(["'a'...（50 个字符）", "b'\\x00'...（60 字节）"]);
    expect([say("ReferenceType", "alive"), say("ReferenceType", "dead"), say("cell", "empty")]).toEqual(["存活", "已失效", "空"]);
  });

  it("are left alone where the program chose them", async () => {
    await setLanguage("zh");
    expect([say("module", "alive"), say("str", "'[2 items]'"), say("type", "empty"), say("int", "7")]).toEqual(["alive", "'[2 items]'", "empty", "7"]);
  });
});
