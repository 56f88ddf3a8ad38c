import { computed, signal } from "@preact/signals";
import { t } from "../../i18n/i18n";
import { countsShown, toggleCounts } from "../../model/inline";
import { countText } from "../graph/count_ring";
import { gathered, type Bound } from "./counts";

/** What the badges in the code show at this moment. */
export const bound = signal<Bound[]>([]);
const entries = computed(() => gathered(bound.value));

export function CountsButton() {
  return (
    <button class="counts-button" aria-pressed={countsShown.value} aria-keyshortcuts="i" title={t("counts.hint")} data-testid="counts" onClick={toggleCounts}>
      <span class="cm-count" aria-hidden="true">2</span> {t("counts")}
    </button>
  );
}

/** The badges, for those who hear the page. */
export function BoundList() {
  if (!countsShown.value) {
    return null;
  }
  return (
    <section class="only-heard" aria-label={t("counts.title")} data-testid="counts-text">
      {entries.value.length === 0 && <p>{t("counts.none")}</p>}
      <ul>
        {entries.value.map((e) => (
          <li key={`${e.object.id} ${e.name}`}>
            {t("counts.entry", { name: e.name, type: e.object.type, n: countText(e.object.refcount), lines: e.lines.join(", ") })}
          </li>
        ))}
      </ul>
    </section>
  );
}
