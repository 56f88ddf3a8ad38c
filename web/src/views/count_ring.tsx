/** A reference count as a ring with one segment a reference (a full ring from nine on). */
export function CountRing({ count, x, y }: { count: number; x: number; y: number }) {
  const r = 11;
  const around = 2 * Math.PI * r;
  const segments = count > 0 && count < 9 ? count : 1;
  const gap = segments > 1 ? 3 : 0;
  const text = count > 99999 ? "many" : String(count);
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
      <text x={x} y={y + 4} text-anchor="middle" class={text.length > 3 ? "ring-long" : ""}>
        {text}
      </text>
    </g>
  );
}
