import { expect, it } from "vitest";
import { dedent } from "./dedent";

it("takes away the indentation all lines share", () => {
  expect(dedent("    a = 1\n    if a:\n        b = 2\n")).toBe("a = 1\nif a:\n    b = 2\n");
  expect(dedent("a\n  b")).toBe("a\n  b");
  expect(dedent("    a\n\n  b")).toBe("  a\n\nb");
});
