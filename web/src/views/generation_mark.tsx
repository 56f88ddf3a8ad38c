import { t } from "../i18n/i18n";

export function generationText(generation: number | null): string {
  if (generation === null) {
    return t("generation.untracked");
  }
  return generation === 3 ? t("generation.permanent") : t("generation", { n: generation });
}

/** Shape and colour of a generation: circle, triangle, square, diamond; nothing when untracked. */
export function GenerationMark({ generation, x, y }: { generation: number | null; x: number; y: number }) {
  if (generation === null) {
    return null;
  }
  const name = `generation generation-${generation}`;
  const title = <title>{generationText(generation)}</title>;
  switch (generation) {
    case 0:
      return <circle class={name} cx={x} cy={y} r={5}>{title}</circle>;
    case 1:
      return <path class={name} d={`M${x},${y - 6} l6,11 h-12 z`}>{title}</path>;
    case 2:
      return <rect class={name} x={x - 5} y={y - 5} width={10} height={10}>{title}</rect>;
    default:
      return <path class={name} d={`M${x},${y - 7} l7,7 l-7,7 l-7,-7 z`}>{title}</path>;
  }
}
