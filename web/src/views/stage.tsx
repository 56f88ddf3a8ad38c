import { t } from "../i18n/i18n";
import { ledger, problem, running, state } from "../model/app";
import { layout } from "../model/layout";
import { stageViews, view, type StageView } from "../model/view";
import { LedgerCard } from "./graph/ledger_card";
import { ObjectGraph } from "./graph/object_graph";
import { arriving } from "./layout/arriving";
import { inspectorBorder } from "./layout/borders";
import { Splitter } from "./layout/splitter";
import { TabList } from "./layout/tab_list";
import { StateSummary } from "./state_summary";

const loading = () => <p class="empty">{t("loading")}</p>;
// Each arrives when it is looked at first.
const Deaths = arriving(() => import("./deaths/deaths_view").then((m) => m.DeathsView), loading);
const Generations = arriving(() => import("./generations/generations_view").then((m) => m.GenerationsView), loading);
const Collection = arriving(() => import("./collection/collection_view").then((m) => m.CollectionView), loading);
const Heap = arriving(() => import("./heap/heap_view").then((m) => m.HeapView), loading);
const Processes = arriving(() => import("./processes_view").then((m) => m.ProcessesView), loading);

function Tabs() {
  return (
    <TabList
      label={t("stage")}
      tabs={stageViews.map((id) => ({ id, text: t(`stage.${id}`) }))}
      chosen={view.value}
      prefix="tab"
      controls={() => "stage-panel"}
      choose={(id) => (view.value = id as StageView)}
    />
  );
}

function Content() {
  if (!state.value && problem.value && !running.value) {
    return <p class="empty" data-testid="nothing">{t("stage.nothing")}</p>;
  }
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
        <h2 class="only-heard">{t(`stage.${view.value}`)}</h2>
        <Content />
      </div>
      {ledger.value && layout.value === "wide" && <Splitter border={inspectorBorder} />}
      <LedgerCard />
      {layout.value !== "phone" && <StateSummary />}
    </section>
  );
}
