const made: Record<string, string> = {
  list: "[]", dict: "{}", set: "set()", tuple: "()", object: "object()", int: "0", float: "0.0", str: "''", bytes: "b''",
};

/** The Python line an operation equals, as far as it can be said before it is done. */
export function statementOf(command: string, fields: Record<string, unknown>): string {
  const f = (name: string) => String(fields[name] ?? "");
  switch (command) {
    case "create": return `${f("name")} = ${fields.value === undefined ? (made[f("kind")] ?? f("kind")) : f("value")}`;
    case "bind": return `${f("name")} = ${f("target")}`;
    case "unbind": return `del ${f("name")}`;
    case "append": return `${f("container")}.append(${f("item")})`;
    case "set_item": return `${f("container")}[${f("key")}] = ${f("value")}`;
    case "set_attribute": return `${f("object")}.${f("name")} = ${f("value")}`;
    case "remove":
      if (fields.key !== undefined) {
        return `del ${f("container")}[${f("key")}]`;
      }
      return fields.name === undefined ? `${f("container")}.remove(${f("item")})` : `del ${f("container")}.${f("name")}`;
    case "collect": return `gc.collect(${fields.generation === undefined ? "" : f("generation")})`;
    case "set_threshold":
      return `gc.set_threshold(${["threshold0", "threshold1", "threshold2"].filter((k) => fields[k] !== undefined).map(f).join(", ")})`;
    default: return `gc.${command}()`;
  }
}

/** The same where it runs inside the program, which may not have imported gc. */
export const anywhere = (statement: string) => statement.replace(/^gc\./, "__import__('gc').");
