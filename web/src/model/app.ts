import { batch, computed, signal } from "@preact/signals";
import type { Answer, CommandName, Fields, Shapes } from "../engine/api";
import { examples } from "./examples";
import { forgetKept, keep } from "./keep";
import { onlyLooking, record, runOn } from "./record";
import { ask, busy, changeEngine, demand, engineKind, fail, isOpening, problem, running } from "./session";
import { changesBetween, withGhosts, type Change } from "./changes";
import { keepSame } from "./keep_same";
import { assignedNames } from "./names";
import { forgetSought, wishes } from "./sought";
import type { CellReply, EngineState, Ledger, Series } from "./state";
import { arrive, forgetTravel, position, standAt } from "./travel";
import { setOut } from "./passing";
import { wish } from "./past";
import { loadLayering } from "../views/graph/layers";
import { anywhere, statementOf } from "../views/graph/statement";
import { language } from "../i18n/i18n";
import { beginAnew, thresholds } from "./settings";

export { stop } from "./record";

export { engineKind, problem, running };

export interface OutputLine {
  kind: "out" | "err" | "note";
  text: string;
}

export const source = signal(examples[0].source);
/** The program that was recorded; another one than `source` while it is being edited. */
export const recorded = signal("");
export const edited = computed(() => recorded.value !== source.value);
export const ready = signal(false);
export const output = signal<OutputLine[]>([]);
/** Statements that operations have run, as Python. */
export const transcript = signal<string[]>([]);
export const state = signal<EngineState | null>(null);
export const series = signal<Series | null>(null);
export const ledger = signal<Ledger | null>(null);

function note(line: OutputLine) {
  if (line.text) {
    output.value = [...output.value, line];
  }
}

function tellStop({ stopped }: CellReply) {
  if (stopped) {
    problem.value = { code: stopped, detail: "" };
  }
}

function showCell(reply: CellReply) {
  note({ kind: "out", text: reply.stdout });
  note({ kind: "err", text: reply.stderr });
  tellStop(reply);
}

/** What differs from the moment that was shown before, and that moment's tick. */
export const changes = signal<{ since: number; list: Change[] } | null>(null);

/** The objects at the moment where the session stands, and the open ledger. */
export async function look(): Promise<{ now: EngineState; open: Ledger | null }> {
  const now = await demand("state", await wishes());
  const reply = ledger.value && (await ask("ledger", { id: ledger.value.id, lang: language.value }));
  return { now, open: reply?.ok ? reply : null };
}

/** Shows what `look` has seen; `dead`: ids of what has just died. */
export function show({ now, open }: { now: EngineState; open: Ledger | null }, dead: Set<string> = new Set()) {
  batch(() => {
    // What a finger has passed by on its way here is no step of its own.
    const before = setOut.value ?? state.value;
    const isOther = before !== null && before.tick !== now.tick;
    const kept = state.value ? keepSame(state.value, now) : now;
    changes.value = isOther ? { since: before.tick, list: changesBetween(before, kept) } : null;
    state.value = withGhosts(kept, isOther && before.tick < now.tick ? before : null, dead);
    ledger.value = open;
    setOut.value = null;
  });
}

/** A moment that is passed by: its objects, and nothing else. */
export function showPassing(now: EngineState) {
  batch(() => {
    setOut.value ??= state.value;
    state.value = state.value ? keepSame(state.value, now) : now;
  });
}

/** The same moment, with other wishes for its picture; what has just died stays in it. */
export async function lookAnew() {
  const now: EngineState = await demand("state", await wishes());
  const before = state.value;
  if (before?.tick === now.tick) {
    const alive = new Set(now.objects.map((o) => o.id));
    const ghosts = before.objects.filter((o) => o.ghost && !alive.has(o.id));
    state.value = { ...now, objects: [...keepSame(before, now).objects, ...ghosts] };
  }
}

/** Another recording, or more of it: shown, and kept for when its engine is lost. */
export function lookAgain() {
  return onlyLooking(async () => {
    const seen = await look();
    if (!isOpening()) {
      await loadLayering().catch(fail);
    }
    const course = await demand("series");
    // Charts are drawn once, over the ticks of this recording and not of the last one.
    await arrive(() => {
      show(seen);
      series.value = course;
    });
    void keep();
  });
}

