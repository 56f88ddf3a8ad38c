import { expect, it } from "vitest";
import { failureOf } from "./failure";

const at = (file: string, line: number, name?: string, column?: number, endLine?: number, endColumn?: number) => ({
  file, line, ...(name && { function: name }), ...(column && { column }), ...(endLine && { end_line: endLine, end_column: endColumn }),
});
type Given = Parameters<typeof failureOf>[0];
const exception = (type: string, message: string, ...places: Given["places"]): Given => ({ type, message, places, places_omitted: 0 });

it("marks the exact range of a text that is no Python, without saying the place twice", () => {
  const e = exception("SyntaxError", "invalid syntax (<cell 1>, line 2)", at("<cell 1>", 2, "", 4, 2, 6));
  expect(failureOf(e, "a = 1\n🐍= é b\n")).toEqual({
    kind: "syntax", text: "SyntaxError: invalid syntax", places: [{ line: 2, from: 4, endLine: 2, to: 6, functionName: "" }],
  });
});

it("marks something where something is missing", () => {
  const one = (text: string, column?: number) => failureOf(exception("SyntaxError", "x", at("<cell 1>", 1, "", column)), text)!.places[0];
  expect(one("a = (", 5)).toMatchObject({ from: 4, to: 5 });
  expect(one("a = ", 5)).toMatchObject({ from: 3, to: 4 });
  expect(one("  a", undefined)).toMatchObject({ from: 2, to: 3 });
  expect(one("", 1)).toMatchObject({ from: 0, to: 0 });
});

it("marks every place of the program that an exception came through, each once, the last one last", () => {
  const text = "def f(n):\n    return f(n - 1)\nf(3)\nimport json\n";
  const e = exception("ValueError", "no", at("<cell 1>", 3, "<module>", 1, 3, 5), at("<cell 1>", 2, "f", 12, 2, 20), at("<cell 1>", 2, "f", 12, 2, 20),
    at("<frozen json>", 9, "loads"));
  expect(failureOf(e, text)).toEqual({
    kind: "raised", text: "ValueError: no",
    places: [{ line: 3, from: 0, endLine: 3, to: 4, functionName: "" }, { line: 2, from: 11, endLine: 2, to: 19, functionName: "f" }],
  });
});

it("is none when the program asked to end; of other texts only the program's line is known", () => {
  expect(failureOf(exception("SystemExit", "3"), "x")).toBeNull();
  const e = exception("SyntaxError", "invalid syntax (<string>, line 1)", at("<cell 1>", 1, "<module>", 1, 1, 12), at("<string>", 1, ""));
  expect(failureOf(e, "eval('1 +')")).toMatchObject({ kind: "raised", text: "SyntaxError: invalid syntax", places: [{ line: 1, to: 11 }] });
  expect(failureOf(exception("KeyError", "(a, line 3)", at("<cell 1>", 1, "f")), "x")?.text).toBe("KeyError: (a, line 3)");
  expect(failureOf(exception("ValueError", ""), "x")?.text).toBe("ValueError");
});
