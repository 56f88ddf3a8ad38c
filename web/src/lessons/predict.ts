/** What a learner fills in: the part after the last ": " of each line of the real result. */
export interface Blank {
  label: string;
  answer: string;
  /** Words to choose from; null: a number is to be typed. */
  choices: string[] | null;
}

const isNumber = (text: string) => /^-?\d[\d ,_\u202f]*(\.\d+)?$/.test(text);
const plain = (text: string) => (isNumber(text.trim()) ? text.replace(/[ ,_\u202f]/g, "") : text.trim());

function split(line: string): [string, string] {
  const at = line.lastIndexOf(": ");
  return at < 0 ? ["", line] : [line.slice(0, at), line.slice(at + 2)];
}

export function blanks(real: string, predicted: string): Blank[] {
  const answers = real.split("\n").map(split);
  const offered = new Set([...answers, ...predicted.split("\n").map(split)]
    .map(([, answer]) => answer).filter((answer) => !isNumber(answer)));
  if (offered.has("True") || offered.has("False")) {
    offered.add("True").add("False");
  }
  const choices = [...offered].sort();
  return answers.map(([label, answer]) => ({ label, answer, choices: isNumber(answer) ? null : choices }));
}

/** Which of the answers given are right. */
export function marks(asked: Blank[], given: string[]): boolean[] {
  return asked.map((blank, i) => plain(given[i] ?? "") === plain(blank.answer));
}

/** The answers that the claim would give, where its lines match. */
export function claimed(asked: Blank[], predicted: string): string[] {
  const lines = predicted.split("\n");
  return asked.map((_, i) => (lines[i] === undefined ? "" : split(lines[i])[1]));
}
