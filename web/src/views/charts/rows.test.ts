import { expect, it } from "vitest";
import { greatest, least, readRows, startRow } from "./rows";

it("what was remembered of the rows is taken over only in the right form", () => {
  expect(readRows('{"a":{"open":false,"height":120.4},"b":{"open":1,"height":90},"c":null,"d":{"open":true,"height":"x"}}')).toEqual({ a: { open: false, height: 120 } });
  expect(readRows("no json")).toEqual({});
  expect(readRows(null)).toEqual({});
  expect(readRows(`{"a":{"open":true,"height":1},"b":{"open":true,"height":99999}}`)).toEqual({ a: { open: true, height: least }, b: { open: true, height: greatest } });
  expect(startRow("counts").open).toBe(true);
  expect(startRow("pause").open).toBe(false);
});
