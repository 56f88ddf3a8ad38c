import { render } from "preact";
import { lazy, Suspense } from "preact/compat";
import { useEffect } from "preact/hooks";
import { t } from "./i18n/i18n";
import { lessonsOpen } from "./lessons/open";
import { ledger, ready, run, running } from "./model/app";
import { LedgerCard } from "./views/ledger_card";
import { ObjectGraph } from "./views/object_graph";
import { Operations } from "./views/operations";
import { OutputPane } from "./views/output_pane";
import { StateSummary } from "./views/state_summary";
import { TopBar } from "./views/top_bar";
import "./style.css";

// The editor and the charts are the heavy parts: they arrive while the engine loads.
const CodeEditor = lazy(() => import("./views/code_editor").then((m) => m.CodeEditor));
const Charts = lazy(() => import("./views/charts").then((m) => m.Charts));
const Lessons = lazy(() => import("./lessons/lessons").then((m) => m.Lessons));

function App() {
  useEffect(() => void run(), []);
  return (
    <>
      <TopBar />
      {lessonsOpen.value && (
        <Suspense fallback={<p class="empty">{t("loading")}</p>}>
          <Lessons />
        </Suspense>
      )}
      <main data-testid="app" data-ready={ready.value} data-running={running.value}>
        <section class="code" aria-label={t("code")}>
          <Suspense fallback={<p class="empty">{t("loading")}</p>}>
            <CodeEditor />
          </Suspense>
          <OutputPane />
        </section>
        <section
          class="stage"
          aria-label={t("objects")}
          onKeyDown={(e) => e.key === "Escape" && (ledger.value = null)}
        >
          <ObjectGraph />
          <LedgerCard />
          <StateSummary />
        </section>
        <Operations />
        <Suspense fallback={null}>
          <Charts />
        </Suspense>
      </main>
      <footer>{t("footer")}</footer>
    </>
  );
}

render(<App />, document.getElementById("app")!);
