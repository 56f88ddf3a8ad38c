import { signal } from "@preact/signals";
import { useState } from "preact/hooks";
import type { Answer } from "../../engine/api";
import { language, t } from "../../i18n/i18n";
import { valueText } from "../../i18n/values";
import { openLedger, state } from "../../model/app";
import { number } from "../../model/numbers";
import { ask } from "../../model/session";
import type { ObjectInfo } from "../../model/state";
import { position, seek } from "../../model/travel";
import { ObjectName } from "../object_name";
import { useTold } from "../told";
import { signed } from "./signed";

/** The moment that the census is compared with; null: none, all objects are counted. */
const since = signal<number | null>(null);
/** The line whose repetitions are looked at for growth. */
const line = signal(0);

/** What lives here by type, or what has come and gone since another moment. */
export function Census() {
  const now = position.value?.tick ?? 0;
  const told = useTold("census", since.value === null ? { limit: 40 } : { since: since.value, limit: 40 });
  const compared = told?.since !== undefined;
  return (
    <section aria-label={t("census")} data-testid="census">
      <h3>{t("census")}</h3>
      <p>
        {since.value === null ? t("census.all", { tick: number(now) }) : t("census.since", { from: number(since.value), to: number(now) })}{" "}
        <button class="link" data-testid="census-mark" onClick={() => (since.value = now)}>{t("census.mark", { tick: number(now) })}</button>{" "}
        <button class="link" data-testid="census-begin" onClick={() => (since.value = 0)}>{t("census.begin")}</button>{" "}
        {since.value !== null && (
          <>
            <button class="link" onClick={() => void seek(since.value!)}>{t("census.go")}</button>{" "}
            <button class="link" data-testid="census-clear" onClick={() => (since.value = null)}>{t("census.clear")}</button>
          </>
        )}
      </p>
      {told && (
        <table>
          <thead>
            <tr><th scope="col">{t("census.type")}</th><th scope="col" class="numeric">{t("census.count")}</th><th scope="col" class="numeric">{t("deaths.bytes")}</th></tr>
          </thead>
          <tbody>
            {told.types.map((one) => (
              <tr key={one.type} data-testid="census-type" data-type={one.type} data-count={one.count}>
                <td><code>{one.type}</code></td>
                <td class="numeric">{compared ? signed(one.count) : number(one.count)}</td>
                <td class="numeric">{compared ? signed(one.bytes) : number(one.bytes)}</td>
              </tr>
            ))}
            <tr data-testid="census-sum">
              <th scope="row">{t("census.sum")}</th>
              <td class="numeric"><b>{compared ? signed(told.count) : number(told.count)}</b></td>
              <td class="numeric"><b>{compared ? signed(told.bytes) : number(told.bytes)}</b></td>
            </tr>
          </tbody>
        </table>
      )}
      {told && told.types.length === 0 && <p class="empty">{t("census.same")}</p>}
      {told && told.types_omitted > 0 && <p class="more">{t("census.more", { n: number(told.types_omitted) })}</p>}
    </section>
  );
}

type Link = { id: string; type: string; value: string; refcount: number; size: number; by: string };

/** From the root down to the object, each with the way there. */
export function Chain({ links }: { links: Link[] }) {
  return (
    <ol class="chain" data-testid="chain">
      {links.map((one) => <li key={one.id}><code>{one.by}</code> → <ObjectName object={one} /></li>)}
    </ol>
  );
}

/** Types that grow with every repetition, and what nobody can reach any more. */
export function Suspects() {
  const at = line.value || position.value?.line || 0;
  const told = useTold("suspects", { ...(at > 0 && { line: at }), lang: language.value });
  const lost = told?.unreachable;
  return (
    <section aria-label={t("suspects")} data-testid="suspects">
      <h3>{t("suspects")}</h3>
      <p>
        <label>{t("suspects.line")} <input type="number" min={1} data-testid="suspects-line" value={at || ""} onInput={(e) => (line.value = Number((e.target as HTMLInputElement).value))} /></label>
      </p>
      {at > 0 && told?.growing?.length === 0 && <p class="empty">{t(told.rounds > 1 ? "suspects.none" : "suspects.once", { line: at })}</p>}
      {told?.growing?.map((one) => (
        <div key={one.type} data-testid="growing" data-type={one.type}>
          <p>{t("suspects.grows", { type: one.type, counts: one.counts.join(" → "), bytes: number(one.bytes), line: at })}</p>
          {one.chain.length > 0 && <Chain links={one.chain} />}
        </div>
      ))}
      {lost && (lost.count > 0 ? (
        <p data-testid="lost">
          {t("suspects.lost", { n: number(lost.count), bytes: number(lost.bytes) })}{" "}
          {lost.types.map((one) => `${one.type} ${number(one.count)}`).join(", ")}.{" "}
          {lost.example && <>{t("suspects.example")} <ObjectName object={lost.example} />{lost.held_by && `: ${lost.held_by}`}</>}
        </p>
      ) : <p class="empty">{t("suspects.nothing_lost")}</p>)}
    </section>
  );
}

