import { signal } from "@preact/signals";
import { t } from "../../i18n/i18n";
import { number } from "../../model/numbers";
import { collections, position, seek } from "../../model/travel";
import { ObjectName } from "../object_name";
import { useTold } from "../told";

/** Chosen by hand; null: the last one by this moment. */
const chosen = signal<number | null>(null);
const phase = signal(0);
const phases = ["copy", "subtract", "sort", "end"] as const;

const fateSigns: Record<string, string> = { referenced_from_outside: "◆", reached: "→", collected: "✕", resurrected: "↺" };

function Phases() {
  return (
    <div class="phases" role="group" aria-label={t("xray.phases")}>
      <button class="icon-button" aria-label={t("xray.back")} disabled={phase.value === 0} onClick={() => phase.value--}>‹</button>
      <ol>
        {phases.map((name, i) => (
          <li key={name}>
            <button aria-current={phase.value === i ? "step" : undefined} data-testid={`phase-${name}`} onClick={() => (phase.value = i)}>
              {i + 1}. {t(`xray.${name}`)}
            </button>
          </li>
        ))}
      </ol>
      <button class="icon-button" aria-label={t("xray.forward")} disabled={phase.value === phases.length - 1} onClick={() => phase.value++}>›</button>
    </div>
  );
}

function Xray({ which }: { which: number }) {
  const x = useTold("xray", { collection: which, limit: 120 });
  if (!x) {
    return <p class="empty">{t("loading")}</p>;
  }
  const at = phase.value;
  const numbers = {
    examined: number(x.examined), unreachable: number(x.unreachable), bytes: number(x.bytes_freed), collected: number(x.collected),
    outside: number(x.fates.referenced_from_outside ?? 0), reached: number(x.fates.reached ?? 0), resurrected: number(x.fates.resurrected ?? 0),
    finalizers: number(x.finalizers), weakrefs: number(x.weakrefs_died),
  };
  return (
    <>
      <p>
        {t("xray.began", { generation: x.generation, tick: number(x.tick), count: x.before.count.join(", "), threshold: x.before.threshold.join(", ") })}{" "}
        <button class="link" onClick={() => void seek(x.tick)}>{t("xray.go")}</button>
      </p>
      <Phases />
      <p data-testid="xray-words">{t(`xray.${phases[at]}.words`, numbers)}</p>
      {at === 3 && <p class="verdict" data-testid="xray-verdict"><b>{t(x.collected ? "xray.verdict" : "xray.nothing", numbers)}</b></p>}
      <table>
        <thead>
          <tr>
            <th scope="col">{t("xray.object")}</th>
            <th scope="col" class="numeric">{t("xray.count")}</th>
            {at >= 1 && <th scope="col" class="numeric">{t("xray.left")}</th>}
            {at >= 2 && <th scope="col">{t("xray.fate")}</th>}
          </tr>
        </thead>
        <tbody>
          {x.objects.map((o) => (
            <tr key={o.id} class={at >= 2 ? `fate-${o.fate}` : ""} data-testid="xray-object" data-fate={o.fate}>
              <td><ObjectName object={o} lives={false} /></td>
              <td class="numeric">{o.copied}</td>
              {at >= 1 && <td class="numeric"><b>{o.left}</b></td>}
              {at >= 2 && <td><span aria-hidden="true">{fateSigns[o.fate]}</span> {t(`fate.${o.fate}`)}{o.finalizer ? t("fate.finalizer") : ""}</td>}
            </tr>
          ))}
        </tbody>
      </table>
      {x.omitted > 0 && <p class="more">{t("more", { n: number(x.omitted) })}</p>}
    </>
  );
}

/** One collection, phase by phase, with the numbers the collector works with. */
export function CollectionView() {
  const list = collections.value;
  if (list.length === 0) {
    return <p class="empty" data-testid="xray-none">{t("xray.none")}</p>;
  }
  const now = position.value?.tick ?? 0;
  const last = list.filter((c) => c.tick <= now).at(-1) ?? list[0];
  const which = list.some((c) => c.number === chosen.value) ? chosen.value! : last.number;
  return (
    <div class="scroll" data-testid="xray">
      <label class="chooser">
        {t("xray.choose")}
        <select value={String(which)} onChange={(e) => (chosen.value = Number((e.target as HTMLSelectElement).value))}>
          {list.map((c) => (
            <option key={c.number} value={String(c.number)}>
              {t("xray.option", { n: c.number + 1, generation: c.generation, tick: number(c.tick), found: number(c.found), bytes: number(c.bytes) })}
            </option>
          ))}
        </select>
      </label>
      <Xray which={which} />
    </div>
  );
}
