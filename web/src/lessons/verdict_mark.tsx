import type { Verdict } from "./lesson";
import { lt } from "./texts";

const signs: Record<Verdict, string> = { true: "✓", partly: "≈", wrong: "✗", old: "†" };

/** A sign, never colour alone; with words where there is room. */
export function VerdictMark({ verdict, words }: { verdict: Verdict; words?: boolean }) {
  return (
    <span class={`verdict verdict-${verdict}`} data-testid={words ? "verdict" : undefined} data-verdict={verdict}>
      <span aria-hidden="true">{signs[verdict]}</span>
      {words ? <> {lt(`verdict.${verdict}`)}</> : <span class="only-heard">{lt(`verdict.${verdict}`)}</span>}
    </span>
  );
}
