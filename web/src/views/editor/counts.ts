import type { EngineState, ObjectInfo } from "../../model/state";
import { homesOf, type Scope, type Scopes } from "./scopes";

/** A name in the program and the object it is bound to at this moment. */
export interface Bound {
  name: string;
  /** Its end in the text. */
  at: number;
  line: number;
  object: ObjectInfo;
}

type Frame = EngineState["frames"][number];

/** The innermost running frame of each piece of the program; one that cannot be told from another has none. */
function framesOf(scopes: Scope[], frames: Frame[], file: string): Map<Scope, Frame> {
  const found = new Map<Scope, Frame>();
  const module = scopes.find((s) => s.kind === "module");
  frames.forEach((frame, depth) => {
    if (depth === 0) {
      if (module) {
        found.set(module, frame);
      }
      return;
    }
    const line = frame.line ?? 0;
    const fit = scopes.filter((s) => s.qualname === frame.name && frame.file === file && s.firstLine <= line && line <= s.lastLine);
    if (fit.length === 1) {
      found.set(fit[0], frame);
    }
  });
  return found;
}

/** Every name of the program that is bound now, in the order of the text. */
export function boundNames(program: Scopes, state: EngineState, lineAt: (at: number) => number, file = "<cell 1>"): Bound[] {
  const frames = framesOf(program.scopes, state.frames, file);
  const objects = new Map(state.objects.filter((o) => !o.ghost).map((o) => [o.id, o]));
  const names = new Map([...frames.values()].map((f) => [f, new Map(f.names.map((n) => [n.name, n.id]))]));
  const list: Bound[] = [];
  for (const use of program.uses) {
    for (const home of homesOf(use)) {
      const frame = frames.get(home);
      const object = objects.get((frame && names.get(frame)?.get(use.name)) ?? "");
      if (object) {
        list.push({ name: use.name, at: use.to, line: lineAt(use.from), object });
        break;
      }
    }
  }
  return list;
}

/** The same for reading aloud: one entry a name and object, with the lines it stands in. */
export function gathered(list: Bound[]): { name: string; object: ObjectInfo; lines: number[] }[] {
  const all = new Map<string, { name: string; object: ObjectInfo; lines: number[] }>();
  for (const b of list) {
    const key = `${b.object.id} ${b.name}`;
    const entry = all.get(key) ?? { name: b.name, object: b.object, lines: [] };
    if (entry.lines.at(-1) !== b.line) {
      entry.lines.push(b.line);
    }
    all.set(key, entry);
  }
  return [...all.values()];
}
