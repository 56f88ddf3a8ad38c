import { address, type Answer, type CommandName, type ErrorReply, type Fields, type ServerAnswers } from "./api";
import { EngineError, type Engine } from "./engine";

/** Ask the server that served this page. */
export async function call<Good>(path: string, method: string, body?: string, signal?: AbortSignal): Promise<Good | ErrorReply> {
  let response: Response;
  let text: string;
  try {
    response = await fetch(path, {
      method,
      body,
      signal,
      headers: body === undefined ? {} : { "Content-Type": "application/json" },
    });
    text = await response.text();
  } catch {
    throw new EngineError(signal?.aborted ? "interrupted" : "no_server", "");
  }
  try {
    return JSON.parse(text) as Good | ErrorReply;
  } catch {
    throw new EngineError("no_server", `HTTP ${response.status}`);
  }
}

/** The same, and turn an error reply into an exception. */
export async function demandCall<Good extends { ok: true }>(path: string, method: string, body?: string): Promise<Good> {
  const reply = await call<Good>(path, method, body);
  if (!reply.ok) {
    throw new EngineError(reply.error?.code ?? "no_server", reply.error?.message ?? "");
  }
  return reply as Good;
}

/** A session of the server that served this page. */
export class HttpEngine implements Engine {
  readonly kind = "server";
  readonly inOrder = false;
  private id: Promise<string> | null = null;
  private abort = new AbortController();
  onLoss = () => {};

  private call<Good>(path: string, method: string, body?: string): Promise<Good | ErrorReply> {
    // stop() puts a new one in its place: this call's own says whether it was stopped.
    return call(path, method, body, this.abort.signal);
  }

  /** The id of the session in use, which is a secret; of a new one if need be. */
  session(): Promise<string> {
    this.id ??= this.call<ServerAnswers["create_session"]>(address("/api/v1/sessions"), "POST").then((reply) => {
      if (!reply.ok) {
        throw new EngineError(reply.error?.code ?? "no_server", reply.error?.message ?? "");
      }
      return reply.id;
    });
    this.id.catch(() => (this.id = null));
    return this.id;
  }

  async ask<C extends CommandName>(command: C, fields?: Fields<C>): Promise<Answer<C> | ErrorReply> {
    const path = address(`/api/v1/sessions/{id}/${command}`, await this.session());
    const reply = await this.call<Answer<C>>(path, "POST", JSON.stringify(fields ?? {})).catch((error: unknown) => {
      // It was there to open the session.
      throw error instanceof EngineError && error.code === "no_server" ? new EngineError("server_gone", error.message) : error;
    });
    if (!reply.ok && reply.error.code === "unknown_session") {
      this.id = null; // it was idle too long, or the server has been started anew
      this.onLoss();
    }
    return reply;
  }

  interrupt() {
    this.id
      ?.then((id) => fetch(address("/api/v1/sessions/{id}/cancel", id), { method: "POST" }))
      .catch(() => {});
  }

  stop() {
    this.abort.abort();
    this.abort = new AbortController();
    this.forget();
    this.onLoss();
  }

  close() {
    this.forget();
  }

  private forget() {
    const old = this.id;
    this.id = null;
    old
      ?.then((id) => fetch(address("/api/v1/sessions/{id}", id), { method: "DELETE", keepalive: true }))
      .catch(() => {});
  }
}
