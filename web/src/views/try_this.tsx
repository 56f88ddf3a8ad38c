import { useState } from "preact/hooks";
import { t } from "../i18n/i18n";
import { run, running, source } from "../model/app";

/** An empty view's offer: a program that makes something appear. The editor's text can be had back. */
export function TryThis({ program, id }: { program: string; id: string }) {
  const [before, keep] = useState<string | null>(null);
  const load = (text: string) => {
    keep(before === null ? source.value : null);
    source.value = text;
    void run();
  };
  return (
    <div class="try-this">
      <p>{t("try.offer")}</p>
      <pre tabindex={0}>{program}</pre>
      <button class="primary" disabled={running.value} data-testid={`try-${id}`} onClick={() => load(program)}>{t("try.run")}</button>{" "}
      {before !== null && <button class="link" onClick={() => load(before)}>{t("try.back")}</button>}
    </div>
  );
}
