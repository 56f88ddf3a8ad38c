import { StateEffect, StateField } from "@codemirror/state";
import { Decoration, EditorView, WidgetType, type DecorationSet } from "@codemirror/view";
import { t } from "../../i18n/i18n";
import { countText } from "../graph/count_ring";
import type { Bound } from "./counts";

/** A count behind a name; its text equivalent is the list under the editor. */
class CountBadge extends WidgetType {
  constructor(readonly count: number, readonly type: string) {
    super();
  }
  eq(other: CountBadge) {
    return other.count === this.count && other.type === this.type;
  }
  toDOM() {
    const badge = document.createElement("span");
    badge.className = "cm-count";
    badge.dataset.testid = "inline-count";
    badge.setAttribute("aria-hidden", "true");
    badge.title = t("counts.one", { type: this.type, n: countText(this.count) });
    badge.textContent = countText(this.count);
    return badge;
  }
}

export const showCounts = StateEffect.define<Bound[]>();

/** As told last; an edit makes them untrue. */
export const inlineCounts = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(badges, change) {
    for (const e of change.effects) {
      if (e.is(showCounts)) {
        const length = change.state.doc.length;
        return Decoration.set(e.value.filter((b) => b.at <= length).map((b) =>
          Decoration.widget({ widget: new CountBadge(b.object.refcount, b.object.type), side: 1 }).range(b.at)));
      }
    }
    return change.docChanged ? Decoration.none : badges;
  },
  provide: (field) => EditorView.decorations.from(field),
});
