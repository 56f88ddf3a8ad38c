import { afterEach, describe, expect, it, vi } from "vitest";
import { demand } from "./engine";
import { HttpEngine } from "./http_engine";

interface Call {
  path: string;
  init: RequestInit;
}

/** A server that gives these answers in turn, the last one for ever. */
function server(...answers: (unknown | Error)[]): Call[] {
  const calls: Call[] = [];
  vi.stubGlobal("fetch", async (path: string, init: RequestInit) => {
    const answer = answers[Math.min(calls.length, answers.length - 1)];
    calls.push({ path, init });
    if (answer instanceof Error) {
      throw answer;
    }
    return new Response(typeof answer === "string" ? answer : JSON.stringify(answer), { status: 200 });
  });
  return calls;
}

const session = { ok: true, id: "s1" };
afterEach(() => vi.unstubAllGlobals());

describe("HttpEngine", () => {
  it("opens one session and asks in it", async () => {
    const calls = server(session, { ok: true, stdout: "2\n" });
    const engine = new HttpEngine();
    expect(await engine.ask("exec", { source: "print(2)" })).toEqual({ ok: true, stdout: "2\n" });
    await engine.ask("state");
    expect(calls.map((c) => c.path)).toEqual([
      "api/v1/sessions",
      "api/v1/sessions/s1/exec",
      "api/v1/sessions/s1/state",
    ]);
    expect(JSON.parse(calls[1].init.body as string)).toEqual({ source: "print(2)" });
  });

  it("says that there is no server", async () => {
    server(new TypeError("refused"));
    await expect(new HttpEngine().ask("state")).rejects.toMatchObject({ code: "no_server" });
  });

  it("says that the server which opened the session is gone", async () => {
    server(session, new TypeError("refused"));
    await expect(new HttpEngine().ask("state")).rejects.toMatchObject({ code: "server_gone" });
  });

  it("takes an answer that is not JSON for no server", async () => {
    server("<html>404</html>");
    await expect(new HttpEngine().ask("state")).rejects.toMatchObject({ code: "no_server", message: "HTTP 200" });
  });

  it("passes on why no session could be opened, and tries again next time", async () => {
    server({ ok: false, error: { code: "too_many_sessions", message: "full" } }, session, { ok: true });
    const engine = new HttpEngine();
    await expect(engine.ask("state")).rejects.toMatchObject({ code: "too_many_sessions" });
    await expect(engine.ask("state")).resolves.toEqual({ ok: true });
  });

  it("opens a new session after the server forgot the old one", async () => {
    const calls = server(session, { ok: false, error: { code: "unknown_session", message: "" } }, { ok: true, id: "s2" }, { ok: true });
    const engine = new HttpEngine();
    expect((await engine.ask("state")).ok).toBe(false);
    await engine.ask("state");
    expect(calls.at(-1)?.path).toBe("api/v1/sessions/s2/state");
  });

  it("turns an error reply into an exception on demand", async () => {
    server(session, { ok: false, error: { code: "bad_field", message: "no such name" } });
    await expect(demand(new HttpEngine(), "unbind", { name: "q" })).rejects.toMatchObject({
      code: "bad_field",
      message: "no such name",
    });
  });

  it("interrupts what runs when stopped, and gives the session back", async () => {
    const deleted: string[] = [];
    vi.stubGlobal("fetch", (path: string, init: RequestInit) => {
      if (init.method === "DELETE") {
        deleted.push(path);
        return Promise.resolve(new Response("{}"));
      }
      if (path === "api/v1/sessions") {
        return Promise.resolve(new Response(JSON.stringify(session)));
      }
      return new Promise((_, reject) =>
        init.signal!.addEventListener("abort", () => reject(new DOMException("stopped", "AbortError"))),
      );
    });
    const engine = new HttpEngine();
    const running = engine.ask("exec", { source: "while True: pass" });
    await new Promise((resolve) => setTimeout(resolve, 5));
    engine.stop();
    await expect(running).rejects.toMatchObject({ code: "interrupted" });
    await vi.waitFor(() => expect(deleted).toEqual(["api/v1/sessions/s1"]));
  });
});
