import { hasText, t } from "../i18n/i18n";
import { output, problem } from "../model/app";

function problemText(code: string, detail: string): string {
  const key = `problem.${code}`;
  return hasText(key) ? t(key) : t("problem.other", { detail: detail || code });
}

export function OutputPane() {
  return (
    <section class="output" aria-label={t("output")}>
      <h2>{t("output")}</h2>
      {problem.value && (
        <p class="problem" role="alert" data-testid="problem" data-code={problem.value.code}>
          {problemText(problem.value.code, problem.value.detail)}
        </p>
      )}
      <pre data-testid="output" aria-live="polite">
        {output.value.length === 0 && !problem.value && <span class="empty">{t("output.empty")}</span>}
        {output.value.map((line, i) => <span key={i} class={`line-${line.kind}`}>{line.text}</span>)}
      </pre>
    </section>
  );
}
