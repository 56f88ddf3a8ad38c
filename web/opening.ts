import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { Plugin } from "vite";
import { openingAsks, openingMakes, unhurried } from "./src/engine/opening_requests";
import type { EngineState } from "./src/model/state";
import { layersOf } from "./src/views/graph/layering";
import { keyOf, useLayering, type Place } from "./src/views/graph/layers";
import { drawState } from "./src/views/graph/layout";

const name = "virtual:opening";
const program = process.env.PYMEMLAB ?? fileURLToPath(new URL("../build/pymemlab", import.meta.url));

/** What the picture of this state asks of the layering, and the answer. */
function layersFor(state: EngineState): [string, [string, Place][]] {
  let found: [string, [string, Place][]] = ["", []];
  useLayering((...asked) => {
    const places = layersOf(...asked);
    found = [keyOf(asked), [...places]];
    return places;
  });
  drawState(state);
  return found;
}

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
    const state = JSON.parse(replies[requests.indexOf(JSON.stringify({ command: "state" }))]) as EngineState;
    return `export const makes = ${JSON.stringify(pairs.slice(0, n))};
export const asks = ${JSON.stringify(Object.fromEntries(pairs.slice(n)))};
export const layers = ${JSON.stringify(layersFor(state))};`;
  },
};
