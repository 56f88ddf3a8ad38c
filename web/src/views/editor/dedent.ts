/** Lines of a block as a program of their own: without the indentation they share. */
export function dedent(text: string): string {
  const lines = text.split("\n");
  const depths = lines.filter((l) => l.trim()).map((l) => l.length - l.trimStart().length);
  const common = depths.length ? Math.min(...depths) : 0;
  return lines.map((l) => l.slice(Math.min(common, l.length - l.trimStart().length))).join("\n");
}
