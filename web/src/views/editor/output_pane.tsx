import { hasText, t } from "../../i18n/i18n";
import { output, problem } from "../../model/app";
import { outputHere } from "../../model/travel";

export function problemText(code: string, detail: string): string {
  const key = `problem.${code}`;
  return hasText(key) ? t(key) : t("problem.other", { detail: detail || code });
}

export function OutputPane() {
  const past = outputHere.value;
  const lines = past
    ? [{ kind: "out", text: past.stdout }, { kind: "err", text: past.stderr }].filter((l) => l.text)
    : output.value;
  return (
    <section class="output" aria-label={t("output")}>
      <h2 class="panel-title">{t("output")}</h2>
      {problem.value && (
        <p class="problem" role="alert" data-testid="problem" data-code={problem.value.code}>
          {problemText(problem.value.code, problem.value.detail)}
        </p>
      )}
      <pre data-testid="output" aria-live="polite">
        {lines.length === 0 && !problem.value && (
          <span class="empty">{t(past ? "output.not_yet" : "output.empty")}</span>
        )}
        {lines.map((line, i) => <span key={i} class={`line-${line.kind}`}>{line.text}</span>)}
      </pre>
    </section>
  );
}
