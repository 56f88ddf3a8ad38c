import { pythonLanguage } from "@codemirror/lang-python";

const most = 8;

/** Names that the program itself assigns at its top level, in order, at most eight: worth watching. */
export function assignedNames(source: string): string[] {
  const names: string[] = [];
  const tree = pythonLanguage.parser.parse(source);
  for (let stmt = tree.topNode.firstChild; stmt; stmt = stmt.nextSibling) {
    if (stmt.name !== "AssignStatement") {
      continue;
    }
    const target = stmt.firstChild;
    if (target?.name !== "VariableName") {
      continue;
    }
    const name = source.slice(target.from, target.to);
    if (!names.includes(name) && names.length < most) {
      names.push(name);
    }
  }
  return names;
}
