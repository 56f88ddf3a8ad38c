import { t } from "../../i18n/i18n";
import { engineKind, running } from "../../model/app";
import { followed, presented } from "../../model/live";
import { arriving } from "../layout/arriving";

// Few present or follow: what it takes arrives when they do.
const Bar = arriving(() => import("./live_bar").then((m) => m.LiveBar));

export function Live() {
  return presented.value || followed.value ? <Bar /> : null;
}

/** Beside the choice of the engine: only a session of the server can be shown to others. */
export function PresentButton() {
  if (engineKind.value !== "server" || presented.value) {
    return null;
  }
  return (
    <button
      data-testid="present" title={t("live.present_hint")} disabled={running.value}
      onClick={() => void import("../../model/present").then((m) => m.present())}
    >
      {t("live.present")}
    </button>
  );
}
