import { defaultKeymap, history, historyKeymap, indentWithTab } from "@codemirror/commands";
import { pythonLanguage } from "@codemirror/lang-python";
import { bracketMatching, ensureSyntaxTree, HighlightStyle, indentUnit, LanguageSupport, syntaxHighlighting } from "@codemirror/language";
import { EditorState } from "@codemirror/state";
import { EditorView, highlightActiveLineGutter, keymap, lineNumbers } from "@codemirror/view";
import { tags } from "@lezer/highlight";
import { effect, signal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { recorded, run, running, runPart, source, state } from "../../model/app";
import { countsShown, toggleCounts } from "../../model/inline";
import { passingBy } from "../../model/passing";
import { breakpoints, marks, setBreakpoints } from "../../model/travel";
import { t } from "../../i18n/i18n";
import { presenterLine } from "../live/presenter_line";
import { bound, BoundList, CountsButton } from "./bound_list";
import { breakpointGutter, breakpointLines, breakpointSet, setLines, toggleHere } from "./breakpoint_gutter";
import { boundNames } from "./counts";
import { dedent } from "./dedent";
import { ErrorBar, failure } from "./error_bar";
import { errorMarks, markFailure } from "./error_marks";
import type { Place } from "./failure";
import { inlineCounts, showCounts } from "./inline_counts";
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

const colours = HighlightStyle.define([
  { tag: tags.keyword, color: "var(--syntax-keyword)", fontWeight: "600" },
  { tag: [tags.string, tags.special(tags.string)], color: "var(--syntax-string)" },
  { tag: [tags.number, tags.bool, tags.null], color: "var(--syntax-number)" },
  { tag: tags.comment, color: "var(--syntax-comment)", fontStyle: "italic" },
  { tag: [tags.function(tags.variableName), tags.className], color: "var(--syntax-function)" },
]);

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

/** Counts behind names, while wanted and while the text is the one that ran. */
function followCounts(view: EditorView): () => void {
  const read = scopesOf(view);
  let shown = false;
  return effect(() => {
    const now = state.value;
    const text = recorded.value;
    const scopes = countsShown.value && now && text === source.value && text === view.state.doc.toString() ? read(text) : null;
    bound.value = scopes && now ? boundNames(scopes, now, (at) => view.state.doc.lineAt(at).number) : [];
    if (shown || bound.peek().length) {
      view.dispatch({ effects: showCounts.of(bound.peek()) });
    }
    shown = bound.peek().length > 0;
  });
}

/** The marks of a failure; when it has just happened, its place comes into view. */
function followFailure(view: EditorView): () => void {
  return effect(() => {
    const now = failure.value;
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
        doc: source.value,
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
          new LanguageSupport(pythonLanguage), // without its completions, which nobody asks for
          syntaxHighlighting(colours),
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
              source.value = update.state.doc.toString();
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
    const stopText = effect(() => {
      const text = source.value;
      if (text !== view.state.doc.toString()) {
        view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text } });
      }
    });
    const stopFailure = followFailure(view);
    editor.current = view;
    const stopBreaks = effect(() => {
      const lines = breakpoints.value;
      if (lines.join() !== breakpointLines(view.state).join()) {
        view.dispatch({ effects: setLines.of(lines) });
      }
    });
    const stopStanding = effect(() => {
      const now = marks.value;
      const isOfThisText = recorded.value === source.value;
      const line = now.next ?? now.done;
      view.dispatch({ effects: markStanding.of(isOfThisText ? now : { done: null, next: null }) });
      // Under a finger that drags the text would only dance.
      if (!passingBy.value && isOfThisText && line !== null && line <= view.state.doc.lines && !view.hasFocus) {
        view.dispatch({ effects: EditorView.scrollIntoView(view.state.doc.line(line).from, { y: "nearest", yMargin: 40 }) });
      }
    });
    const stopCounts = followCounts(view);
    return () => {
      stopText();
      stopFailure();
      stopBreaks();
      stopStanding();
      stopCounts();
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
