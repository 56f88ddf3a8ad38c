import { t } from "../i18n/i18n";
import { valueText } from "../i18n/values";
import { changes } from "../model/app";
import { words } from "../model/travel";
import { number } from "../model/numbers";
import type { Change } from "../model/changes";
import { countText } from "./graph/count_ring";
import { generationText } from "./generation_mark";
import { ObjectName } from "./object_name";
import "./step.css";

const most = 12;

function Sentence({ change: c }: { change: Change }) {
  const name = "name" in c ? <code class="name-text">{c.name}</code> : null;
  const object = c.object && <ObjectName object={c.object} lives={c.kind !== "gone" && c.kind !== "unbound"} />;
  const value = (text: string) => valueText({ type: c.object?.type ?? "", value: text });
  const arrow = (from: string, to: string) => <>{from} → <b>{to}</b></>;
  switch (c.kind) {
    case "bound":
    case "rebound":
      if (!object) {
        return <>{name} <span class="verb">{t("change.bound_away")}</span></>;
      }
      return <>{name} <span class="verb">{t(`change.${c.kind}`)}</span> {object}</>;
    case "unbound": return <>{name} <span class="verb">{t("change.unbound")}</span> {object}</>;
    case "count": return <>{object} <span class="verb">{t("change.count")}</span> {arrow(countText(c.from), countText(c.to))}</>;
    case "generation": return <>{object} {arrow(generationText(c.from), generationText(c.to))}</>;
    case "value": return <>{object} <span class="verb">{t("change.value")}</span> {arrow(value(c.from), value(c.to))}</>;
    case "size": return <>{object} <span class="verb">{t("change.size")}</span> {arrow(number(c.from), number(c.to))}</>;
    default: return <>{object} <span class="verb">{t(`change.${c.kind}`)}</span></>;
  }
}

/** Between backticks stands the program's own text. */
function Spoken({ text }: { text: string }) {
  return <>{text.split("`").map((part, i) => (i % 2 ? <code key={i}>{part}</code> : part))}</>;
}

/** What is different from the moment shown before. */
export function ChangesList() {
  const now = changes.value;
  const said = words.value;
  const sentence = said?.text && (
    <p class="words" data-testid="words" aria-live="polite" tabindex={0}>
      {said.line > 0 && <b>{t("words.line", { line: said.line })}</b>} <Spoken text={said.text} />
    </p>
  );
  if (!now) {
    return (
      <section class="changes" aria-label={t("changes")}>
        <h2>{t("changes")}</h2>
        {sentence}
        <p class="empty">{t("changes.empty")}</p>
      </section>
    );
  }
  return (
    <section class="changes" aria-label={t("changes")} data-testid="changes">
      {sentence}
      <h2>{t("changes.since", { tick: number(now.since) })}</h2>
      {now.list.length === 0 && <p class="empty">{t("changes.none")}</p>}
      <ul>
        {now.list.slice(0, most).map((c, i) => <li key={i} data-kind={c.kind}><Sentence change={c} /></li>)}
      </ul>
      {now.list.length > most && <p class="more">{t("changes.more", { n: now.list.length - most })}</p>}
    </section>
  );
}