/** Run the program anew with other thresholds; null: with its own. */
export function runWith(wanted: number[] | null) {
  thresholds.value = wanted;
  return run();
}

/** Nothing of an earlier run stays. */
export function resetPicture() {
  forgetKept();
  output.value = [];
  transcript.value = [];
  ledger.value = null;
  state.value = null;
  changes.value = null;
  forgetTravel();
  forgetSought();
  wish.value = null;
}

/** How often a program was run to its end. */
export const runs = signal(0);

export function run() {
  return busy(async () => {
    const program = source.value;
    resetPicture();
    const names = assignedNames(program);
    const wanted = thresholds.value;
    const prepare = async () => {
      await beginAnew();
      if (names.length) {
        await demand("watch", { names });
      }
      const made = wanted && (await demand("branch", { thresholds: wanted }));
      if (made?.exception) {
        problem.value = { code: "engine_failed", detail: made.exception.message };
      }
    };
    await prepare();
    if (wanted) {
      // A change at the very beginning: lines and counts of the program stay its own.
      note({ kind: "note", text: `>>> gc.set_threshold(${wanted.join(", ")})\n` });
    }
    await record(program, showCell, prepare);
    recorded.value = program;
    await lookAgain();
    runs.value++;
    ready.value = true;
  });
}

/** The commands that are one Python statement each. */
export type Operation = {
  [C in CommandName]: Answer<C> extends Shapes["CreateReply"] ? C : never;
}[CommandName];

async function operated(reply: Shapes["CreateReply"], command: Operation, fields: object) {
  transcript.value = [...transcript.value, reply.statement];
  note({ kind: "note", text: `>>> ${reply.statement}\n` });
  showCell(reply);
  const name = "name" in fields ? fields.name : undefined;
  if ((command === "create" || command === "bind") && typeof name === "string") {
    await ask("watch", { names: [name] });
  }
  await lookAgain();
}

/** In the middle of the program: the statement runs where the program stands, and then the rest of it. */
async function branchInside(statement: string) {
  const from = position.value?.tick ?? 0;
  await demand("branch", { statement: anywhere(statement) });
  transcript.value = [...transcript.value, statement];
  note({ kind: "note", text: `>>> ${statement}  # tick ${from}\n` });
  await runOn((slice) => demand("continue", slice), tellStop);
  await lookAgain();
  // What the old future wrote has never been.
  const { stdout, stderr } = await demand("output");
  output.value = [{ kind: "out", text: stdout }, { kind: "err", text: stderr }, ...output.value.filter((l) => l.kind === "note")];
}

/** What is changed is the end of the recording; in its past one is asked whether to begin another future. */
export function operate<C extends Operation>(command: C, fields: Fields<C>): Promise<void> {
  const now = position.value;
  const atEnd = () => busy(async () => {
    await demand("seek", {});
    await operated((await demand(command, fields)) as Shapes["CreateReply"], command, fields ?? {});
  });
  wish.value = null;
  if (!now || now.at_end || running.value) {
    return atEnd();
  }
  const statement = statementOf(command, (fields ?? {}) as Record<string, unknown>);
  const branch = () => busy(async () => {
    if (now.running) {
      await branchInside(statement);
      await seekAfter(now.tick + 1);
      return;
    }
    await demand("branch", {});
    await operated((await demand(command, fields)) as Shapes["CreateReply"], command, fields ?? {});
  });
  wish.value = { statement, tick: now.tick, branch, atEnd };
  return Promise.resolve();
}

/** After a branch: the moment right after it, not the end of the new future. */
async function seekAfter(tick: number) {
  const reply = await demand("seek", { tick });
  await standAt(reply);
}

/** Some lines of the program, at the end of what has run. */
export function runPart(part: string) {
  return busy(async () => {
    await demand("seek", {});
    transcript.value = [...transcript.value, part];
    note({ kind: "note", text: `>>> ${part.trim().replaceAll("\n", "\n... ")}\n` });
    await runOn((slice) => demand("exec", { source: part, ...slice }), showCell);
    await lookAgain();
  });
}

export async function openLedger(id: string) {
  try {
    ledger.value = await demand("ledger", { id, lang: language.value });
  } catch (error) {
    fail(error);
  }
}

export function chooseEngine(kind: "page" | "server") {
  if (changeEngine(kind)) {
    void run();
  }
}
