/** In the editor: the line at which the presenter's text cursor stands; and, who presents, one's own. */
import { RangeSet, StateEffect, StateField, type Extension } from "@codemirror/state";
import { Decoration, EditorView, ViewPlugin, type DecorationSet, type ViewUpdate } from "@codemirror/view";
import { effect } from "@preact/signals";
import { caretLine, presentersLine } from "../../model/live";

const setLine = StateEffect.define<number | null>();
const mark = Decoration.line({ class: "cm-presenter-line", attributes: { "data-testid": "presenter-line" } });

const field = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(now, transaction) {
    for (const e of transaction.effects) {
      if (e.is(setLine)) {
        const { doc } = transaction.state;
        return e.value === null || e.value > doc.lines ? Decoration.none : RangeSet.of([mark.range(doc.line(e.value).from)]);
      }
    }
    return now.map(transaction.changes);
  },
  provide: (f) => EditorView.decorations.from(f),
});

const plugin = ViewPlugin.define((view) => {
  let over = false;
  const end = effect(() => {
    const line = presentersLine.value;
    // An editor that is being made or updated cannot be changed.
    queueMicrotask(() => !over && view.dispatch({ effects: setLine.of(line) }));
  });
  return {
    update(u: ViewUpdate) {
      if (u.selectionSet || u.docChanged || u.focusChanged) {
        caretLine.value = u.view.hasFocus ? u.state.doc.lineAt(u.state.selection.main.head).number : null;
      }
    },
    destroy() {
      over = true;
      end();
    },
  };
});

export const presenterLine: Extension = [field, plugin];
