import { t } from "../../i18n/i18n";
import { openLedger } from "../../model/app";
import { number } from "../../model/numbers";
import type { EngineState } from "../../model/state";
import { generationText } from "../generation_mark";
import { ObjectName } from "../object_name";
import { outline, sumOf } from "./outline";

/** The picture in words: a table of names and one of objects. */
export function TextView({ state }: { state: EngineState }) {
  const told = outline(state);
  return (
    <div class="scroll" data-testid="graph-text">
      {told.frames.map((f, i) => (
        <section key={i}>
          <h3>{f.name === "<module>" ? t("globals") : f.name}{f.line !== null && `, ${t("frame.line", { n: f.line })}`}</h3>
          <ul class="plain">
            {f.names.map((n) => (
              <li key={n.name}><code class="name-text">{n.name}</code> → {n.object ? <ObjectName object={n.object} /> : `…${n.id.slice(-4)}`}</li>
            ))}
          </ul>
        </section>
      ))}
      <table>
        <thead>
          <tr>
            <th>{t("objects")}</th>
            <th class="numeric">{t("text.count")}</th>
            <th>{t("text.holders")}</th>
            <th class="numeric">{t("text.bytes")}</th>
            <th>{t("field.generation")}</th>
          </tr>
        </thead>
        <tbody>
          {told.objects.map(({ object: o, holders }) => (
            <tr key={o.id}>
              <td><ObjectName object={o} /></td>
              <td class="numeric"><button class="link" onClick={() => void openLedger(o.id)}>{number(o.refcount)}</button></td>
              <td><code>{sumOf(o.refcount, holders)}</code></td>
              <td class="numeric">{number(o.size)}</td>
              <td>{generationText(o.generation)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {told.omitted > 0 && <p class="more">{t("more", { n: number(told.omitted) })}</p>}
    </div>
  );
}
