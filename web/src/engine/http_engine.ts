import { EngineError, type Engine, type Reply } from "./engine";

const sessions = "api/v1/sessions";

/** A session of the server that served this page. */
export class HttpEngine implements Engine {
  readonly kind = "server";
  private id: Promise<string> | null = null;
  private abort = new AbortController();

  private async call(path: string, method: string, body?: string): Promise<Reply> {
    // stop() puts a new one in its place: this call's own says whether it was stopped.
    const { signal } = this.abort;
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
      throw new EngineError(signal.aborted ? "interrupted" : "no_server", "");
    }
    try {
      return JSON.parse(text) as Reply;
    } catch {
      throw new EngineError("no_server", `HTTP ${response.status}`);
    }
  }

  private session(): Promise<string> {
    this.id ??= this.call(sessions, "POST").then((reply) => {
      if (typeof reply.id !== "string") {
        throw new EngineError(reply.error?.code ?? "no_server", reply.error?.message ?? "");
      }
      return reply.id;
    });
    this.id.catch(() => (this.id = null));
    return this.id;
  }

  async ask(command: string, fields: Record<string, unknown> = {}): Promise<Reply> {
    const id = await this.session();
    const reply = await this.call(`${sessions}/${id}/${command}`, "POST", JSON.stringify(fields));
    if (reply.error?.code === "unknown_session") {
      this.id = null; // it was idle too long
    }
    return reply;
  }

  stop() {
    this.abort.abort();
    this.abort = new AbortController();
    this.forget();
  }

  close() {
    this.forget();
  }

  private forget() {
    const old = this.id;
    this.id = null;
    old?.then((id) => fetch(`${sessions}/${id}`, { method: "DELETE", keepalive: true })).catch(() => {});
  }
}