type Loss = Answer<"cut">;
const keyOf = (from: string, to: string) => `${from} ${to}`;

function Lost({ loss }: { loss: Loss | Answer<"retained"> }) {
  return (
    <div data-testid="loss" data-objects={loss.objects} data-bytes={loss.bytes}>
      <p>
        {loss.objects === 0 ? t("cut.nothing") : t("cut.loss", {
          objects: number(loss.objects), bytes: number(loss.bytes), now: number(loss.at_once), later: number(loss.at_next_collection),
        })}
      </p>
      {loss.lost.length > 0 && <ul class="members">{loss.lost.map((o) => <li key={o.id}><ObjectName object={o} /></li>)}</ul>}
      {loss.omitted > 0 && <p class="more">{t("more", { n: number(loss.omitted) })}</p>}
    </div>
  );
}

/** What would go if one reference were removed; nothing is changed. */
export function WhatIf() {
  const [chosen, choose] = useState("");
  const objects = (state.value?.objects ?? []).filter((o) => !o.ghost);
  const byId = new Map<string, ObjectInfo>(objects.map((o) => [o.id, o]));
  const edges = objects.flatMap((o) => (o.static ? [] : o.refs.filter((r) => byId.has(r.to) && !byId.get(r.to)!.static).map((r) => ({ from: o, to: byId.get(r.to)!, label: r.label }))));
  const [loss, lose] = useState<{ of: string; at: number; loss: Loss | null } | null>(null);
  const tick = position.value?.tick ?? 0;
  const cut = async (key: string) => {
    choose(key);
    const [from, to] = key.split(" ");
    if (to) {
      const reply = await ask("cut", { from, to, limit: 40 });
      lose({ of: key, at: tick, loss: reply.ok ? (reply as Loss) : null });
    }
  };
  const name = (o: ObjectInfo) => `${o.type} ${valueText(o).slice(0, 24)} …${o.id.slice(-4)}`;
  return (
    <section aria-label={t("cut")} data-testid="what-if">
      <h3>{t("cut")}</h3>
      {edges.length === 0 ? <p class="empty">{t("cut.none")}</p> : (
        <label class="chooser">
          {t("cut.choose")}
          <select data-testid="cut-edge" value={chosen} onChange={(e) => void cut((e.target as HTMLSelectElement).value)}>
            <option value="">–</option>
            {edges.slice(0, 200).map((e) => <option key={keyOf(e.from.id, e.to.id)} value={keyOf(e.from.id, e.to.id)}>{name(e.from)} {e.label} → {name(e.to)}</option>)}
          </select>
        </label>
      )}
      {loss && loss.of === chosen && loss.at === tick && (loss.loss ? <Lost loss={loss.loss} /> : <p class="empty">{t("cut.gone")}</p>)}
    </section>
  );
}

/** Who keeps most alive. */
export function Retainers() {
  const told = useTold("dominators", { limit: 12 });
  const [asked, ask1] = useState<{ id: string; links: Link[] } | null>(null);
  const why = async (id: string) => {
    const reply = await ask("path", { id });
    ask1({ id, links: reply.ok ? (reply as Answer<"path">).path : [] });
  };
  return (
    <section aria-label={t("retainers")} data-testid="retainers">
      <h3>{t("retainers")}</h3>
      <table>
        <thead>
          <tr><th scope="col">{t("xray.object")}</th><th scope="col" class="numeric">{t("retainers.objects")}</th><th scope="col" class="numeric">{t("deaths.bytes")}</th><th scope="col">{t("retainers.held")}</th></tr>
        </thead>
        <tbody>
          {told?.largest?.map((one) => (
            <tr key={one.object.id} data-testid="retainer">
              <td><button class="link" onClick={() => void openLedger(one.object.id)}><span class="type">{one.object.type}</span> <code>{valueText(one.object).slice(0, 40)}</code></button></td>
              <td class="numeric">{number(one.retained_objects)}</td>
              <td class="numeric">{number(one.retained_bytes)}</td>
              <td>
                <button class="link" data-testid="why" onClick={() => void why(one.object.id)}>{t("retainers.why")}</button>
                {asked?.id === one.object.id && <Chain links={asked.links} />}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
