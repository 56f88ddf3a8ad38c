import { useEffect, useState } from "preact/hooks";
import type { Shapes } from "../../engine/api";
import { t } from "../../i18n/i18n";
import { number } from "../../model/numbers";
import { ask } from "../../model/session";
import { position } from "../../model/travel";
import { ObjectName } from "../object_name";

const mostPins = 12;

/** The objects that keep one arena: each a door. Asked for when opened. */
export function Pins({ arena }: { arena: Shapes["Arena"] }) {
  const [open, show] = useState(false);
  const [told, tell] = useState<{ blocks: Shapes["Block"][]; omitted: number } | null>(null);
  useEffect(() => {
    let wanted = true;
    if (open) {
      void ask("heap_map", { arena: arena.address, blocks: true, limit: mostPins })
        .then((r) => wanted && r.ok && tell({ blocks: r.blocks ?? [], omitted: r.omitted ?? 0 }), () => {});
    }
    return () => {
      wanted = false;
    };
  }, [open, arena.address, position.value]);
  return (
    <details onToggle={(e) => show((e.target as HTMLDetailsElement).open)} data-testid="pins">
      <summary>{t("heap.pins")}</summary>
      <ul class="plain">
        {told?.blocks.map((b) => (
          <li key={b.address}>
            {b.object ? <>{t(`heap.part.${b.part!.replaceAll(" ", "_")}`)} <ObjectName object={b.object} /></> : t("heap.nobody")}{" "}
            {number(b.bytes)} B
          </li>
        ))}
        {!!told?.omitted && <li>{t("heap.pins.more", { n: number(told.omitted) })}</li>}
      </ul>
    </details>
  );
}
