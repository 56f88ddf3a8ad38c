import { describe, expect, it } from "vitest";
import { assignedNames } from "./names";

describe("assignedNames", () => {
  it("lists what the top level assigns, in order and once", () => {
    expect(assignedNames("b = 1\na = b\nb = 2\n")).toEqual(["b", "a"]);
  });

  it("leaves out what functions, classes and attributes assign", () => {
    expect(assignedNames("def f():\n    x = 1\nclass C:\n    y = 2\no.z = 3\nd[0] = 4\n")).toEqual([]);
  });

  it("stops at eight", () => {
    const source = Array.from({ length: 12 }, (_, i) => `n${i} = ${i}`).join("\n");
    expect(assignedNames(source)).toHaveLength(8);
  });

  it("bears broken programs and names in any script", () => {
    expect(assignedNames("数 = 1\nif (:\n")).toContain("数");
    expect(assignedNames("")).toEqual([]);
  });
});
