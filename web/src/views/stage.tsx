import { lazy, Suspense } from "preact/compat";
import { t } from "../i18n/i18n";
import { ledger } from "../model/app";
import { stageViews, view } from "../model/view";
import { LedgerCard } from "./graph/ledger_card";
import { ObjectGraph } from "./graph/object_graph";
import { StateSummary } from "./state_summary";

// Each arrives when it is looked at first.
const Deaths = lazy(() => import("./deaths/deaths_view").then((m) => m.DeathsView));
const Generations = lazy(() => import("./generations/generations_view").then((m) => m.GenerationsView));
const Collection = lazy(() => import("./collection/collection_view").then((m) => m.CollectionView));
const Heap = lazy(() => import("./heap/heap_view").then((m) => m.HeapView));
const Processes = lazy(() => import("./processes_view").then((m) => m.ProcessesView));

function choose(e: KeyboardEvent) {
  const way = { ArrowRight: 1, ArrowLeft: -1 }[e.key];
  if (way) {
    e.preventDefault();
    const at = (stageViews.indexOf(view.value) + way + stageViews.length) % stageViews.length;
    view.value = stageViews[at];
    document.getElementById(`tab-${view.value}`)?.focus();
  }
}

function Tabs() {
  return (
    <div class="tabs" role="tablist" aria-label={t("stage")} onKeyDown={choose}>
      {stageViews.map((v) => (
        <button
          key={v}
          id={`tab-${v}`}
          role="tab"
          aria-selected={view.value === v}
          aria-controls="stage-panel"
          tabindex={view.value === v ? 0 : -1}
          data-testid={`tab-${v}`}
          onClick={() => (view.value = v)}
        >
          {t(`stage.${v}`)}
        </button>
      ))}
    </div>
  );
}

function Content() {
  switch (view.value) {
    case "deaths": return <Deaths />;
    case "generations": return <Generations />;
    case "collection": return <Collection />;
    case "heap": return <Heap />;
    case "processes": return <Processes />;
    default: return <ObjectGraph />;
  }
}

/** The moment itself, in one of its views. */
export function Stage() {
  return (
    <section class="stage" aria-label={t("stage")} onKeyDown={(e) => e.key === "Escape" && (ledger.value = null)}>
      <Tabs />
      <div class="stage-panel" id="stage-panel" role="tabpanel" aria-labelledby={`tab-${view.value}`}>
        <Suspense fallback={<p class="empty">{t("loading")}</p>}>
          <Content />
        </Suspense>
      </div>
      <LedgerCard />
      <StateSummary />
    </section>
  );
}
