import { t } from "../../i18n/i18n";
import { ledger, openLedger } from "../../model/app";
import type { Holder } from "../../model/state";
import { countText } from "./count_ring";

function holderText(h: Holder): string {
  if (h.kind === "global") {
    return t("ledger.global", { label: h.label });
  }
  if (h.kind === "local") {
    return t("ledger.local", { label: h.label });
  }
  return h.type ? t("ledger.other", { label: h.label, type: h.type }) : t("ledger.root", { label: h.label });
}

/** Every holder of the chosen object; their number is its count. */
export function LedgerCard() {
  const l = ledger.value;
  if (!l) {
    return null;
  }
  return (
    <section class="ledger" aria-label={t("ledger.title")} data-testid="ledger" aria-live="polite">
      <h3>{t("ledger.title")}</h3>
      <p>{t("ledger.sum", { type: l.type, id: `…${l.id.slice(-4)}`, count: countText(l.refcount) })}</p>
      <ol>
        {l.holders.map((h, i) => (
          <li key={i}>
            {h.from && h.kind !== "global" ? (
              <button class="link" onClick={() => void openLedger(h.from!)}>
                {holderText(h)}
              </button>
            ) : (
              holderText(h)
            )}
          </li>
        ))}
      </ol>
      <button onClick={() => (ledger.value = null)}>{t("ledger.close")}</button>
    </section>
  );
}
