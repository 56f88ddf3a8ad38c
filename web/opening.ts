import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { Plugin } from "vite";
import { openingAsks, openingMakes, unhurried } from "./src/engine/opening_requests";

const name = "virtual:opening";
const program = process.env.PYMEMLAB ?? fileURLToPath(new URL("../build/pymemlab", import.meta.url));

/** The engine itself answers the page's first questions, once, while the page is built (src/engine/opening_engine.ts). */
export const opening: Plugin = {
  name: "opening",
  resolveId: (id) => (id === name ? `\0${name}` : undefined),
  load(id) {
    if (id !== `\0${name}`) {
      return undefined;
    }
    const asked = [...openingMakes, ...openingAsks];
    const requests = asked.map((r) => JSON.stringify(r));
    const input = asked.map((r) => `${JSON.stringify(unhurried(r))}\n`).join("");
    const replies = execFileSync(program, ["ask"], { input, encoding: "utf8" }).trim().split("\n");
    const bad = replies.find((r) => !JSON.parse(r).ok);
    if (bad !== undefined || replies.length !== requests.length) {
      throw new Error(`the engine does not know the page's first questions: ${bad}`);
    }
    const pairs = requests.map((r, i) => [r, replies[i]]);
    const n = openingMakes.length;
    return `export const makes = ${JSON.stringify(pairs.slice(0, n))};
export const asks = ${JSON.stringify(Object.fromEntries(pairs.slice(n)))};`;
  },
};
