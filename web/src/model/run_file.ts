import type { Fields } from "../engine/api";
import { t } from "../i18n/i18n";
import { lookAgain, output, recorded, resetPicture, source, state, type OutputLine } from "./app";
import { address, shareState } from "./link";
import { assignedNames } from "./names";
import { save } from "./save";
import { busy, demand } from "./session";
import { position, words } from "./travel";

const mostBytes = 1_000_000;

/** The recording as a file: another page opens it, so does the server's `import`. */
export async function downloadRun() {
  await busy(async () => {
    const { recording } = await demand("export");
    save("run.pymemlab.json", new Blob([JSON.stringify({ recording })], { type: "application/json" }));
    shareState.value = "saved";
  });
}

type Recording = Fields<"import">["recording"];

export function programOf(given: { recording?: unknown }): { recording: Recording; program: string } | null {
  const recording = given?.recording as { format?: unknown; inputs?: unknown } | undefined;
  if (recording?.format !== "pymemlab-recording" || !Array.isArray(recording.inputs)) {
    return null;
  }
  const cells = (recording.inputs as unknown[]).map((x) => (x as { source?: unknown } | null)?.source);
  // A statement of the settings or an operation is a short one of ours; the program is the longest.
  const texts = cells.map((x) => (typeof x === "string" ? x : ""));
  const program = texts.reduce((a, b) => (b.length > a.length ? b : a), "");
  return { recording: recording as Recording, program };
}

/** A file that someone gives: it is run again, and told when it does not come to the same. */
export async function openRun(file: File) {
  let found: ReturnType<typeof programOf> = null;
  try {
    found = file.size <= mostBytes ? programOf(JSON.parse(await file.text())) : null;
  } catch {
    // not JSON
  }
  if (!found) {
    shareState.value = "bad_file";
    return;
  }
  const { recording, program } = found;
  await busy(async () => {
    shareState.value = "bad_file";
    shareState.value = (await repeat(recording, program)) ? "opened" : "differs";
  });
}

/** Run a recording again, and show it. False: it came to something else. */
export async function repeat(recording: Recording, program: string): Promise<boolean> {
  await demand("watch", { names: assignedNames(program) });
  const reply = await demand("import", { recording });
  resetPicture();
  source.value = recorded.value = program;
  await lookAgain();
  const { stdout, stderr } = await demand("output");
  const lines: OutputLine[] = [{ kind: "out", text: stdout }, { kind: "err", text: stderr }];
  output.value = lines.filter((line) => line.text);
  return reply.exact;
}

const cellText = (text: string) => text.replace(/[\\|`<>[\]*_]/g, "\\$&").replace(/\s+/g, " ");

/** Program, words, objects with their counts, link: for an issue or a chat. */
export async function asMarkdown(): Promise<string> {
  const now = position.value;
  const fence = "`".repeat(Math.max(3, ...(source.value.match(/`+/g) ?? []).map((x) => x.length + 1)));
  const rows = (state.value?.objects ?? []).filter((o) => !o.ghost).slice(0, 50)
    .map((o) => `| ${cellText(o.type)} | ${cellText(o.value ?? "")} | ${o.refcount} | …${o.id.slice(-4)} |`);
  return [
    `${fence}python`, source.value.trimEnd(), fence, "",
    ...(now ? [t("share.moment", { tick: now.tick, last: now.last_tick }), ""] : []),
    ...(words.value ? [cellText(words.value.text), ""] : []),
    ...(rows.length ? [t("share.columns"), "|---|---|---:|---|", ...rows, ""] : []),
    `[PyMemLab](${await address()})`, "",
  ].join("\n");
}

export async function copyMarkdown() {
  const text = await asMarkdown();
  try {
    await navigator.clipboard.writeText(text);
    shareState.value = "markdown";
  } catch {
    save("pymemlab.md", new Blob([text], { type: "text/markdown" }));
    shareState.value = "saved";
  }
}
