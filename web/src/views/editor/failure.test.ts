import { expect, it } from "vitest";
import { failureOf } from "./failure";

const at = (file: string, line: number, name?: string, column?: number, endLine?: number, endColumn?: number) => ({
  file, line, ...(name && { function: name }), ...(column && { column }), ...(endLine && { end_line: endLine, end_column: endColumn }),
});
type Given = Parameters<typeof failureOf>[0];
const exception = (type: string, message: string, ...places: Given["places"]): Given => ({
  type, message, printed: message ? `${type}: ${message}\n` : `${type}\n`, places, places_omitted: 0,
});

it("marks the exact range of a text that is no Python, without saying the place twice", () => {
  const e = exception("SyntaxError", "invalid syntax", at("<cell 1>", 2, "", 4, 2, 6));
  expect(failureOf(e, "a = 1\n🐍= é b\n")).toEqual({
    kind: "syntax", text: "SyntaxError: invalid syntax", more: "", places: [{ line: 2, from: 4, endLine: 2, to: 6, functionName: "" }],
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
    kind: "raised", text: "ValueError: no", more: "",
    places: [{ line: 3, from: 0, endLine: 3, to: 4, functionName: "" }, { line: 2, from: 11, endLine: 2, to: 19, functionName: "f" }],
  });
});

it("is none when the program asked to end; of other texts only the program's line is known", () => {
  expect(failureOf(exception("SystemExit", "3"), "x")).toBeNull();
  const e = exception("SyntaxError", "invalid syntax", at("<cell 1>", 1, "<module>", 1, 1, 12), at("<string>", 1, ""));
  expect(failureOf(e, "eval('1 +')")).toMatchObject({ kind: "raised", text: "SyntaxError: invalid syntax", places: [{ line: 1, to: 11 }] });
  expect(failureOf(exception("KeyError", "(a, line 3)", at("<cell 1>", 1, "f")), "x")?.text).toBe("KeyError: (a, line 3)");
  expect(failureOf(exception("ValueError", ""), "x")?.text).toBe("ValueError");
});

it("says what CPython prints below the traceback: module, advice, notes, the members of a group", () => {
  const of = (printed: string | undefined, message = "m") => {
    const { text, more } = failureOf({ ...exception("E", message), printed }, "x")!;
    return [text, more];
  };
  expect(of("json.decoder.JSONDecodeError: m\n")).toEqual(["json.decoder.JSONDecodeError: m", ""]);
  expect(of("NameError: name 'bls' is not defined. Did you mean: 'bla'?\n")[0]).toContain("Did you mean");
  expect(of("ValueError: a\nsecond line\na note\n")).toEqual(["ValueError: a", "second line\na note"]);
  expect(of("  | ExceptionGroup: g (1 sub-exception)\n  +-+---------------- 1 ----------------\n    | ValueError: a\n"))
    .toEqual(["ExceptionGroup: g (1 sub-exception)", "  +-+---------------- 1 ----------------\n    | ValueError: a"]);
  expect(of(undefined)).toEqual(["E: m", ""]);
  expect(of(undefined, "")).toEqual(["E", ""]);
  expect(of(`E: ${"x".repeat(10_000)}\n`)[0].length).toBeLessThan(3000);
});
