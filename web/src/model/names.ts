const most = 8;
/** Words that a colon may follow at once, which no name can be. */
const words = new Set(["else", "try", "finally", "lambda"]);
/** What matters of a program's text: strings and comments as one, the brackets, ends of lines, assignments, all else. */
const parts = /([rbuf]{0,2}(?:"""(?:\\[^]|[^\\])*?(?:"""|$)|'''(?:\\[^]|[^\\])*?(?:'''|$)|"(?:\\[^]|[^"\\\n])*(?:"|$)?|'(?:\\[^]|[^'\\\n])*(?:'|$)?))|(#[^\n]*|\\\r?\n)|([[({])|([\])}])|(\r?\n)|([=!<>:+\-*/%&|^@]=+)|(=)|[\p{ID_Continue}]+|[^]/giu;
const target = /^([\p{ID_Start}_]\p{ID_Continue}*)[ \t]*(?:=(?!=)|[,:])/u;

/**
 * Names that the program itself assigns at its top level, in order, at most eight: worth watching. Reads no more of
 * the grammar than that, so that a run need not wait for the editor's.
 */
export function assignedNames(source: string): string[] {
  const names: string[] = [];
  let depth = 0;
  let name: string | undefined;
  let begins = true; // a logical line begins here
  for (const part of source.matchAll(parts)) {
    const [, , skipped, open, close, end, , assign] = part;
    if (skipped !== undefined) {
      continue;
    }
    if (begins) {
      name = target.exec(source.slice(part.index, part.index + 300))?.[1];
      begins = false;
    }
    if (open) {
      depth++;
    } else if (close) {
      depth = Math.max(0, depth - 1);
    } else if (end && depth === 0) {
      begins = true;
    } else if (assign && depth === 0 && name && !words.has(name)) {
      if (!names.includes(name) && names.length < most) {
        names.push(name);
      }
      name = undefined;
    }
  }
  return names;
}
