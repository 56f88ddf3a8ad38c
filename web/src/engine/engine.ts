import type { Answer, CommandName, ErrorReply, Fields } from "./api";

/** One engine, wherever it runs: a command in, its reply out. */
export interface Engine {
  readonly kind: "page" | "server";
  ask<C extends CommandName>(command: C, fields?: Fields<C>): Promise<Answer<C> | ErrorReply>;
  /** Ends what runs, at once; the engine is then a fresh one. */
  stop(): void;
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
