import { t } from "../../i18n/i18n";

const most = 9999;

/** The count in as few characters as a ring holds. */
export function countText(count: number): string {
  return count > most ? t("many") : String(count);
}

/** A reference count as a ring with one segment a reference (a full ring from nine on). */
export function CountRing({ count, x, y }: { count: number; x: number; y: number }) {
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
  const r = 11;
  const around = 2 * Math.PI * r;
  const segments = count > 0 && count < 9 ? count : 1;
  const gap = segments > 1 ? 3 : 0;
  return (
    <g class="ring">
      <circle class="ring-back" cx={x} cy={y} r={r + 3} />
      <circle
        class="ring-line"
        cx={x}
        cy={y}
        r={r}
        stroke-dasharray={`${around / segments - gap} ${gap}`}
        transform={`rotate(-90 ${x} ${y})`}
      />
      <text x={x} y={y + 4} text-anchor="middle">{text}</text>
    </g>
  );
}
