/** One engine, wherever it runs: a command in, its reply out. */
export interface Reply {
  ok: boolean;
  error?: { code: string; message: string };
  [key: string]: unknown;
}

export interface Engine {
  readonly kind: "page" | "server";
  ask(command: string, fields?: Record<string, unknown>): Promise<Reply>;
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
export async function demand(engine: Engine, command: string, fields?: Record<string, unknown>) {
  const reply = await engine.ask(command, fields);
  if (!reply.ok) {
    throw new EngineError(reply.error?.code ?? "error", reply.error?.message ?? "");
  }
  return reply;
}
