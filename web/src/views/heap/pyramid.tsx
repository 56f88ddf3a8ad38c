import { useState } from "preact/hooks";
import type { Answer } from "../../engine/api";
import { t } from "../../i18n/i18n";
import { number } from "../../model/numbers";

const layers = ["objects", "object_allocators", "pymalloc", "malloc", "system", "hardware"] as const;
type Layer = (typeof layers)[number];

function figure(layer: Layer, m: Answer<"memory">): string {
  const kept = Object.values(m.free_lists).reduce((a, b) => a + b, 0);
  switch (layer) {
    case "objects": return t("pyramid.objects.figure", { bytes: number(m.live_bytes) });
    case "object_allocators": return t("pyramid.object_allocators.figure", { n: number(kept) });
    case "pymalloc": return t("pyramid.pymalloc.figure", { arenas: number(m.arenas_now), pools: number(m.pools_used) });
    case "malloc": return t("pyramid.malloc.figure", { n: number(m.large_blocks), bytes: number(m.large_bytes) });
    case "system": return t("pyramid.system.figure", { bytes: number(m.process_bytes) });
    default: return t("pyramid.hardware.figure");
  }
}

/** The layers from an object down to the machine: each a door to its figure and its explanation. */
export function Pyramid({ memory }: { memory: Answer<"memory"> }) {
  const [chosen, choose] = useState<Layer>("pymalloc");
  const [top, height, middle] = [120, 46, 300];
  const edge = (row: number) => top + row * 30;
  return (
    <section aria-label={t("pyramid")}>
      <h3>{t("pyramid")}</h3>
      <svg class="pyramid" viewBox={`0 0 600 ${layers.length * height}`} role="group" aria-label={t("pyramid")} data-testid="pyramid">
        {layers.map((layer, i) => {
          const [above, below] = [edge(i), edge(i + 1)];
          return (
            <g
              key={layer}
              class={chosen === layer ? "layer layer-chosen" : "layer"}
              role="button"
              tabindex={0}
              aria-pressed={chosen === layer}
              data-testid={`layer-${layer}`}
              onClick={() => choose(layer)}
              onKeyDown={(e) => {
                if (e.key === "Enter" || e.key === " ") {
                  e.preventDefault();
                  e.stopPropagation();
                  choose(layer);
                }
              }}
            >
              <path d={`M${middle - above},${i * height + 1} h${above * 2} L${middle + below},${(i + 1) * height - 2} h${-below * 2} z`} />
              <text x={middle} y={i * height + 19}>{t(`pyramid.${layer}`)}</text>
              <text class="figure" x={middle} y={i * height + 36}>{figure(layer, memory)}</text>
            </g>
          );
        })}
      </svg>
      <p data-testid="layer-text" aria-live="polite">
        <b>{t(`pyramid.${chosen}`)}.</b> {t(`pyramid.${chosen}.text`)} <em>{t("pyramid.imprecise")} {t(`pyramid.${chosen}.but`)}</em>
      </p>
    </section>
  );
}
