import { signal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { Answer } from "../../engine/api";
import { language, t } from "../../i18n/i18n";
import { valueText } from "../../i18n/values";
import { openLedger } from "../../model/app";
import { number } from "../../model/numbers";
import { collections, position, seek, speed } from "../../model/travel";
import { ObjectName } from "../object_name";
import { useTold } from "../told";
import { TryThis } from "../try_this";
import { nodesAt, phaseOf, phases, stepCount, stepOf, type Node, type Place } from "./steps";
import "./collection.css";

type Told = Answer<"xray">;

/** Chosen by hand; null: the last one by this moment. */
const chosen = signal<number | null>(null);
const at = signal(0);
const playing = signal(false);
const signs: Record<Place, string> = { examined: "·", tentative: "?", reached: "→", finalized: "ƒ", resurrected: "↺", cleared: "∅", dead: "✕" };
const fateSigns: Record<string, string> = { referenced_from_outside: "◆", reached: "→", collected: "✕", resurrected: "↺" };
/** On the board; the table below has all that were told. */
const mostNodes = 60;

const program = `import gc
class Node:
    def __init__(self, name): self.name = name
kept = Node("kept")
a, b = Node("a"), Node("b")
a.other, b.other = b, a      # a cycle
kept.child = Node("child")
del a, b
print(gc.collect())
`;

function go(x: Told, step: number) {
  at.value = Math.min(stepCount(x) - 1, Math.max(0, step));
}

function onKey(e: KeyboardEvent, x: Told) {
  const step = { ArrowRight: at.value + 1, ArrowLeft: at.value - 1, Home: 0, End: stepCount(x) - 1 }[e.key];
  if (step !== undefined) {
    e.preventDefault();
    playing.value = false;
    go(x, step);
  } else if (e.key === " " && !(e.target as HTMLElement).closest("button")) {
    e.preventDefault();
    playing.value = !playing.value;
  }
}

function Steps({ x }: { x: Told }) {
  const last = stepCount(x) - 1;
  useEffect(() => {
    if (!playing.value) {
      return;
    }
    if (at.value >= last) {
      playing.value = false;
      return;
    }
    const timer = setTimeout(() => go(x, at.value + 1), 1000 / speed.value);
    return () => clearTimeout(timer);
  }, [playing.value, at.value, x]);
  const play = () => {
    if (!playing.value && at.value >= last) {
      at.value = 0;
    }
    playing.value = !playing.value;
  };
  const phase = phaseOf(x, at.value);
  return (
    <div class="phases" role="group" aria-label={t("xray.phases")}>
      <button class="icon-button" aria-label={t("xray.back")} data-testid="xray-back" disabled={at.value === 0} onClick={() => go(x, at.value - 1)}>‹</button>
      <button class="icon-button" aria-label={t(playing.value ? "xray.pause" : "xray.play")} aria-pressed={playing.value} data-testid="xray-play" onClick={play}>{playing.value ? "❚❚" : "▶"}</button>
      <button class="icon-button" aria-label={t("xray.forward")} data-testid="xray-forward" disabled={at.value === last} onClick={() => go(x, at.value + 1)}>›</button>
      <ol>
        {phases.map((name, i) => (
          <li key={name}>
            <button aria-current={phase === name ? "step" : undefined} data-testid={`phase-${name}`} onClick={() => go(x, stepOf(x, name))}>
              {i + 1}. {t(`xray.${name}`)}
            </button>
          </li>
        ))}
      </ol>
      <span class="type" data-testid="xray-step">{t("xray.step", { n: at.value + 1, last: last + 1 })}</span>
    </div>
  );
}

/** The sets side by side; each object a card with the collector's number on it. */
function Board({ x, nodes }: { x: Told; nodes: Node[] }) {
  const sets: [string, Place[]][] = phaseOf(x, at.value) === "copy" || phaseOf(x, at.value) === "subtract"
    ? [["examined", ["examined"]]]
    : [["examined", ["examined"]], ["reached", ["reached", "resurrected"]], ["tentative", ["tentative", "finalized", "cleared", "dead"]]];
  return (
    <div class="board" aria-hidden="true" data-testid="xray-board">
      {sets.map(([name, places]) => {
        const all = x.objects.map((object, i) => ({ object, node: nodes[i] })).filter((c) => places.includes(c.node.place));
        const inside = [...all].sort((a, b) => Number(b.node.moved) - Number(a.node.moved)).slice(0, mostNodes);
        const shown = all.filter((c) => inside.includes(c));
        if (name === "examined" && all.length === 0) {
          return null;
        }
        return (
          <section key={name} class={`set set-${name}`}>
            <h3>{t(`xray.set.${name}`)}: {number(all.length)}</h3>
            <div class="set-nodes">
              {shown.map(({ object: o, node }) => (
                <div key={o.id} class={`gc-node gc-${node.place} ${node.moved ? "gc-moved" : ""}`} data-node={o.id} data-number={node.number} data-place={node.place} onClick={() => void openLedger(o.id)}>
                  <b class="gc-number">{node.number}</b>
                  <span class="type">{o.type}</span> <code>{valueText(o).slice(0, 18) || `…${o.id.slice(-4)}`}</code> <span class="gc-sign">{signs[node.place]}</span>
                </div>
              ))}
              {all.length > shown.length && <p class="more">{t("more", { n: number(all.length - shown.length) })}</p>}
            </div>
          </section>
        );
      })}
    </div>
  );
}

function Fate({ o, node, over }: { o: Told["objects"][number]; node: Node; over: boolean }) {
  if (!over) {
    return <><span aria-hidden="true">{signs[node.place]}</span> {t(`xray.place.${node.place}`)}</>;
  }
  const by = o.held_by ?? (o.reached_by ? `…${o.reached_by.slice(-4)}` : "");
  return <><span aria-hidden="true">{fateSigns[o.fate]}</span> {t(`fate.${o.fate}`)}{by && `: ${by}`}{o.finalizer ? t("fate.finalizer") : ""}</>;
}

/** The same as the board, in words and numbers. */
function Table({ x, nodes }: { x: Told; nodes: Node[] }) {
  const phase = phaseOf(x, at.value);
  const over = phase === "end" || at.value === stepOf(x, "sort");
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">{t("xray.object")}</th>
          <th scope="col" class="numeric">{t("xray.count")}</th>
          {phase !== "copy" && <th scope="col" class="numeric">{t("xray.left")}</th>}
          {(phase === "sort" || phase === "end") && <th scope="col">{t("xray.fate")}</th>}
        </tr>
      </thead>
      <tbody>
        {x.objects.map((o, i) => (
          <tr key={o.id} data-testid="xray-object" data-fate={o.fate} class={`${over ? `fate-${o.fate}` : ""} ${nodes[i].moved ? "row-moved" : ""}`}>
            <td><ObjectName object={o} lives={o.fate !== "collected"} /></td>
            <td class="numeric">{o.copied}</td>
            {phase !== "copy" && <td class="numeric"><b>{o.left}</b></td>}
            {(phase === "sort" || phase === "end") && <td><Fate o={o} node={nodes[i]} over={over} /></td>}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Xray({ which }: { which: number }) {
  const x = useTold("xray", { collection: which, limit: 120, lang: language.value });
  if (!x) {
    return <p class="empty">{t("loading")}</p>;
  }
  const step = Math.min(at.value, stepCount(x) - 1);
  const phase = phaseOf(x, step);
  const nodes = nodesAt(x, step);
  const last = step === stepCount(x) - 1;
  const move = x.moves[step - 2];
  const numbers = {
    examined: number(x.examined), unreachable: number(x.unreachable), bytes: number(x.bytes_freed), collected: number(x.collected),
    outside: number(x.fates.referenced_from_outside ?? 0), reached: number(x.fates.reached ?? 0), resurrected: number(x.fates.resurrected ?? 0),
    finalizers: number(x.finalizers), weakrefs: number(x.weakrefs_died), uncollectable: number(x.uncollectable),
  };
  return (
    <div class="xray-steps" data-steps tabindex={0} role="group" aria-label={t("xray.keys")} data-testid="xray-steps" onKeyDown={(e) => onKey(e, x)}>
      <p>
        {t("xray.began", { generation: x.generation, tick: number(x.tick), count: x.before.count.join(", "), threshold: x.before.threshold.join(", ") })}{" "}
        <button class="link" onClick={() => void seek(x.tick)}>{t("xray.go")}</button>
      </p>
      <Steps x={x} />
      <div aria-live="polite">
        {move && !last && <p class="move" data-testid="xray-move">{move.words}</p>}
        {(!move || last) && <p data-testid="xray-words">{t(`xray.${phase}.words`, numbers)}</p>}
        {last && (
          <p class="verdict" data-testid="xray-verdict">
            <b>{t(x.collected ? "xray.verdict" : "xray.nothing", numbers)}</b> <span data-testid="xray-said">{x.verdict}</span>{" "}
            {t("xray.sums", numbers)}
          </p>
        )}
      </div>
      <Board x={x} nodes={nodes} />
      {x.moves_omitted > 0 && <p class="more">{t("xray.omitted", { n: number(x.moves_omitted) })}</p>}
      <Table x={x} nodes={nodes} />
      {x.omitted > 0 && <p class="more">{t("more", { n: number(x.omitted) })}</p>}
    </div>
  );
}

/** One collection, step by step, with the numbers the collector works with. */
export function CollectionView() {
  const list = collections.value;
  const now = position.value?.tick ?? 0;
  const last = list.filter((c) => c.tick <= now).at(-1) ?? list[0];
  const which = list.some((c) => c.number === chosen.value) ? chosen.value! : last?.number;
  useEffect(() => {
    at.value = 0;
    playing.value = false;
  }, [which]);
  if (list.length === 0) {
    return (
      <div class="scroll" data-testid="xray-none">
        <p class="empty">{t("xray.none")}</p>
        <TryThis program={program} id="collection" />
      </div>
    );
  }
  return (
    <div class="scroll" tabindex={0} data-testid="xray">
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
