/** What follows a number in English: "{{n}} object{{n|s}} {{n|are}} here". */
export function withEndings(values: Record<string, unknown>): Record<string, unknown> {
  const all = { ...values };
  for (const [name, value] of Object.entries(values)) {
    const one = String(value) === "1";
    all[`${name}|s`] = one ? "" : "s";
    all[`${name}|are`] = one ? "is" : "are";
    all[`${name}|have`] = one ? "has" : "have";
    all[`${name}|them`] = one ? "it" : "them";
  }
  return all;
}
