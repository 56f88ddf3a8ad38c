import { t } from "../../i18n/i18n";
import { course, deaths, step } from "../../model/travel";
import { number } from "../../model/numbers";
import type { Death } from "../../model/state";
import { ObjectName } from "../object_name";
import { TryThis } from "../try_this";
import { Census, Retainers, Suspects, WhatIf } from "./leaks";
import "./deaths.css";

/** Shapes as on the time axis: dot, chain, ring, bar. */
const shapes: Record<string, string> = { cascade: "chain", collection: "ring", exit: "bar" };

export function CauseMark({ cause }: { cause: string }) {
  const shape = shapes[cause] ?? "dot";
  return (
    <svg class={`cause cause-${shape}`} viewBox="0 0 16 16" aria-hidden="true">
      {shape === "dot" && <circle cx="8" cy="8" r="4" />}
      {shape === "chain" && <path d="M2,8 h12 M3,8 a1.5,1.5 0 1 0 0.1,0 M8,8 a1.5,1.5 0 1 0 0.1,0 M13,8 a1.5,1.5 0 1 0 0.1,0" />}
      {shape === "ring" && <circle cx="8" cy="8" r="5" />}
      {shape === "bar" && <rect x="2" y="6" width="12" height="4" />}
    </svg>
  );
}

function Why({ d }: { d: Death }) {
  const values = { name: d.name ?? "", type: d.holder?.type ?? "", n: d.generation ?? 0 };
  const named = d.name ? ".named" : "";
  const key = ["name_deleted", "rebound", "left_scope"].includes(d.cause) ? `death.${d.cause}${named}` : `death.${d.cause}`;
  return <>{t(key, values)}</>;
}

const program = `class Box:
    pass
outer = Box()
outer.inner = [1, 2]
other = outer
del outer       # the box lives: other holds it
del other       # now it dies, and what it held with it
`;

/** What died in the step that led here, why, and how much went. */
export function DeathsView() {
  const d = deaths.value;
  if (!d) {
    return <p class="empty">{t("loading")}</p>;
  }
  const causes = Object.entries(d.by_cause);
  const nothingYet = !!course.value && course.value.deaths.every((n) => n === 0);
  return (
    <div class="scroll" tabindex={0} data-testid="deaths">
      <p>{t("deaths.range", { from: number(d.from), to: number(d.to) })}</p>
      {causes.length === 0 ? (
        <div class="empty">
          {t("deaths.none")}{" "}
          <button class="link" onClick={() => void step("next", { unit: "death" })}>{t("deaths.next")}</button>{" "}
          <button class="link" onClick={() => void step("previous", { unit: "death" })}>{t("deaths.previous")}</button>
          {nothingYet && <TryThis program={program} id="deaths" />}
        </div>
      ) : (
        <>
          <ul class="causes">
            {causes.map(([cause, sum]) => (
              <li key={cause}>
                <CauseMark cause={cause} /> {t(`cause.${cause}`)}: <b>{t("deaths.sum", { objects: number(sum.objects), bytes: number(sum.bytes) })}</b>
              </li>
            ))}
          </ul>
          <table>
            <thead>
              <tr><th scope="col">{t("deaths.object")}</th><th scope="col">{t("deaths.why")}</th><th scope="col" class="numeric">{t("deaths.bytes")}</th><th scope="col" class="numeric">{t("deaths.line")}</th></tr>
            </thead>
            <tbody>
              {d.deaths.map((one, i) => (
                <tr key={i} data-testid="death" data-cause={one.cause} data-type={one.type}>
                  <td><ObjectName object={one} lives={false} /></td>
                  <td><CauseMark cause={one.cause} /> <Why d={one} /></td>
                  <td class="numeric">{number(one.size)}</td>
                  <td class="numeric">{one.line ?? ""}</td>
                </tr>
              ))}
            </tbody>
          </table>
          {d.omitted > 0 && <p class="more">{t("more", { n: number(d.omitted) })}</p>}
        </>
      )}
      <div class="leaks">
        <Suspects />
        <WhatIf />
        <Census />
        <Retainers />
      </div>
    </div>
  );
}
