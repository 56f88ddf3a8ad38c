import { effect } from "@preact/signals";
import { render } from "preact";
import { useEffect } from "preact/hooks";
import { begin as beginTexts, t } from "./i18n/i18n";
import { lessonsOpen } from "./lessons/open";
import { ready, running } from "./model/app";
import { later, waitForFirst } from "./model/later";
import { awake } from "./model/session";
import { begin, embedded } from "./model/link";
import "./model/theme";
import { layout, lessonsBeside } from "./model/layout";
import { keepPage, whenQuiet } from "./model/update";
import { Embed } from "./views/share/embed";
import { arriving, arrivingInTime } from "./views/layout/arriving";
import { codeBorder, workBorder } from "./views/layout/borders";
import { drawInPieces, Piece, whole } from "./views/layout/pieces";
import { Panels } from "./views/layout/panels";
import { Splitter } from "./views/layout/splitter";
import { Stage } from "./views/stage";
import { Time } from "./views/time/time";
import { TopBar } from "./views/top_bar";
import { UpdateNote } from "./views/update/update_note";
import "./style.css";
import "./views/layout/layout.css";

// The charts and the lessons are heavy: they come when the first picture is there, or when first wanted.
const Charts = arrivingInTime(() => import("./views/charts/charts").then((m) => m.Charts));
const Lessons = arriving(() => import("./lessons/lessons").then((m) => m.Lessons), () => <p class="empty">{t("loading")}</p>);

/** In the order in which they are read and reached by Tab. */
function Parts() {
  if (layout.value === "phone") {
    return (
      <>
        <Piece key="stage" n={2}><Stage /></Piece>
        <Piece key="time" n={3}><Time /></Piece>
        <Piece key="panels" n={4}><Panels /></Piece>
      </>
    );
  }
  return (
    <>
      <Piece key="panels" n={4}><Panels /></Piece>
      <Splitter key="split" border={codeBorder} id="splitter" />
      <Piece key="stage" n={2}><Stage /></Piece>
      <Splitter key="work" border={workBorder} />
      <Piece key="time" n={3}><Time /></Piece>
      {later.value && <Charts key="charts" />}
    </>
  );
}

function App() {
  useEffect(waitForFirst, []);
  if (embedded.value) {
    return <Embed />;
  }
  return (
    <>
      <TopBar />
      {lessonsOpen.value && lessonsBeside.value && (
        <Lessons />
      )}
      <main data-testid="app" data-ready={ready.value && whole.value} data-running={running.value} data-awake={awake.value}>
        <Parts />
      </main>
      <UpdateNote />
      {layout.value !== "phone" && <footer>{t("footer")}</footer>}
    </>
  );
}

async function open() {
  await beginTexts();
  void begin();
  // Another task: the engine's worker, begun by start.js, is seen to meanwhile, and what is known already has been told.
  setTimeout(() => {
    render(<App />, document.getElementById("app")!);
    drawInPieces();
  });
}
void open();

// Another link in the address of this tab is another page; our own writing of the address is no such event.
addEventListener("hashchange", () => location.reload());

if (import.meta.env.PROD && "serviceWorker" in navigator) {
  // After everything else, and while nobody drags: it fetches what the page already has once more, from the browser's cache.
  const stop = effect(() => {
    if (later.value) {
      whenQuiet(() => void keepPage());
      queueMicrotask(() => stop());
    }
  });
}
