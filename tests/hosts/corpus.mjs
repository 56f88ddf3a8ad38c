// The corpus as sessions run it: scripts with what they must print, and the comparison.
import { readFileSync, readdirSync, statSync } from "node:fs";
import path from "node:path";

/** Every script below folder: its topic, name, source, the file name it goes by, its output. */
export function scripts(folder) {
  const found = [];
  for (const topic of readdirSync(folder).sort()) {
    const place = path.join(folder, topic);
    if (!statSync(place).isDirectory() || topic.startsWith("_")) continue;
    for (const file of readdirSync(place).filter((f) => f.endsWith(".py")).sort()) {
      const filename = path.resolve(place, file);
      found.push({
        name: `${topic}/${file}`,
        filename,
        source: readFileSync(filename, "utf8"),
        expected: readFileSync(filename.replace(/\.py$/, ".out"), "utf8"),
      });
    }
  }
  return found;
}

/** Null when equal, else the first line that is not. */
export function difference(script, actual) {
  if (actual === script.expected) return null;
  const [a, b] = [script.expected.split("\n"), String(actual).split("\n")];
  const i = a.findIndex((line, k) => line !== b[k]);
  return `FAIL ${script.name}: line ${i + 1}: expected ${a[i]}, got ${b[i]}`;
}
