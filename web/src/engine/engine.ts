import type { Answer, CommandName, ErrorReply, Fields } from "./api";

/** One engine, wherever it runs: a command in, its reply out. */
export interface Engine {
  readonly kind: "page" | "server";
  /** Does what is asked while an answer is on its way come after it? Else one has to wait for the answer. */
  readonly inOrder: boolean;
  ask<C extends CommandName>(command: C, fields?: Fields<C>): Promise<Answer<C> | ErrorReply>;
  /** Asks for the end of what runs; what was recorded stays. */
  interrupt(): void;
  /** Ends what runs, at once; the engine is then a fresh one. */
  stop(): void;
  /** Called when the session with its recording is lost, however that came. */
  onLoss: () => void;
  close(): void;
}

export class EngineError extends Error {
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

/** Ask, and turn an error reply into an exception. */
export async function demand<C extends CommandName>(
  engine: Engine,
  command: C,
  fields?: Fields<C>,
): Promise<Answer<C>> {
  const reply = await engine.ask(command, fields);
  if (!reply.ok) {
    throw new EngineError(reply.error.code, reply.error.message);
  }
  return reply as Answer<C>;
}

/** Two commands, the second right after the first: where the engine keeps the order without waiting for the first's answer. */
export async function demandBoth<C extends CommandName, D extends CommandName>(
  engine: Engine,
  first: C,
  ofFirst: Fields<C>,
  second: D,
  ofSecond: Fields<D>,
): Promise<[Answer<C>, Answer<D>]> {
  if (engine.inOrder) {
    return Promise.all([demand(engine, first, ofFirst), demand(engine, second, ofSecond)]);
  }
  return [await demand(engine, first, ofFirst), await demand(engine, second, ofSecond)];
}
