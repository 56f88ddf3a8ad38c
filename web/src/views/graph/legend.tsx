import type { ComponentChildren } from "preact";
import { t } from "../../i18n/i18n";
import { GenerationMark } from "../generation_mark";
import { CountRing } from "./count_ring";
import { legendOpen } from "./graph_state";
import type { Segment } from "./holders";

/** A small card, as the picture draws them. */
function Card({ look = "", children }: { look?: string; children?: ComponentChildren }) {
  return (
    <g class={`object ${look}`}>
      {look === "object-new" && <rect class="halo" x={3} y={3} width={50} height={30} rx={9} />}
      <rect class="object-frame" x={8} y={8} width={40} height={20} rx={6} />
      {children}
    </g>
  );
}

function Ring({ kinds, count = kinds.length }: { kinds: Segment["kind"][]; count?: number }) {
  return <CountRing count={count} x={28} y={18} known={kinds.map((kind) => ({ kind, label: "", edge: null }))} />;
}

const tag = "M8,18 l9,-10 h31 v20 h-31 z";

/** Every sign with its words, drawn by what draws the picture. */
function signs(): [string, ComponentChildren][] {
  const line = (kind: string) => <g class={`edge ${kind}`}><path d="M4,18 H52" marker-end="url(#arrow)" /></g>;
  const mark = (n: number) => <GenerationMark generation={n} x={28} y={18} />;
  return [
    ["name", <g class="name"><path d={tag} /><circle cx={18} cy={18} r={2.5} /></g>],
    ["card", <Card />],
    ["frame.running", <g class="frame frame-running"><rect x={6} y={6} width={44} height={24} rx={6} /></g>],
    ["frame.waiting", <g class="frame"><rect x={6} y={6} width={44} height={24} rx={6} /></g>],
    ["ring", <Ring kinds={["name", "container"]} />],
    ["ring.name", <Ring kinds={["name"]} />],
    ["ring.local", <Ring kinds={["local"]} />],
    ["ring.container", <Ring kinds={["container"]} />],
    ["ring.temporary", <Ring kinds={["temporary"]} />],
    ["ring.other", <Ring kinds={["other"]} />],
    ["ring.full", <Ring kinds={[]} count={9} />],
    ["generation0", mark(0)],
    ["generation1", mark(1)],
    ["generation2", mark(2)],
    ["generation3", mark(3)],
    ["untracked", <Card />],
    ["binding", line("edge-name")],
    ["reference", line("")],
    ["gone", line("edge-gone")],
    ["new", <Card look="object-new" />],
    ["changed", <g class="object object-changed"><Ring kinds={["name", "name"]} /></g>],
    ["ghost", <Card look="object-ghost"><g class="cross"><path d="M43,3 l10,10 M53,3 l-10,10" /></g></Card>],
    ["doomed", <Card look="object-doomed" />],
    ["pinned", <Card><circle class="pin" cx={10} cy={10} r={4} /></Card>],
    ["fold", <g class="fold"><path class="fold-line" d="M8,18 h16" /><rect x={22} y={11} width={28} height={14} rx={7} /><text x={36} y={22} text-anchor="middle">+5</text></g>],
  ];
}

/** What the shapes, rings and colours of the picture mean. */
export function Legend() {
  return (
    <section
      class="graph-legend" aria-label={t("legend.hint")} data-testid="graph-legend" tabindex={0}
      onKeyDown={(e) => {
        if (e.key === "Escape") {
          e.stopPropagation();
          legendOpen.value = false;
        }
      }}
    >
      <h3>{t("legend.hint")} <button aria-label={t("ledger.close")} onClick={() => (legendOpen.value = false)}>×</button></h3>
      <ul>
        {signs().map(([key, sign]) => (
          <li key={key}>
            <svg viewBox="0 0 56 36" aria-hidden="true">{sign}</svg>
            <span>{t(`legend.${key}`)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
