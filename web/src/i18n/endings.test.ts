import { expect, it } from "vitest";
import { t } from "./i18n";
import { en } from "./en";

it("counts one thing in the singular", () => {
  expect(t("deaths.sum", { objects: 1, bytes: "56" })).toBe("1 object, 56 bytes");
  expect(t("deaths.sum", { objects: "1", bytes: 1 })).toBe("1 object, 1 byte");
  expect(t("deaths.sum", { objects: "1\u202f001", bytes: 0 })).toBe("1\u202f001 objects, 0 bytes");
  expect(t("suspects.lost", { n: 1, bytes: 72 })).toBe("1 object (72 bytes) is alive although no name reaches it:");
  expect(t("heap.table.more", { n: 1 })).toBe("and 1 more pool");
});

it("leaves no number before a plural that cannot be one", () => {
  const plural = /\{\{\w+\}\} (more )?(copied )?(objects|bytes|members|types|moves|pools|blocks|references|containers|pages|processes)\b/;
  const never = ["proc.intro", "suspects.grows"]; // there are at least two, a list
  expect(Object.entries(en).filter(([key, text]) => plural.test(text) && !never.includes(key)).map(([key]) => key)).toEqual([]);
});
