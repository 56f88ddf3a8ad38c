import { t } from "../../i18n/i18n";
import { ready, running } from "../../model/app";
import { openInLab } from "../../model/link";
import { awake } from "../../model/session";
import { Stage } from "../stage";
import { Live } from "../live/live";
import { Time } from "../time/time";
import "./share.css";

/** The minimal page for an iframe: the picture and the steps. */
export function Embed() {
  return (
    <main class="embed" data-testid="app" data-ready={ready.value} data-running={running.value} data-awake={awake.value}>
      <h1 class="only-heard">{t("title")}</h1>
      <Live />
      <Stage />
      <Time />
      <p class="open-in-lab"><button class="link" data-testid="open-in-lab" onClick={() => void openInLab()}>{t("share.lab")}</button></p>
    </main>
  );
}
