import { defaultKeymap, history, historyKeymap, indentWithTab } from "@codemirror/commands";
import { bracketMatching, ensureSyntaxTree, indentUnit } from "@codemirror/language";
import { EditorState } from "@codemirror/state";
import { EditorView, highlightActiveLineGutter, keymap, lineNumbers } from "@codemirror/view";
import { effect, signal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { edited, recorded, run, running, runPart, source, state } from "../../model/app";
import { countsShown, toggleCounts } from "../../model/inline";
import { passingBy } from "../../model/passing";
import { inTurn } from "../../model/turns";
import { breakpoints, marks, setBreakpoints } from "../../model/travel";
import { t } from "../../i18n/i18n";
import { presenterLine } from "../live/presenter_line";
import { bound, BoundList, CountsButton } from "./bound_list";
import { breakpointGutter, breakpointLines, breakpointSet, setLines, toggleHere } from "./breakpoint_gutter";
import { boundNames } from "./counts";
import { dedent } from "./dedent";
import { ErrorBar, failure } from "./error_bar";
import { errorMarks, markFailure } from "./error_marks";
import type { Failure, Place } from "./failure";
import { inlineCounts, showCounts } from "./inline_counts";
import { bringLanguage, grammar, language } from "./language";
import { readScopes, type Scopes } from "./scopes";
import { markStanding, standing, standingGutter } from "./standing";
import "./editor.css";

const largestFile = 1_000_000;

/** A Python file dropped into the editor takes the program's place; undo brings it back. */
function openDropped(event: DragEvent, view: EditorView): boolean {
  const file = [...(event.dataTransfer?.files ?? [])].find((f) => f.name.endsWith(".py") && f.size <= largestFile);
  if (file) {
    event.preventDefault();
    void file.text().then((text) => view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text } }));
  }
  return !!file;
}

const selected = signal("");

function runSelected(view: EditorView): boolean {
  const { from, to } = view.state.selection.main;
  if (from < to) {
    void runPart(dedent(view.state.sliceDoc(view.state.doc.lineAt(from).from, to)));
  }
  return from < to;
}

/** Names are looked for anew when the text is another one. */
function scopesOf(view: EditorView): (text: string) => Scopes | null {
  let last: { text: string; scopes: Scopes } | null = null;
  return (text) => {
    if (last?.text !== text) {
      const tree = ensureSyntaxTree(view.state, view.state.doc.length, 200);
      last = tree && { text, scopes: readScopes(tree, text, (at) => view.state.doc.lineAt(at).number) };
    }
    return last?.scopes ?? null;
  };
}

/** The editor's text, as it was told last. */
let written = "";

/** Another program, from elsewhere on the page. */
const followText = (view: EditorView) => effect(() => {
  const text = source.value;
  if (text !== written) {
    view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text } });
  }
});

const followBreakpoints = (view: EditorView) => effect(() => {
  const lines = breakpoints.value;
  if (lines.join() !== breakpointLines(view.state).join()) {
    view.dispatch({ effects: setLines.of(lines) });
  }
});

/** Where the program stands, while the text is the one that ran. */
const followMarks = (view: EditorView) => effect(() => {
  const now = marks.value;
  const line = now.next ?? now.done;
  const isMine = !edited.value;
  view.dispatch({ effects: markStanding.of(isMine ? now : { done: null, next: null }) });
  // Under a finger that drags the text would only dance.
  if (!passingBy.value && isMine && line !== null && line <= view.state.doc.lines && !view.hasFocus) {
    view.dispatch({ effects: EditorView.scrollIntoView(view.state.doc.line(line).from, { y: "nearest", yMargin: 40 }) });
  }
});

