import { lazy, Suspense } from "preact/compat";
import { t } from "../../i18n/i18n";
import { ready, running } from "../../model/app";
import { openInLab } from "../../model/link";
import { Stage } from "../stage";
import { Live } from "../live/live";
import "./share.css";

const Time = lazy(() => import("../time/time").then((m) => m.Time));

/** The minimal page for an iframe: the picture and the steps. */
export function Embed() {
  return (
    <main class="embed" data-testid="app" data-ready={ready.value} data-running={running.value}>
      <h1 class="only-heard">{t("title")}</h1>
      <Live />
      <Stage />
      <Suspense fallback={<div class="time" />}>
        <Time />
      </Suspense>
      <p class="open-in-lab"><button class="link" data-testid="open-in-lab" onClick={() => void openInLab()}>{t("share.lab")}</button></p>
    </main>
  );
}
