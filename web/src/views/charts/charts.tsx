import { t } from "../../i18n/i18n";
import { series } from "../../model/app";
import { number } from "../../model/numbers";
import { Chart } from "./chart";
import { chartsOf } from "./chart_data";
import "./charts.css";

/** Everything that changes over time, on the axis of the time strip. */
export function Charts() {
  const s = series.value;
  if (!s) {
    return null;
  }
  return (
    <section class="charts" aria-label={t("charts")}>
      <h2>{t("charts")} <small>{t("charts.how")}</small></h2>
      {chartsOf(s, t, number).map((chart) => <Chart key={chart.id} chart={chart} tick={s.tick} />)}
    </section>
  );
}
