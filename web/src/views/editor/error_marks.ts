import { StateEffect, StateField, type EditorState, type Range } from "@codemirror/state";
import { Decoration, EditorView, WidgetType, type DecorationSet } from "@codemirror/view";
import type { Failure, Place } from "./failure";

export const markFailure = StateEffect.define<Failure | null>();

/** What happened, under its line; the bar under the editor says it to those who hear the page. */
class Message extends WidgetType {
  constructor(readonly text: string, readonly indent: number) {
    super();
  }
  eq(other: Message) {
    return other.text === this.text && other.indent === this.indent;
  }
  toDOM() {
    const line = document.createElement("div");
    line.className = "cm-error-text";
    line.setAttribute("aria-hidden", "true");
    line.style.marginInlineStart = `${Math.min(this.indent, 24)}ch`;
    line.textContent = `▲ ${this.text}`;
    return line;
  }
}

function marksOf(state: EditorState, place: Place, isLast: boolean): Range<Decoration>[] {
  const { doc } = state;
  if (place.endLine > doc.lines) {
    return [];
  }
  const line = doc.line(place.line);
  const from = Math.min(line.from + place.from, line.to);
  const to = Math.min(doc.line(place.endLine).from + place.to, doc.line(place.endLine).to);
  const list = [Decoration.line({ class: isLast ? "cm-error-line" : "cm-error-frame" }).range(line.from)];
  if (to > from) {
    list.push(Decoration.mark({ class: isLast ? "cm-error-range" : "cm-error-way" }).range(from, to));
  }
  return list;
}

function build(state: EditorState, failure: Failure): DecorationSet {
  const list = failure.places.flatMap((p, i) => marksOf(state, p, i === failure.places.length - 1));
  const last = failure.places.at(-1);
  if (last && last.endLine <= state.doc.lines) {
    const widget = new Message(failure.text, last.line === last.endLine ? last.from : 0);
    list.push(Decoration.widget({ widget, block: true, side: 1 }).range(state.doc.line(last.endLine).to));
  }
  return Decoration.set(list, true);
}

/** Where the exception came from, until the text changes. */
export const errorMarks = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(marks, change) {
    for (const e of change.effects) {
      if (e.is(markFailure)) {
        return e.value ? build(change.state, e.value) : Decoration.none;
      }
    }
    return change.docChanged ? Decoration.none : marks;
  },
  provide: (field) => EditorView.decorations.from(field),
});
