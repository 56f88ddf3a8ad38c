import { useEffect, useRef } from "preact/hooks";
import { t } from "../../i18n/i18n";
import { state } from "../../model/app";
import { number } from "../../model/numbers";
import type { ObjectInfo } from "../../model/state";
import { step } from "../../model/travel";
import { GenerationMark, generationText } from "../generation_mark";
import { ObjectName } from "../object_name";
import { useTold } from "../told";
import { promotions, triggerSentences } from "./sentences";
import { ThresholdSliders } from "./threshold_sliders";
import "./generations.css";

const mostMembers = 24;
/** Long enough to see where it came from; style and reduced motion: generations.css. */
const flight = { duration: 600, easing: "ease-in-out" };

/** How near a counter is to its threshold: a bar and the numbers. */
function Gauge({ count, threshold, label }: { count: number; threshold: number; label: string }) {
  const share = threshold > 0 ? Math.min(1, Math.max(0, count) / threshold) : 0;
  const text = t("gen.gauge", { count: number(count), threshold: number(threshold) });
  return (
    <div class="gauge">
      <span>{label}</span>
      <div class="gauge-bar" role="meter" aria-label={label} aria-valuemin={0} aria-valuemax={threshold} aria-valuenow={Math.max(0, Math.min(count, threshold))} aria-valuetext={text}>
        <div style={{ width: `${share * 100}%` }} class={share >= 1 ? "full" : ""} />
      </div>
      <b>{text}</b>
    </div>
  );
}

function Members({ list, total, from }: { list: ObjectInfo[]; total: number; from: Map<string, number> }) {
  // Who has just come is always among those shown.
  const shown = [...list].sort((a, b) => Number(from.has(b.id)) - Number(from.has(a.id))).slice(0, mostMembers);
  const more = total - shown.length;
  return (
    <ul class="members">
      {shown.map((o) => (
        <li key={o.id} data-member={o.id} class={from.has(o.id) ? "promoted" : ""}>
          <ObjectName object={o} />
          {from.has(o.id) && <small> {t("gen.came", { n: from.get(o.id) })}</small>}
        </li>
      ))}
      {more > 0 && <li class="more">{t("gen.more", { n: number(more) })}</li>}
      {total === 0 && <li class="more">{t("gen.nobody")}</li>}
    </ul>
  );
}

const still = matchMedia("(prefers-reduced-motion: reduce)");

/** Members whose place has changed fly there from where they were. */
function useFlights(host: { current: HTMLElement | null }, moved: Map<string, number>) {
  const places = useRef(new Map<string, DOMRect>());
  useEffect(() => {
    const now = new Map<string, DOMRect>();
    host.current?.querySelectorAll<HTMLElement>("[data-member]").forEach((e) => {
      const id = e.dataset.member!;
      const [at, was] = [e.getBoundingClientRect(), places.current.get(id)];
      now.set(id, at);
      if (was && moved.has(id) && !still.matches) {
        e.animate([{ transform: `translate(${was.x - at.x}px, ${was.y - at.y}px)` }, { transform: "none" }], flight);
      }
    });
    places.current = now;
  });
}

/** Who is in which generation, how near the next collection is, and what it will be. */
export function GenerationsView() {
  const told = useTold("generations", {});
  const host = useRef<HTMLDivElement>(null);
  const last = useRef<{ tick: number; at: Map<string, number>; moved: Map<string, number> }>({ tick: -1, at: new Map(), moved: new Map() });
  const objects = (state.value?.objects ?? []).filter((o) => !o.ghost);
  const tick = state.value?.tick ?? -1;
  if (tick !== last.current.tick) {
    const at = new Map(objects.flatMap((o) => (o.generation === null ? [] : [[o.id, o.generation] as [string, number]])));
    last.current = { tick, at, moved: tick > last.current.tick ? promotions(last.current.at, at) : new Map() };
  }
  const moved = last.current.moved;
  useFlights(host, moved);
  if (!told) {
    return <p class="empty">{t("loading")}</p>;
  }
  const of = (n: number) => objects.filter((o) => o.generation === n);
  const rule = told.quarter_rule;
  return (
    <div class="scroll" data-testid="generations" ref={host} tabindex={0}>
      <ul class="triggers" data-testid="triggers">
        {triggerSentences(told).map((s) => (
          <li key={s.key}>{t(s.key, Object.fromEntries(Object.entries(s.values ?? {}).map(([k, n]) => [k, k === "generation" ? n : number(n)])))}</li>
        ))}
      </ul>
      <p><button class="link" data-testid="next-collection" onClick={() => void step("next", { unit: "collection" })}>{t("gen.go")}</button></p>
      <ThresholdSliders />
      {[0, 1, 2].map((n) => {
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
            <Members list={of(n)} total={g.members} from={moved} />
          </section>
        );
      })}
      <section class="lane lane-3" aria-label={t("generation.permanent")} data-testid="lane-3">
        <h3>
          <svg width="14" height="14" aria-hidden="true"><GenerationMark generation={3} x={7} y={7} /></svg>{" "}
          {t("generation.permanent")} <small>{t("gen.members", { n: number(told.permanent) })}</small>
        </h3>
        {told.permanent === 0 ? <p class="empty">{t("gen.permanent.none")}</p> : <Members list={of(3)} total={told.permanent} from={moved} />}
      </section>
    </div>
  );
}
