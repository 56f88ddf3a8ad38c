import { defaultKeymap, history, historyKeymap, indentWithTab } from "@codemirror/commands";
import { python } from "@codemirror/lang-python";
import { bracketMatching, HighlightStyle, indentUnit, syntaxHighlighting } from "@codemirror/language";
import { EditorState, StateEffect, StateField } from "@codemirror/state";
import {
  Decoration,
  EditorView,
  highlightActiveLineGutter,
  keymap,
  lineNumbers,
  type DecorationSet,
} from "@codemirror/view";
import { tags } from "@lezer/highlight";
import { effect } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { errorLine, run, source } from "../model/app";
import { t } from "../i18n/i18n";

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
          lineNumbers(),
          highlightActiveLineGutter(),
          history(),
          bracketMatching(),
          indentUnit.of("    "),
          python(),
          syntaxHighlighting(colours),
          markedLine,
          EditorView.contentAttributes.of({ "aria-label": t("code") }),
          keymap.of([
            { key: "Mod-Enter", run: () => (void run(), true) },
            ...defaultKeymap,
            ...historyKeymap,
            indentWithTab,
          ]),
          EditorView.updateListener.of((update) => {
            if (update.docChanged) {
              source.value = update.state.doc.toString();
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
    return () => {
      stopText();
      stopLine();
      view.destroy();
    };
  }, []);
  return <div class="editor" ref={host} data-testid="editor" />;
}
