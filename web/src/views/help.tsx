import { signal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { t } from "../i18n/i18n";

export const helpOpen = signal(false);

const keys: [string, string][] = [
  ["Ctrl-Enter", "run"], ["Ctrl-Shift-Enter", "part"], ["← →", "step"], ["Shift ← →", "line"], ["Alt ← →", "call"], ["↓ ↑", "into"],
  ["Home End", "ends"], ["+ − 0", "zoom"], ["f", "folds"], ["Space", "play"], ["g", "collect"], ["z Z", "undo"], ["/", "find"], ["l", "ledger"], ["i", "counts"],
  ["F9", "breakpoint"], ["Enter", "open"], ["c", "fold"], ["m", "stub"], ["e", "edge"], ["Delete", "remove"], ["Ctrl ← → ↑ ↓", "pan"],
  ["Esc", "close"], ["?", "help"],
];

/** All keys; a dialog of the browser's own, so that focus stays in it and returns. */
export function Help() {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    if (helpOpen.value) {
      dialog.current?.showModal();
    } else {
      dialog.current?.close();
    }
  }, [helpOpen.value]);
  return (
    <dialog ref={dialog} class="help" aria-labelledby="help-title" data-testid="help" onClose={() => (helpOpen.value = false)}>
      <h2 id="help-title">{t("help")}</h2>
      <dl>
        {keys.map(([key, what]) => (
          <div key={what}>
            <dt><kbd>{key}</kbd></dt>
            <dd>{t(`help.${what}`)}</dd>
          </div>
        ))}
      </dl>
      <p>{t("help.where")}</p>
      <button onClick={() => (helpOpen.value = false)}>{t("ledger.close")}</button>
    </dialog>
  );
}
