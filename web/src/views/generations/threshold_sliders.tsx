import { useEffect, useRef, useState } from "preact/hooks";
import { t } from "../../i18n/i18n";
import { running, runWith } from "../../model/app";
import { thresholds } from "../../model/settings";
import { number } from "../../model/numbers";
import { nearestStep, sliderSteps } from "./sentences";

/** CPython 3.11's own. */
const usual = [700, 10, 10];
const restMilliseconds = 400;

/** Other thresholds from the program's beginning: it runs anew as each slider is let go. */
export function ThresholdSliders() {
  const [wanted, want] = useState(thresholds.value ?? usual);
  useEffect(() => want(thresholds.value ?? usual), [thresholds.value]);
  // The arrows let go of a slider with every press: it runs when they rest.
  const waiting = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  useEffect(() => () => clearTimeout(waiting.current), []);
  const later = (next: number[]) => {
    clearTimeout(waiting.current);
    waiting.current = setTimeout(() => (running.value ? later(next) : void runWith(next)), restMilliseconds);
  };
  const line = `gc.set_threshold(${wanted.join(", ")})`;
  return (
    <fieldset class="thresholds" data-steps data-testid="thresholds">
      <legend>{t("gen.thresholds")}</legend>
      {wanted.map((value, n) => (
        <label key={n}>
          <span>threshold{n}</span>
          <input
            type="range"
            data-testid={`threshold-${n}`}
            min={0}
            max={sliderSteps.length - 1}
            step={1}
            value={nearestStep(value)}
            aria-label={t("gen.threshold", { n })}
            aria-valuetext={number(value)}
            onInput={(e) => want(wanted.map((w, i) => (i === n ? sliderSteps[Number((e.target as HTMLInputElement).value)] : w)))}
            onChange={(e) => later(wanted.map((w, i) => (i === n ? sliderSteps[Number((e.target as HTMLInputElement).value)] : w)))}
          />
          <b>{number(value)}</b>
        </label>
      ))}
      <p>
        {t(thresholds.value ? "gen.thresholds.set" : "gen.thresholds.own")} <code data-testid="threshold-line">{line}</code>{" "}
        {thresholds.value && (
          <button class="link" data-testid="threshold-reset" onClick={() => { want(usual); void runWith(null); }}>{t("gen.thresholds.reset")}</button>
        )}
      </p>
    </fieldset>
  );
}
