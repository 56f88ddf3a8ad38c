import { signal } from "@preact/signals";
import type { Answer, CommandName, Fields } from "../engine/api";
import { demand as demandOf, demandBoth as demandBothOf, EngineError, type Engine } from "../engine/engine";
import { HttpEngine } from "../engine/http_engine";
import { OpeningEngine } from "../engine/opening_engine";
import { WorkerEngine } from "../engine/worker_engine";

/** The engine in use, and what is going on with it. */
export const engineKind = signal<Engine["kind"]>("page");
/** Something runs that changes the session; looking and moving must wait. */
export const running = signal(false);
/** Code of a limit or failure to be shown in words; see i18n `problem.*`. */
export const problem = signal<{ code: string; detail: string } | null>(null);

/** How often the recording was lost with the engine that had it. */
export const losses = signal(0);
/** The engine has itself made what the page opened with, and answers at once (see opening_engine.ts). */
export const awake = signal(false);

/** Kept while the server's engine is in use: the way back must not need the server. */
const own = new OpeningEngine(new WorkerEngine(), (error) => engine === own && fail(error), () => (awake.value = true));
let engine: Engine = own;
/** All that was asked so far was known before. */
export const isOpening = () => engine === own && own.isOpening;
const noticeLoss = (of: Engine) => (of.onLoss = () => void (of === engine && losses.value++));
noticeLoss(own);

export const ask = <C extends CommandName>(command: C, fields?: Fields<C>) => engine.ask(command, fields);
/** Ask, and turn an error reply into an exception. */
export const demand = <C extends CommandName>(command: C, fields?: Fields<C>): Promise<Answer<C>> =>
  demandOf(engine, command, fields);
/** Two commands, the second right after the first. */
export const demandBoth = <C extends CommandName, D extends CommandName>(c: C, ofC: Fields<C>, d: D, ofD: Fields<D>) =>
  demandBothOf(engine, c, ofC, d, ofD);

export function fail(error: unknown) {
  if (error instanceof EngineError) {
    problem.value = { code: error.code, detail: error.message };
  } else {
    problem.value = { code: "engine_failed", detail: String(error) };
  }
}

export async function busy(work: () => Promise<void>) {
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

/** Asks the engine to end what runs, keeping the recording; it may be too busy to hear. */
export function interrupt() {
  engine.interrupt();
}

/** Ends what runs at once; the session is lost with it. */
export function abandon() {
  engine.stop();
}

/** The session of the server that is in use; null: the engine is the page's own. */
export const serverSession = (): Promise<string> | null => (engine instanceof HttpEngine ? engine.session() : null);

/** False: it is in use already. */
export function changeEngine(kind: Engine["kind"]): boolean {
  if (kind === engine.kind || running.value) {
    return false;
  }
  if (engine !== own) {
    engine.close();
  }
  engine = kind === "page" ? own : new HttpEngine();
  noticeLoss(engine);
  awake.value ||= kind === "server"; // it runs already
  engineKind.value = kind;
  return true;
}
