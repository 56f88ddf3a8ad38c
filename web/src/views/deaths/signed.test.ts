import { expect, it } from "vitest";
import { signed } from "./signed";

it("differences carry their sign", () => {
  expect([signed(1234), signed(-5), signed(0)]).toEqual(["+1\u202f234", "−5", "0"]);
});
