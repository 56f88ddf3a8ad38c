import { t } from "../../i18n/i18n";
import { state } from "../../model/app";
import { number } from "../../model/numbers";
import type { ObjectInfo } from "../../model/state";
import { step } from "../../model/travel";
import { GenerationMark, generationText } from "../generation_mark";
import { ObjectName } from "../object_name";
import { useTold } from "../told";

const mostMembers = 24;

/** How near a counter is to its threshold: a bar and the numbers. */
function Gauge({ count, threshold, label }: { count: number; threshold: number; label: string }) {
  const share = threshold > 0 ? Math.min(1, Math.max(0, count) / threshold) : 0;
  const text = t("gen.gauge", { count: number(count), threshold: number(threshold) });
  return (
    <div class="gauge">
      <span>{label}</span>
      <div class="gauge-bar" role="meter" aria-label={label} aria-valuemin={0} aria-valuemax={threshold} aria-valuenow={Math.min(count, threshold)} aria-valuetext={text}>
        <div style={{ width: `${share * 100}%` }} class={share >= 1 ? "full" : ""} />
      </div>
      <b>{text}</b>
    </div>
  );
}

function Members({ list, total }: { list: ObjectInfo[]; total: number }) {
  const more = total - Math.min(list.length, mostMembers);
  return (
    <ul class="members">
      {list.slice(0, mostMembers).map((o) => <li key={o.id}><ObjectName object={o} /></li>)}
      {more > 0 && <li class="more">{t("gen.more", { n: number(more) })}</li>}
      {total === 0 && <li class="more">{t("gen.nobody")}</li>}
    </ul>
  );
}

/** Who is in which generation, how near the next collection is, and what it will be. */
export function GenerationsView() {
  const told = useTold("generations", {});
  if (!told) {
    return <p class="empty">{t("loading")}</p>;
  }
  const of = (n: number) => (state.value?.objects ?? []).filter((o) => o.generation === n && !o.ghost);
  const { quarter_rule: rule, next } = told;
  const lanes = [0, 1, 2];
  return (
    <div class="scroll" data-testid="generations">
      <p>
        {!told.enabled ? t("gen.off") : next.container_allocations === null ? t("gen.never") :
          t("gen.next", { n: number(next.container_allocations), generation: next.generation })}
        {" "}<button class="link" onClick={() => void step("next", { unit: "collection" })}>{t("gen.go")}</button>
      </p>
      {lanes.map((n) => {
        const g = told.generations[n];
        return (
          <section class={`lane lane-${n}`} key={n} aria-label={generationText(n)} data-testid={`lane-${n}`} data-members={g.members}>
            <h3>
              <svg width="14" height="14" aria-hidden="true"><GenerationMark generation={n} x={7} y={7} /></svg>{" "}
              {generationText(n)} <small>{t("gen.members", { n: number(g.members) })}, {t("gen.stats", { collections: number(g.collections), collected: number(g.collected) })}</small>
            </h3>
            <Gauge count={g.count} threshold={g.threshold} label={t(n === 0 ? "gen.counter0" : "gen.counter", { n: n - 1 })} />
            {n === 2 && (
              <div>
                <Gauge count={rule.pending} threshold={rule.needed} label={t("gen.quarter")} />
                <p class="empty">{t(rule.allows_full ? "gen.quarter_yes" : "gen.quarter_no", { pending: number(rule.pending), total: number(rule.total) })}</p>
              </div>
            )}
            <Members list={of(n)} total={g.members} />
          </section>
        );
      })}
      <section class="lane lane-3" aria-label={t("generation.permanent")}>
        <h3>
          <svg width="14" height="14" aria-hidden="true"><GenerationMark generation={3} x={7} y={7} /></svg>{" "}
          {t("generation.permanent")} <small>{t("gen.members", { n: number(told.permanent) })}</small>
        </h3>
        <Members list={of(3)} total={told.permanent} />
      </section>
    </div>
  );
}
