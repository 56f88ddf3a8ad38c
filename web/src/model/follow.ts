/**
 * Following a session that someone presents. What follows is the page's own engine: it repeats the presenter's recording,
 * and goes where the presenter's cursor goes. So one can look for oneself at any time, and keeps all when the line is cut.
 */
import { effect } from "@preact/signals";
import { address, type Answer, type Fields, type ServerAnswers } from "../engine/api";
import { EngineError } from "../engine/engine";
import { call, demandCall } from "../engine/http_engine";
import { ledger, openLedger, ready, running, source } from "./app";
import { followed, type Cursor, type Followed } from "./live";
import { programOf, repeat } from "./run_file";
import { busy, fail } from "./session";
import { checked } from "./share";
import { position, recordings, seek } from "./travel";
import { isStageView, view } from "./view";

const patience = 20;
const pauseMilliseconds = () => 200 + Math.random() * 400;
const retryMilliseconds = 3000;

let id = "";
let wanted: Cursor | null = null;
let applying = false;
/** What was repeated: the presenter's number of it, and this page's own. */
let repeated = { theirs: -1, own: -1 };
/** How the page stood when the cursor had been followed. */
let stood = "";

const change = (to: Partial<Followed>) => (followed.value = { ...followed.peek()!, ...to });

/** Nothing is believed because a server has said it. */
export function checkedCursor(text: string): Cursor | null {
  try {
    const given = JSON.parse(text) as Record<string, unknown> | null;
    const { tick, view: shown, selected } = checked(given);
    const { tick: recording } = checked({ tick: given?.["recording"] });
    const { selected: pointed } = checked({ selected: given?.["pointed"] });
    const [line] = checked({ breakpoints: [given?.["line"]] }).breakpoints ?? [];
    return tick === undefined || shown === undefined || recording === undefined
      ? null
      : { recording, tick, view: shown, ...(selected && { selected }), ...(pointed && { pointed }), ...(line && { line }) };
  } catch {
    return null;
  }
}

/** What differs as soon as someone does something here. */
const standing = () => JSON.stringify([position.value?.tick, view.value, ledger.value?.id, source.value, recordings.value, running.value]);

const pause = () => new Promise((resolve) => setTimeout(resolve, pauseMilliseconds()));

/** Many may ask at once: then one waits a little. */
async function exported(): Promise<Answer<"export">["recording"]> {
  for (let n = 0; ; n++) {
    const reply = await call<Answer<"export">>(`api/v1/views/${id}/export`, "GET");
    if (reply.ok) {
      return reply.recording;
    }
    if (reply.error.code !== "view_busy" || n >= patience) {
      throw new EngineError(reply.error.code, reply.error.message);
    }
    await pause();
  }
}

async function repeatTheirs(theirs: number) {
  const found = programOf({ recording: await exported() });
  if (!found) {
    throw new EngineError("bad_recording", "");
  }
  await busy(async () => {
    const exact = await repeat(found.recording as Fields<"import">["recording"], found.program);
    change({ differs: !exact });
  });
  repeated = { theirs, own: recordings.peek() };
  ready.value = true;
}

async function goTo(cursor: Cursor) {
  if (cursor.recording !== repeated.theirs || recordings.peek() !== repeated.own) {
    await repeatTheirs(cursor.recording);
  }
  if (isStageView(cursor.view)) {
    view.value = cursor.view;
  }
  if (position.peek()?.tick !== cursor.tick) {
    await seek(cursor.tick);
  }
  if (cursor.selected !== ledger.peek()?.id) {
    ledger.value = null;
    if (cursor.selected) {
      await openLedger(cursor.selected);
    }
  }
  change({ shown: true });
}

/** To where the presenter is; of several cursors only the last counts. */
async function catchUp() {
  if (applying || !followed.peek()?.attached || running.peek()) {
    return;
  }
  applying = true;
  try {
    for (let to = wanted; to && followed.peek()?.attached; to = wanted) {
      wanted = null;
      await goTo(to);
    }
  } catch (error) {
    if (!(error instanceof EngineError) || !["no_server", "unknown_view"].includes(error.code)) {
      fail(error); // those two are told by the line itself
    }
  } finally {
    stood = standing();
    applying = false;
  }
}

function hear(text: string) {
  const cursor = checkedCursor(text);
  if (cursor) {
    wanted = cursor;
    change({ cursor, line: "open" });
    void catchUp();
  }
}

/** Why the line is not there: is the view closed, are there too many, or is it the way? */
async function asked(): Promise<Followed["line"]> {
  try {
    await demandCall<ServerAnswers["read_view"]>(address("/api/v1/views/{id}", id), "GET");
    return "full";
  } catch (error) {
    const closed = error instanceof EngineError && error.code === "unknown_view";
    return closed ? "ended" : "lost";
  }
}

function listen() {
  const line = new EventSource(`api/v1/views/${id}/events`);
  const end = (why: Followed["line"]) => {
    line.close();
    change({ line: why, attached: false });
  };
  line.onopen = () => change({ line: "open" });
  line.addEventListener("cursor", (e) => hear((e as MessageEvent<string>).data));
  line.addEventListener("end", () => end("ended"));
  line.onerror = async () => {
    change({ line: "lost" });
    if (line.readyState !== EventSource.CLOSED) {
      return; // the browser tries again, from the last event on
    }
    const why = await asked();
    if (why === "ended") {
      end(why);
    } else {
      change({ line: why });
      setTimeout(listen, retryMilliseconds);
    }
  };
}

/** Whoever does something here looks for themselves from then on. */
function noticeOwnWays() {
  effect(() => {
    const now = standing();
    const is = followed.peek();
    if (is?.attached && is.shown && !applying && now !== stood) {
      lookForMyself();
    }
  });
}

export function lookForMyself() {
  change({ attached: false });
}

export function followAgain() {
  wanted = followed.peek()!.cursor;
  change({ attached: true });
  void catchUp();
}

/** False: there is no such view; the page shows what it would without the link. */
export async function follow(given: string): Promise<boolean> {
  id = given;
  followed.value = { line: "joining", attached: true, shown: false, cursor: null, differs: false };
  try {
    const { cursor } = await demandCall<ServerAnswers["read_view"]>(address("/api/v1/views/{id}", id), "GET");
    await repeatTheirs(cursor?.recording ?? -1);
    stood = standing();
  } catch {
    change({ line: "unknown", attached: false });
    return false;
  }
  noticeOwnWays();
  listen();
  return true;
}
