export const groups = ["labels", "counts", "del", "pools", "cycles", "tools", "shared", "recipes"] as const;
export type Group = (typeof groups)[number];
/** Of the claim, in CPython 3.11; old: it was true of an earlier version. */
export const verdicts = ["true", "partly", "wrong", "old"] as const;
export type Verdict = (typeof verdicts)[number];

/** What depends on the language; look and verdict are HTML, made safe while the page was built. */
export interface LessonText {
  title: string;
  /** A translation of the claim, or "" where the claim is in this language. */
  claim: string;
  look: string;
  verdict: string;
}
export interface Lesson {
  id: string;
  group: Group;
  verdict: Verdict;
  /** Of the claim's row, or of the recipe. */
  number: number;
  source: string;
  /** In the words of its author. */
  claim: string;
  program: string;
  predicted: string;
  real: string;
  /** Lines of the program to look at. */
  lines: number[];
  facts: string[];
  en: LessonText;
  zh: LessonText;
}
