import { computed } from "@preact/signals";
import { useEffect, useRef, useState } from "preact/hooks";
import type { Shapes } from "../../engine/api";
import { t } from "../../i18n/i18n";
import { state } from "../../model/app";
import { number } from "../../model/numbers";
import { findAll, generationFilter, knownTypes, nameFilter, typeFilter } from "../../model/sought";
import { redraw } from "../../model/travel";
import { generationText } from "../generation_mark";
import { Overflow } from "../layout/overflow";
import { copyMarkdown, savePng, saveSvg } from "./export";
import { asText, byType, legendOpen } from "./graph_state";

type Match = Shapes["Match"];

/** Finds as one types, among all objects; Enter goes on to the next. */
function Find({ onFind }: { onFind: (match: Match) => void }) {
  const [at, setAt] = useState(-1);
  const [text, setText] = useState("");
  const [total, setTotal] = useState<number | null>(null);
  const latest = useRef("");
  const look = async (wish: string, from: number) => {
    latest.current = wish;
    const found = wish.trim() ? await findAll({ text: wish.trim(), from, limit: 1 }) : null;
    if (latest.current === wish) {
      setTotal(found?.total ?? null);
    }
    return found;
  };
  useEffect(() => {
    const wait = setTimeout(() => void look(text, 0), 150);
    return () => clearTimeout(wait);
  }, [text, text && state.value?.tick]);
  const go = async (way: 1 | -1) => {
    const wish = text;
    const all = (await look(wish, 0))?.total ?? 0;
    if (all > 0) {
      const next = at < 0 && way < 0 ? all - 1 : (at + way + all) % all;
      const found = await findAll({ text: wish.trim(), from: next, limit: 1 });
      setAt(next);
      found?.matches.forEach(onFind);
    }
  };
  const onKeyDown = (e: KeyboardEvent) => {
    if (e.key === "Enter") {
      e.preventDefault();
      void go(e.shiftKey ? -1 : 1);
    } else if (e.key === "Escape") {
      setText("");
    }
  };
  return (
    <span class="find">
      <input
        type="search"
        data-testid="find"
        aria-label={t("find")}
        placeholder={t("find")}
        value={text}
        spellcheck={false}
        onInput={(e) => {
          setText(e.currentTarget.value);
          setAt(-1);
        }}
        onKeyDown={onKeyDown}
      />
      <output data-testid="found">{text.trim() && total !== null ? `${at + 1}/${number(total)}` : ""}</output>
    </span>
  );
}

// As text: what is alike is the same, and draws nothing anew.
const typesHere = computed(() => [...new Set([...knownTypes.value, ...(state.value?.objects.map((o) => o.type) ?? [])])].sort().join("\n"));
const namesHere = computed(() => [...new Set(state.value?.frames.flatMap((f) => f.names.map((n) => n.name)))].join("\n"));
const listed = (text: string) => (text ? text.split("\n") : []);

function Filters() {
  const types = [...new Set([...listed(typesHere.value), ...(typeFilter.value ? [typeFilter.value] : [])])].sort();
  const names = listed(namesHere.value);
  const choose = (s: typeof typeFilter, value: string) => {
    s.value = value;
    void redraw();
  };
  const choice = (label: string, s: typeof typeFilter, values: [string, string][], id: string, learn?: () => void) => (
    <select aria-label={label} data-testid={id} value={s.value} onFocus={learn} onInput={(e) => choose(s, e.currentTarget.value)}>
      <option value="">{label}</option>
      {values.map(([value, text]) => <option key={value} value={value}>{text}</option>)}
    </select>
  );
  return (
    <>
      {choice(t("filter.type"), typeFilter, types.map((x) => [x, x]), "filter-type", () => void findAll({ limit: 1 }))}
      {choice(t("filter.name"), nameFilter, names.map((x) => [x, x]), "filter-name")}
      {choice(t("filter.generation"), generationFilter, [0, 1, 2, 3, null].map((g) => [String(g), generationText(g)]), "filter-generation")}
    </>
  );
}

function Exports() {
  const [copied, setCopied] = useState(false);
  const copy = () => void (state.value && copyMarkdown(state.value).then(setCopied));
  return (
    <details class="exports-menu">
      <summary>{t("graph.export")}</summary>
      <div>
        <button data-testid="graph-svg" onClick={() => void saveSvg()}>SVG</button>
        <button data-testid="graph-png" onClick={() => void savePng()}>PNG</button>
        <button data-testid="graph-markdown" onClick={copy}>{t(copied ? "graph.copied" : "graph.markdown")}</button>
      </div>
    </details>
  );
}

function Switch({ on, label, hint, id, onClick }: { on: boolean; label: string; hint: string; id: string; onClick: () => void }) {
  return <button aria-pressed={on} title={hint} data-testid={id} onClick={onClick}>{label}</button>;
}

export interface BarDoings {
  find: (match: Match) => void;
  zoom: (factor: number) => void;
  fit: () => void;
  tidy: () => void;
}

export function GraphBar({ doings }: { doings: BarDoings }) {
  const chosen = [typeFilter, nameFilter, generationFilter].filter((f) => f.value !== "").length;
  return (
    <div class="graph-bar" role="toolbar" aria-label={t("graph.tools")}>
      <Find onFind={doings.find} />
      <Overflow id="filters" kind="filters" label={t("filters")} sign={<>{t("filters")}{chosen > 0 && <b> ({chosen})</b>}</>}>
        <Filters />
      </Overflow>
      <span class="switch">
        <button aria-label={t("zoom.out")} title={t("zoom.out")} data-testid="graph-out" onClick={() => doings.zoom(1 / 1.25)}>−</button>
        <button aria-label={t("zoom.in")} title={t("zoom.in")} data-testid="graph-in" onClick={() => doings.zoom(1.25)}>+</button>
        <button data-testid="graph-fit" title={t("zoom.fit.hint")} onClick={doings.fit}>{t("zoom.fit")}</button>
      </span>
      <Overflow id="graph-more" kind="graph" once label={t("graph.more")}>
        <button data-testid="tidy" title={t("tidy.hint")} onClick={doings.tidy}>{t("tidy")}</button>
        <Switch on={byType.value} label={t("by_type")} hint={t("by_type.hint")} id="by-type" onClick={() => (byType.value = !byType.value)} />
        <Switch on={asText.value} label={t("as_text")} hint={t("as_text.hint")} id="as-text" onClick={() => (asText.value = !asText.value)} />
        <Switch on={legendOpen.value} label={t("legend")} hint={t("legend.hint")} id="legend" onClick={() => (legendOpen.value = !legendOpen.value)} />
        <Exports />
      </Overflow>
    </div>
  );
}
