import { useEffect, useState } from "preact/hooks";
import type { Answer } from "../../engine/api";
import { t } from "../../i18n/i18n";
import { number } from "../../model/numbers";
import type { EngineState } from "../../model/state";
import { typeFilter } from "../../model/sought";
import { redraw } from "../../model/travel";
import { byType, census } from "./graph_state";

/** Hundreds of thousands of objects, gathered by type: one card each, as large as its bytes. */
export function TypeView({ state }: { state: EngineState }) {
  const [told, tell] = useState<Answer<"census"> | null>(null);
  useEffect(() => {
    let wanted = true;
    census().then((c) => wanted && tell(c), () => {});
    return () => {
      wanted = false;
    };
  }, [state]);
  if (!told) {
    return <p class="empty">{t("loading")}</p>;
  }
  const most = Math.max(1, ...told.types.map((x) => x.bytes));
  const pick = (type: string) => {
    typeFilter.value = type;
    byType.value = false;
    void redraw();
  };
  return (
    <div class="scroll" data-testid="by-type-view">
      <p>{t("by_type.sum", { n: number(told.count), bytes: number(told.bytes) })}</p>
      <ul class="types">
        {[...told.types].sort((a, b) => b.bytes - a.bytes).map((x) => (
          <li key={x.type} data-type={x.type}>
            <button onClick={() => pick(x.type)}>
              <b>{x.type}</b> <span>× {number(x.count)}</span> <small>{t("bytes", { n: number(x.bytes) })}</small>
              <span class="type-bar" style={{ width: `${Math.max(1, (100 * x.bytes) / most)}%` }} />
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
