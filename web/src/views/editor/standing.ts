import { RangeSet, StateEffect, StateField } from "@codemirror/state";
import { Decoration, EditorView, gutter } from "@codemirror/view";
import { t } from "../../i18n/i18n";
import { Sign } from "./sign";

/** Lines by number. */
export interface Standing {
  done: number | null;
  next: number | null;
}
export const markStanding = StateEffect.define<Standing>();

/** The line just executed and the one to come, while the text is the one that ran. */
export const standing = StateField.define<Standing>({
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

export const standingGutter = gutter({
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
