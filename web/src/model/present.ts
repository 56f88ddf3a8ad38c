/** Showing a session of the server to others: its view is opened, and told where this page stands. */
import { effect } from "@preact/signals";
import { address, type ServerAnswers } from "../engine/api";
import { EngineError } from "../engine/engine";
import { demandCall } from "../engine/http_engine";
import { engineKind, ledger, recorded, running, source } from "./app";
import { caretLine, pointed, presented, type Cursor, type Presented } from "./live";
import { noticePointing } from "./pointing";
import { fail, serverSession } from "./session";
import { position, recordings } from "./travel";
import { view } from "./view";

const pollMilliseconds = 3000;

let session = "";
let viewId = "";
let waiting: Cursor | null = null;
let telling = false;
let stopWatching = () => {};

function change(to: Partial<Presented>) {
  if (presented.peek()) {
    presented.value = { ...presented.peek()!, ...to };
  }
}

/** The session is no more, or the server is not there just now. */
function missed(error: unknown) {
  const code = error instanceof EngineError ? error.code : "";
  if (["unknown_session", "unknown_view", "no_view"].includes(code)) {
    stopWatching();
    change({ state: "gone", followers: 0 });
  } else {
    change({ state: "lost" });
  }
}

/** One after the other; of those that wait only the last is told. */
async function tell(cursor: Cursor) {
  waiting = cursor;
  if (telling) {
    return;
  }
  telling = true;
  try {
    while (waiting) {
      const body = JSON.stringify(waiting);
      waiting = null;
      const { followers } = await demandCall<ServerAnswers["put_cursor"]>(address("/api/v1/sessions/{id}/cursor", session), "POST", body);
      change({ followers, state: "open" });
    }
  } catch (error) {
    missed(error);
  } finally {
    telling = false;
  }
}

/** null: there is nothing to be shown yet, or it is being made. */
function here(): Cursor | null {
  const at = position.value;
  const selected = ledger.value?.id;
  const line = recorded.value === source.value ? caretLine.value : null;
  const pointer = pointed.value;
  return at && !running.value
    ? {
        recording: recordings.value, tick: at.tick, view: view.value,
        ...(selected && { selected }), ...(pointer && { pointed: pointer }), ...(line && { line }),
      }
    : null;
}

async function poll() {
  const wasLost = presented.peek()?.state === "lost";
  try {
    const { followers } = await demandCall<ServerAnswers["read_view"]>(address("/api/v1/views/{id}", viewId), "GET");
    change({ followers, state: "open" });
    const cursor = here();
    if (wasLost && cursor) {
      await tell(cursor);
    }
  } catch (error) {
    missed(error);
  }
}

const closeView = () =>
  fetch(address("/api/v1/sessions/{id}/view", session), { method: "DELETE", keepalive: true }).catch(() => {});

function watch() {
  const timer = setInterval(() => void poll(), pollMilliseconds);
  const stopTelling = effect(() => {
    const cursor = here();
    if (cursor) {
      void tell(cursor);
    }
  });
  // Another engine: the session is given back, and its view with it.
  const stopEngine = effect(() => {
    if (engineKind.value !== "server") {
      stopWatching();
      presented.value = null;
    }
  });
  const stopPointing = noticePointing();
  const leave = () => void closeView();
  addEventListener("pagehide", leave);
  return () => {
    clearInterval(timer);
    stopTelling();
    stopEngine();
    stopPointing();
    removeEventListener("pagehide", leave);
  };
}

export async function present() {
  const asked = serverSession();
  if (!asked || presented.peek()) {
    return;
  }
  try {
    session = await asked;
    viewId = (await demandCall<ServerAnswers["open_view"]>(address("/api/v1/sessions/{id}/view", session), "POST")).id;
  } catch (error) {
    fail(error);
    return;
  }
  presented.value = { link: `${location.href.replace(/#.*/, "")}#live=${viewId}`, followers: 0, state: "open" };
  stopWatching = watch();
}

export async function endPresenting() {
  stopWatching();
  presented.value = null;
  await closeView();
}
