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

  it("knows assignments from what looks like them", () => {
    expect(assignedNames("a: int = 1\nb, c = 1, 2\nd = e = 3\n")).toEqual(["a", "b", "d"]);
    expect(assignedNames("a == 1\nb += 1\nc <= d\nf(x=1)\nif a: b = 1\nelse: x = 1\nfor i in j: k = 1\nx: int\n")).toEqual([]);
  });

  it("looks into no string, comment or bracket", () => {
    expect(assignedNames('"""\na = 1\n"""\n# b = 2\nf(\nc = 3\n)\nd = """\ne = 4\n"""\n')).toEqual(["d"]);
    expect(assignedNames("s = 'it\\'s = x'\nt = rb'\\'\nu = (\n  1,\n)\nv = 1 + \\\nw = 2\n")).toEqual(["s", "t", "u", "v"]);
  });

  it("bears broken programs and names in any script", () => {
    expect(assignedNames("数 = 1\nif (:\n")).toContain("数");
    expect(assignedNames("")).toEqual([]);
  });
});
