import { defaultKeymap, history, historyKeymap, indentWithTab } from "@codemirror/commands";
import { python } from "@codemirror/lang-python";
import { bracketMatching, HighlightStyle, indentUnit, syntaxHighlighting } from "@codemirror/language";
import { EditorState, RangeSet, StateEffect, StateField } from "@codemirror/state";
import {
  Decoration,
  EditorView,
  gutter,
  GutterMarker,
  highlightActiveLineGutter,
  keymap,
  lineNumbers,
  type DecorationSet,
} from "@codemirror/view";
import { tags } from "@lezer/highlight";
import { effect, signal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { errorLine, recorded, run, running, runPart, source } from "../../model/app";
import { breakpoints, marks, setBreakpoints } from "../../model/travel";
import { t } from "../../i18n/i18n";
import { dedent } from "./dedent";

const markLine = StateEffect.define<number | null>();

/** The line an exception came from, until the text changes. */
const markedLine = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(marks, change) {
    for (const e of change.effects) {
      if (e.is(markLine)) {
        const lines = change.state.doc.lines;
        if (e.value === null || e.value < 1 || e.value > lines) {
          return Decoration.none;
        }
        const from = change.state.doc.line(e.value).from;
        return Decoration.set([Decoration.line({ class: "cm-error-line" }).range(from)]);
      }
    }
    return change.docChanged ? Decoration.none : marks;
  },
  provide: (field) => EditorView.decorations.from(field),
});

/** A sign in the gutter: its shape says what it means, its colour says it again. */
class Sign extends GutterMarker {
  constructor(
    readonly name: "done" | "next" | "breakpoint",
    readonly title: string,
  ) {
    super();
  }
  eq(other: Sign) {
    return other.name === this.name && other.title === this.title;
  }
  toDOM() {
    const shapes = { done: "M2,3 L9,8 L2,13", next: "M1,2 L12,8 L1,14 z", breakpoint: "M5,1 h6 l4,4 v6 l-4,4 h-6 l-4,-4 v-6 z" };
    const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    svg.setAttribute("viewBox", "0 0 16 16");
    svg.setAttribute("class", `sign sign-${this.name}`);
    svg.setAttribute("role", "img");
    svg.setAttribute("aria-label", this.title);
    const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
    path.setAttribute("d", shapes[this.name]);
    svg.append(path);
    return svg;
  }
}

interface Standing {
  done: number | null;
  next: number | null;
}
const markStanding = StateEffect.define<Standing>();

/** The line just executed and the one to come, while the text is the one that ran. */
const standing = StateField.define<Standing>({
  create: () => ({ done: null, next: null }),
  update(now, change) {
    for (const e of change.effects) {
      if (e.is(markStanding)) {
        const within = (n: number | null) => (n !== null && n >= 1 && n <= change.state.doc.lines ? n : null);
        return { done: within(e.value.done), next: within(e.value.next) };
      }
    }
    return change.docChanged ? { done: null, next: null } : now;
  },
  provide: (field) =>
    EditorView.decorations.from(field, (now) => (view) => {
      const list = [];
      if (now.done !== null && now.done !== now.next) {
        list.push(Decoration.line({ class: "cm-done-line" }).range(view.state.doc.line(now.done).from));
      }
      if (now.next !== null) {
        list.push(Decoration.line({ class: "cm-next-line" }).range(view.state.doc.line(now.next).from));
      }
      return Decoration.set(list, true);
    }),
});

const standingGutter = gutter({
  class: "cm-standing",
  initialSpacer: () => new Sign("next", ""),
  markers: (view) => {
    const { done, next } = view.state.field(standing);
    const list = [];
    if (done !== null && done !== next) {
      list.push(new Sign("done", t("line.done")).range(view.state.doc.line(done).from));
    }
    if (next !== null) {
      list.push(new Sign("next", t("line.next")).range(view.state.doc.line(next).from));
    }
    return RangeSet.of(list, true);
  },
});

const toggleBreakpoint = StateEffect.define<number>();
const setLines = StateEffect.define<number[]>();

/** Breakpoints move with their lines as the text is edited. */
const breakpointSet = StateField.define<RangeSet<GutterMarker>>({
  create: () => RangeSet.empty,
  update(set, change) {
    let next = set.map(change.changes);
    const mark = () => new Sign("breakpoint", t("breakpoint"));
    for (const e of change.effects) {
      if (e.is(setLines)) {
        const doc = change.state.doc;
        next = RangeSet.of(e.value.filter((n) => n >= 1 && n <= doc.lines).map((n) => mark().range(doc.line(n).from)), true);
      } else if (e.is(toggleBreakpoint)) {
        const at = e.value;
        let has = false;
        next.between(at, at, () => {
          has = true;
        });
        next = has ? next.update({ filter: (from) => from !== at }) : next.update({ add: [mark().range(at)] });
      }
    }
    return next;
  },
});

function breakpointLines(state: EditorState): number[] {
  const lines = new Set<number>();
  for (const at = state.field(breakpointSet).iter(); at.value; at.next()) {
    lines.add(state.doc.lineAt(at.from).number);
  }
  return [...lines].sort((a, b) => a - b);
}

const breakpointGutter = gutter({
  class: "cm-breakpoints",
  renderEmptyElements: true,
  markers: (view) => view.state.field(breakpointSet),
  initialSpacer: () => new Sign("breakpoint", ""),
  domEventHandlers: {
    mousedown(view, line) {
      view.dispatch({ effects: toggleBreakpoint.of(line.from) });
      return true;
    },
  },
});

function toggleHere(view: EditorView): boolean {
  view.dispatch({ effects: toggleBreakpoint.of(view.state.doc.lineAt(view.state.selection.main.head).from) });
  return true;
}

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

export function CodeEditor() {
  const host = useRef<HTMLDivElement>(null);
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
          python(),
          syntaxHighlighting(colours),
          markedLine,
          // tabindex: what scrolls must hold something that Tab reaches; "editable" alone is not enough for all readers.
          EditorView.contentAttributes.of({ "aria-label": t("code"), tabindex: "0" }),
          EditorView.domEventHandlers({ drop: openDropped }),
          keymap.of([
            { key: "Mod-Enter", run: () => (void run(), true) },
            { key: "Mod-Shift-Enter", run: runSelected },
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
    const stopLine = effect(() => view.dispatch({ effects: markLine.of(errorLine.value) }));
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
      if (isOfThisText && line !== null && line <= view.state.doc.lines && !view.hasFocus) {
        view.dispatch({ effects: EditorView.scrollIntoView(view.state.doc.line(line).from, { y: "nearest", yMargin: 40 }) });
      }
    });
    return () => {
      stopText();
      stopLine();
      stopBreaks();
      stopStanding();
      view.destroy();
    };
  }, []);
  return (
    <>
      <div class="editor" ref={host} data-testid="editor" />
      {selected.value && (
        <button data-testid="run-selection" disabled={running.value} onClick={() => void runPart(dedent(selected.value))}>{t("run.selection")}</button>
      )}
    </>
  );
}
