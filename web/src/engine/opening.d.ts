/** Requests and the engine's replies to them, as JSON; made by ../../opening.ts while the page is built. */
declare module "virtual:opening" {
  import type { Place } from "../views/graph/layers";

  export const makes: [request: string, reply: string][];
  export const asks: Record<string, string>;
  /** Where the objects of the first picture stand (src/views/graph/layers.ts). */
  export const layers: [key: string, places: [string, Place][]];
}
