import { t } from "../../i18n/i18n";
import { valueText } from "../../i18n/values";
import { openLedger, operate, running } from "../../model/app";
import type { EngineState } from "../../model/state";
import { chosenEdge } from "./graph_state";
import { removalOf, type Removal } from "./holders";
import type { EdgeLine, Picture } from "./layout";
import { statementOf } from "./statement";

/** How one statement removes the reference a line stands for; null: none can. */
export function removalOfEdge(state: EngineState, picture: Picture, edge: EdgeLine): Removal | null {
  const name = picture.names.find((n) => n.key === edge.key);
  if (name) {
    // Of functions only the one that runs can be spoken in.
    return name.frame === 0 || name.frame === state.frames.length - 1 ? { command: "unbind", fields: { name: name.name } } : null;
  }
  const ref = state.objects.find((o) => o.id === edge.from)?.refs.find((r) => r.to === edge.to && !r.gone);
  return ref ? removalOf(state, { kind: "item", label: ref.label, from: edge.from, holder: "", words: "" }, edge.to) : null;
}

/** The lines at a card or a name, in the order of the picture. */
export const edgesAt = (picture: Picture, key: string) => picture.edges.filter((e) => (e.from === key || e.to === key) && !e.gone);

/** The next line at this place after the chosen one. */
export function chooseNext(picture: Picture, key: string) {
  const all = edgesAt(picture, key);
  const at = all.findIndex((e) => e.key === chosenEdge.value);
  chosenEdge.value = all.length ? all[(at + 1) % all.length].key : null;
}

/** False: nothing is chosen, or no statement removes it. */
export function removeChosen(state: EngineState, picture: Picture): boolean {
  const edge = picture.edges.find((e) => e.key === chosenEdge.value);
  const removal = edge ? removalOfEdge(state, picture, edge) : null;
  if (removal) {
    chosenEdge.value = null;
    void operate(removal.command, removal.fields);
  }
  return removal !== null;
}

function textOf(state: EngineState, picture: Picture, key: string): string {
  const name = picture.names.find((n) => n.key === key)?.name;
  const object = state.objects.find((o) => o.id === key);
  return name ?? (object ? `${object.type} ${valueText(object) || `…${object.id.slice(-4)}`}` : key);
}

/** The chosen reference in words, and what would remove it. */
export function ChosenEdge({ state, picture }: { state: EngineState; picture: Picture }) {
  const edge = picture.edges.find((e) => e.key === chosenEdge.value);
  if (!edge) {
    return null;
  }
  const removal = removalOfEdge(state, picture, edge);
  const name = textOf(state, picture, edge.from);
  return (
    <div class="chosen-edge" role="status" data-testid="chosen-edge">
      <span>{t("edge.chosen", { from: name, label: edge.label ? ` ${edge.label}` : "", to: textOf(state, picture, edge.to) })}</span>
      {removal ? (
        <button data-testid="edge-remove" disabled={running.value} onClick={() => removeChosen(state, picture)}>
          {t("edge.remove")} <code>{statementOf(removal.command, removal.fields)}</code>
        </button>
      ) : <span class="empty">{t("edge.fixed")}</span>}
      <button data-testid="edge-holders" onClick={() => void openLedger(edge.to)}>{t("ledger.title")}</button>
      <button aria-label={t("edge.leave")} onClick={() => (chosenEdge.value = null)}>×</button>
    </div>
  );
}
