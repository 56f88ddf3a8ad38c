import { t } from "../i18n/i18n";
import { state } from "../model/app";
import { number } from "../model/numbers";
import { GenerationMark, generationText } from "./generation_mark";

/** The collector and the heap in one line each, and what the shapes mean. */
export function StateSummary() {
  const now = state.value;
  if (!now) {
    return null;
  }
  const list = (values: number[]) => values.join(", ");
  return (
    <div class="summary">
      <ul class="legend">
        {[0, 1, 2].map((n) => (
          <li key={n}>
            <svg width="14" height="14" aria-hidden="true">
              <GenerationMark generation={n} x={7} y={7} />
            </svg>
            {generationText(n)}
          </li>
        ))}
      </ul>
      <p data-testid="summary">
        {t("gc.summary", {
          on: t(now.gc.enabled ? "gc.on" : "gc.off"),
          count: list(now.gc.count),
          threshold: list(now.gc.threshold),
        })}
        <br />
        {t("heap.summary", {
          bytes: number(now.heap.bytes_live),
          blocks: number(now.heap.blocks),
          arenas: now.heap.arenas,
        })}
      </p>
    </div>
  );
}
