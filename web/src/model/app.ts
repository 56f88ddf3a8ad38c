import { signal } from "@preact/signals";
import type { Answer, CommandName, Fields, Shapes } from "../engine/api";
import { demand, EngineError, type Engine } from "../engine/engine";
import { HttpEngine } from "../engine/http_engine";
import { WorkerEngine } from "../engine/worker_engine";
import { examples } from "./examples";
import { assignedNames } from "./names";
import type { EngineState, Ledger, Series } from "./state";

export interface OutputLine {
  kind: "out" | "err" | "note";
  text: string;
}

export const source = signal(examples[0].source);
export const running = signal(false);
export const ready = signal(false);
export const output = signal<OutputLine[]>([]);
/** Statements that operations have run, as Python. */
export const transcript = signal<string[]>([]);
export const state = signal<EngineState | null>(null);
export const series = signal<Series | null>(null);
export const errorLine = signal<number | null>(null);
export const ledger = signal<Ledger | null>(null);
/** Code of a limit or failure to be shown in words; see i18n `problem.*`. */
export const problem = signal<{ code: string; detail: string } | null>(null);
export const engineKind = signal<Engine["kind"]>("page");

/** Kept while the server's engine is in use: the way back must not need the server. */
const own = new WorkerEngine();
let engine: Engine = own;

function note(line: OutputLine) {
  if (line.text) {
    output.value = [...output.value, line];
  }
}

function fail(error: unknown) {
  if (error instanceof EngineError) {
    problem.value = { code: error.code, detail: error.message };
  } else {
    problem.value = { code: "engine_failed", detail: String(error) };
  }
}

function showCell(reply: Shapes["Run"]) {
  note({ kind: "out", text: reply.stdout });
  note({ kind: "err", text: reply.stderr });
  if (reply.stopped) {
    problem.value = { code: reply.stopped, detail: "" };
  }
}

async function look() {
  state.value = await demand(engine, "state");
  series.value = await demand(engine, "series");
  const open = ledger.value;
  if (open) {
    const reply = await engine.ask("ledger", { id: open.id });
    ledger.value = reply.ok ? reply : null;
  }
}

async function busy(work: () => Promise<void>) {
  if (running.value) {
    return;
  }
  running.value = true;
  problem.value = null;
  try {
    await work();
  } catch (error) {
    fail(error);
  } finally {
    running.value = false;
  }
}

export function run() {
  return busy(async () => {
    output.value = [];
    transcript.value = [];
    errorLine.value = null;
    ledger.value = null;
    await demand(engine, "reset");
    const names = assignedNames(source.value);
    if (names.length) {
      await demand(engine, "watch", { names });
    }
    const reply = await demand(engine, "exec", { source: source.value });
    showCell(reply);
    errorLine.value = reply.exception?.line ?? null;
    await look();
    ready.value = true;
  });
}

/** The commands that are one Python statement each. */
export type Operation = {
  [C in CommandName]: Answer<C> extends Shapes["CreateReply"] ? C : never;
}[CommandName];

export function operate<C extends Operation>(command: C, fields: Fields<C>) {
  return busy(async () => {
    const reply = (await demand(engine, command, fields)) as Shapes["CreateReply"];
    transcript.value = [...transcript.value, reply.statement];
    note({ kind: "note", text: `>>> ${reply.statement}\n` });
    showCell(reply);
    const name = "name" in fields ? fields.name : undefined;
    if ((command === "create" || command === "bind") && typeof name === "string") {
      await engine.ask("watch", { names: [name] });
    }
    await look();
  });
}

export async function openLedger(id: string) {
  try {
    ledger.value = await demand(engine, "ledger", { id });
  } catch (error) {
    fail(error);
  }
}

/** Ends the running program at once. */
export function stop() {
  engine.stop();
}

export function chooseEngine(kind: Engine["kind"]) {
  if (kind === engine.kind || running.value) {
    return;
  }
  if (engine !== own) {
    engine.close();
  }
  engine = kind === "page" ? own : new HttpEngine();
  engineKind.value = kind;
  void run();
}
