import { RangeSet, StateEffect, StateField, type EditorState } from "@codemirror/state";
import { gutter, type EditorView, type GutterMarker } from "@codemirror/view";
import { t } from "../../i18n/i18n";
import { Sign } from "./sign";

const toggleBreakpoint = StateEffect.define<number>();
export const setLines = StateEffect.define<number[]>();

/** Breakpoints move with their lines as the text is edited. */
export const breakpointSet = StateField.define<RangeSet<GutterMarker>>({
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

export function breakpointLines(state: EditorState): number[] {
  const lines = new Set<number>();
  for (const at = state.field(breakpointSet).iter(); at.value; at.next()) {
    lines.add(state.doc.lineAt(at.from).number);
  }
  return [...lines].sort((a, b) => a - b);
}

export const breakpointGutter = gutter({
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

export function toggleHere(view: EditorView): boolean {
  view.dispatch({ effects: toggleBreakpoint.of(view.state.doc.lineAt(view.state.selection.main.head).from) });
  return true;
}
