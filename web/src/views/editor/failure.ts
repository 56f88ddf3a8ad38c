import type { Shapes } from "../../engine/api";

type Exception = Shapes["Exception"];

/** A stretch of the program's text; columns in UTF-16 units from 0, as the editor counts. */
export interface Place {
  line: number;
  from: number;
  endLine: number;
  to: number;
  /** Empty at the module's level. */
  functionName: string;
}

/** What ended a program, for showing it where it happened. */
export interface Failure {
  kind: "syntax" | "raised";
  /** As below a traceback: the line of type and words. */
  text: string;
  /** What CPython prints below that: more lines of the words, notes, the members of a group. */
  more: string;
  /** In the program's own text, outermost first; the last one is where it happened. */
  places: Place[];
}

/** The n-th character's place in UTF-16 units, not beyond the line. */
const units = (line: string, column: number) => [...line].slice(0, Math.max(0, column - 1)).join("").length;

function rangeOf(p: Exception["places"][number], lines: string[]): Place | null {
  const text = lines[p.line - 1];
  if (text === undefined) {
    return null;
  }
  const indent = text.length - text.trimStart().length;
  const endLine = p.end_line !== undefined && p.end_line <= lines.length ? Math.max(p.end_line, p.line) : p.line;
  const known = p.column !== undefined;
  const from = known ? units(text, p.column!) : indent;
  const end = p.end_column !== undefined ? units(lines[endLine - 1], p.end_column) : known ? from + 1 : text.length;
  const to = Math.min(end, lines[endLine - 1].length);
  const functionName = p.function === undefined || p.function === "<module>" ? "" : p.function;
  // What is missing at a line's end is marked at its last character.
  const empty = endLine === p.line && to <= from;
  return { line: p.line, from: empty ? Math.max(0, Math.min(from, text.length) - 1) : from, endLine, to: empty ? text.length : to, functionName };
}

/** As much of a text as a bar is read for; the output has all of it. */
const most = 2000;
const short = (text: string) => (text.length > most ? `${text.slice(0, most)}…` : text);

/** What CPython prints of it below the traceback; of a program with its own hook for that, type and words. */
function printed(e: Exception): Pick<Failure, "text" | "more"> {
  const said = e.printed ?? (e.message ? `${e.type}: ${e.message}` : e.type);
  const [first, ...rest] = said.trimEnd().split("\n");
  // A group's lines have a margin, which alone means nothing.
  return { text: short(first.replace(/^ +\| /, "")), more: short(rest.join("\n")) };
}

/** null: the program was told to end, which is no failure. */
export function failureOf(e: Exception, program: string, file = "<cell 1>"): Failure | null {
  if (e.type === "SystemExit") {
    return null;
  }
  const lines = program.split(/\r\n|\r|\n/);
  const last = e.places.at(-1);
  const isSyntax = e.places.length === 1 && last?.function === undefined && last?.file === file;
  const places: Place[] = [];
  for (const p of e.places) {
    const place = p.file === file ? rangeOf(p, lines) : null;
    if (place && !places.some((x) => x.line === place.line && x.from === place.from && x.functionName === place.functionName)) {
      places.push(place);
    } else if (place) {
      // A recursion comes to the same place again and again: where it ended counts.
      places.push(places.splice(places.findIndex((x) => x.line === place.line && x.from === place.from), 1)[0]);
    }
  }
  return { kind: isSyntax ? "syntax" : "raised", ...printed(e), places };
}
