/** Requests and the engine's replies to them, as JSON; made by ../../opening.ts while the page is built. */
declare module "virtual:opening" {
  export const makes: [request: string, reply: string][];
  export const asks: Record<string, string>;
}
