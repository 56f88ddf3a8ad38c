import { t } from "../../i18n/i18n";
import { lit } from "./graph_state";
import { ringOf, type Segment } from "./holders";

const most = 9999;

/** The count in as few characters as a ring holds. */
export function countText(count: number): string {
  return count > most ? t("many") : String(count);
}

const r = 11;
const point = (x: number, y: number, angle: number, radius: number) =>
  `${(x + radius * Math.sin(angle)).toFixed(1)},${(y - radius * Math.cos(angle)).toFixed(1)}`;

function arc(x: number, y: number, from: number, to: number): string {
  if (to - from > 6.2) {
    return `M${x},${y - r} a${r},${r} 0 1 1 -0.01,0`;
  }
  return `M${point(x, y, from, r)} A${r},${r} 0 ${to - from > Math.PI ? 1 : 0} 1 ${point(x, y, to, r)}`;
}

/** Beside colour: names have none, locals one, containers two, temporaries three small teeth. */
const teeth = { name: 0, local: 1, container: 2, temporary: 3, other: 0 };

function Teeth({ kind, x, y, middle }: { kind: Segment["kind"]; x: number; y: number; middle: number }) {
  const n = teeth[kind];
  const d = Array.from({ length: n }, (_, i) => {
    const angle = middle + (i - (n - 1) / 2) * 0.26;
    return `M${point(x, y, angle, r)} L${point(x, y, angle, r + 4.5)}`;
  }).join(" ");
  return d ? <path class={`ring-teeth ring-${kind}`} d={d} /> : null;
}

/** One reference: shows its line in the picture while pointed at. */
function Part({ segment, x, y, from, to }: {
  segment: Segment; x: number; y: number; from: number; to: number;
}) {
  const on = () => (lit.value = segment.edge);
  const off = () => (lit.value = null);
  const name = `${t(`holder.${segment.kind}`)}${segment.label ? `: ${segment.label}` : ""}`;
  return (
    <g
      class={`ring-part ${lit.value && lit.value === segment.edge ? "ring-lit" : ""}`}
      data-testid="segment"
      data-kind={segment.kind}
      onPointerEnter={on}
      onPointerLeave={off}
    >
      <title>{name}</title>
      <path class="ring-hit" d={arc(x, y, from, to)} />
      <path class={`ring-line ring-${segment.kind}`} d={arc(x, y, from, to)} />
      <Teeth kind={segment.kind} x={x} y={y} middle={(from + to) / 2} />
    </g>
  );
}

/** A reference count as a ring with one segment a reference (a full ring from nine on). */
export function CountRing({ count, x, y, known = [] }: {
  count: number; x: number; y: number; known?: Segment[];
}) {
  const text = countText(count);
  if (text.length > 2 || count > most) {
    const w = Math.max(26, text.length * 8 + 12);
    return (
      <g class="ring">
        <rect class="ring-back" x={x - w + 10} y={y - 14} width={w + 6} height={28} rx={14} />
        <rect class="ring-line ring-pill" x={x - w + 13} y={y - 11} width={w} height={22} rx={11} />
        <text x={x - w / 2 + 13} y={y + 4} text-anchor="middle">{text}</text>
      </g>
    );
  }
  const parts = count > 0 && count < 9 ? ringOf(count, known) : [];
  const step = (2 * Math.PI) / Math.max(parts.length, 1);
  const gap = parts.length > 1 ? 0.14 : 0;
  return (
    <g class="ring">
      <circle class="ring-back" cx={x} cy={y} r={r + 3} />
      {parts.length === 0 && <circle class="ring-line ring-full" cx={x} cy={y} r={r} />}
      {parts.map((s, i) => (
        <Part key={i} segment={s} x={x} y={y} from={i * step + gap} to={(i + 1) * step - gap} />
      ))}
      <text x={x} y={y + 4} text-anchor="middle">{text}</text>
    </g>
  );
}
