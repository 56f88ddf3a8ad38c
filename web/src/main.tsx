import { render } from "preact";
import { lazy, Suspense } from "preact/compat";
import { useEffect } from "preact/hooks";
import { t } from "./i18n/i18n";
import { lessonsOpen } from "./lessons/open";
import { ready, running } from "./model/app";
import { begin, embedded } from "./model/link";
import "./model/theme";
import { Operations } from "./views/graph/operations";
import { OutputPane } from "./views/editor/output_pane";
import { Embed } from "./views/share/embed";
import { Splitter } from "./views/layout/splitter";
import { Stage } from "./views/stage";
import { TopBar } from "./views/top_bar";
import "./style.css";

// The editor and the charts are the heavy parts: they arrive while the engine loads.
const CodeEditor = lazy(() => import("./views/editor/code_editor").then((m) => m.CodeEditor));
const ChangesList = lazy(() => import("./views/changes_list").then((m) => m.ChangesList));
const Time = lazy(() => import("./views/time/time").then((m) => m.Time));
const Charts = lazy(() => import("./views/charts/charts").then((m) => m.Charts));
const Lessons = lazy(() => import("./lessons/lessons").then((m) => m.Lessons));

function App() {
  useEffect(() => void begin(), []);
  if (embedded.value) {
    return <Embed />;
  }
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
          <Suspense fallback={null}>
            <ChangesList />
          </Suspense>
        </section>
        <Splitter />
        <Stage />
        <Operations />
        <Suspense fallback={<div class="time" />}>
          <Time />
        </Suspense>
        <Suspense fallback={null}>
          <Charts />
        </Suspense>
      </main>
      <footer>{t("footer")}</footer>
    </>
  );
}

render(<App />, document.getElementById("app")!);

// Another link in the address of this tab is another page; our own writing of the address is no such event.
addEventListener("hashchange", () => location.reload());

if (import.meta.env.PROD && "serviceWorker" in navigator) {
  // After everything else: it fetches what the page already has once more, from the browser's cache.
  const begin = () => navigator.serviceWorker.register(new URL("sw.js", document.baseURI)).catch(() => {});
  setTimeout(begin, 3000);
}