/** Counts behind names, while wanted and while the text is the one that ran. */
function followCounts(view: EditorView): () => void {
  const read = scopesOf(view);
  let shown = false;
  return effect(() => {
    const now = state.value;
    const text = recorded.value;
    const readable = countsShown.value && grammar.value !== null && !edited.value;
    const scopes = readable && now && text === view.state.doc.toString() ? read(text) : null;
    const found = scopes && now ? boundNames(scopes, now, (at) => view.state.doc.lineAt(at).number) : [];
    bound.value = found.length || bound.peek().length ? found : bound.peek();
    if (shown || bound.peek().length) {
      view.dispatch({ effects: showCounts.of(bound.peek()) });
    }
    shown = bound.peek().length > 0;
  });
}

/** The marks of a failure; when it has just happened, its place comes into view. */
function followFailure(view: EditorView): () => void {
  let shown: Failure | null = null;
  return effect(() => {
    const now = failure.value;
    if (now === shown) {
      return;
    }
    shown = now;
    const line = now?.places.at(-1)?.line ?? 0;
    const isThere = line >= 1 && line <= view.state.doc.lines && !view.hasFocus;
    view.dispatch({
      effects: [
        markFailure.of(now),
        ...(isThere ? [EditorView.scrollIntoView(view.state.doc.line(line).from, { y: "nearest", yMargin: 40 })] : []),
      ],
    });
  });
}

function goTo(view: EditorView, place: Place) {
  if (place.line <= view.state.doc.lines) {
    const line = view.state.doc.line(place.line);
    view.dispatch({ selection: { anchor: Math.min(line.from + place.from, line.to) }, scrollIntoView: true });
    view.focus();
  }
}

export function CodeEditor() {
  const host = useRef<HTMLDivElement>(null);
  const editor = useRef<EditorView | null>(null);
  useEffect(() => {
    const view = new EditorView({
      parent: host.current!,
      state: EditorState.create({
        doc: (written = source.value),
        extensions: [
          breakpointSet,
          breakpointGutter,
          lineNumbers(),
          standing,
          standingGutter,
          highlightActiveLineGutter(),
          history(),
          bracketMatching(),
          indentUnit.of("    "),
          language(),
          errorMarks,
          inlineCounts,
          // tabindex: what scrolls must hold something that Tab reaches; "editable" alone is not enough for all readers.
          EditorView.contentAttributes.of({ "aria-label": t("code"), tabindex: "0" }),
          EditorView.domEventHandlers({ drop: openDropped }),
          presenterLine,
          keymap.of([
            { key: "Mod-Enter", run: () => (void run(), true) },
            { key: "Mod-Shift-Enter", run: runSelected },
            { key: "F4", run: () => (toggleCounts(), true) },
            { key: "F9", run: toggleHere },
            ...defaultKeymap,
            ...historyKeymap,
            indentWithTab,
          ]),
          EditorView.updateListener.of((update) => {
            if (update.docChanged) {
              written = update.state.doc.toString();
              source.value = written;
            }
            if (update.selectionSet || update.docChanged) {
              const { from, to } = update.state.selection.main;
              selected.value = from < to ? update.state.sliceDoc(update.state.doc.lineAt(from).from, to) : "";
            }
            if (update.docChanged || update.startState.field(breakpointSet) !== update.state.field(breakpointSet)) {
              setBreakpoints(breakpointLines(update.state));
            }
          }),
        ],
      }),
    });
    editor.current = view;
    let ends: (() => void)[] = [];
    // To make the editor and to mark things in it are two tasks.
    inTurn(() => {
      if (editor.current === view) {
        ends = [followText(view), followFailure(view), followBreakpoints(view), followMarks(view), followCounts(view), bringLanguage(view)];
      }
    });
    return () => {
      editor.current = null;
      ends.forEach((end) => end());
      view.destroy();
    };
  }, []);
  return (
    <>
      <div class="editor" ref={host} data-testid="editor" />
      <ErrorBar onGo={(place) => editor.current && goTo(editor.current, place)} />
      <div class="editor-bar">
        <CountsButton />
        {selected.value && (
          <button data-testid="run-selection" disabled={running.value} onClick={() => void runPart(dedent(selected.value))}>{t("run.selection")}</button>
        )}
      </div>
      <BoundList />
    </>
  );
}
