import { useLayoutEffect, useRef } from "preact/hooks";
import { hasText, t } from "../../i18n/i18n";
import { output, problem } from "../../model/app";
import { panel, sheetOpen } from "../../model/layout";
import { outputHere } from "../../model/travel";

export function problemText(code: string, detail: string): string {
  const key = `problem.${code}`;
  return hasText(key) ? t(key) : t("problem.other", { detail: detail || code });
}

/** What is printed last is in sight, as in a terminal. */
function useItsEnd(length: number) {
  const pre = useRef<HTMLPreElement>(null);
  useLayoutEffect(() => {
    const box = pre.current?.closest<HTMLElement>(".panel");
    if (box && !box.hidden && length > 0) {
      box.scrollTo(0, box.scrollHeight);
    }
  }, [length, panel.value, sheetOpen.value]);
  return pre;
}

export function OutputPane() {
  const past = outputHere.value;
  const lines = past
    ? [{ kind: "out", text: past.stdout }, { kind: "err", text: past.stderr }].filter((l) => l.text)
    : output.value;
  const pre = useItsEnd(lines.reduce((sum, l) => sum + l.text.length, 0));
  return (
    <section class="output" aria-label={t("output")}>
      <h2 class="panel-title">{t("output")}</h2>
      {problem.value && (
        <p class="problem" role="alert" data-testid="problem" data-code={problem.value.code}>
          {problemText(problem.value.code, problem.value.detail)}
        </p>
      )}
      <pre ref={pre} data-testid="output" aria-live="polite">
        {lines.length === 0 && !problem.value && (
          <span class="empty">{t(past ? "output.not_yet" : "output.empty")}</span>
        )}
        {lines.map((line, i) => <span key={i} class={`line-${line.kind}`}>{line.text}</span>)}
      </pre>
    </section>
  );
}
