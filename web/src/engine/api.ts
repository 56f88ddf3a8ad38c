/** The engine's commands as types, from the OpenAPI document (generated/api.d.ts, made by server/build). */
import type { components, operations, paths } from "./generated/api";

export type Shapes = components["schemas"];
export type ErrorReply = Shapes["ErrorReply"];

type Route<C extends string> = `/api/v1/sessions/{id}/${C}`;
/** Routes of a session that are no commands. */
type Own = "command" | "cancel" | "events" | "view" | "cursor";
export type CommandName = Exclude<
  { [P in keyof paths]: P extends Route<infer C> ? C : never }[keyof paths],
  Own
>;

type Json<T> = T extends { content: { "application/json": infer Body } } ? Body : never;
export type Fields<C extends CommandName> = Json<NonNullable<operations[C]["requestBody"]>>;
export type Answer<C extends CommandName> = Json<operations[C]["responses"][200]>;

/** The operations of the server itself that the page uses, with their good answers. */
export interface ServerAnswers {
  create_session: Json<operations["create_session"]["responses"][201]>;
  delete_session: Json<operations["delete_session"]["responses"][200]>;
  open_view: Json<operations["open_view"]["responses"][200]>;
  put_cursor: Json<operations["put_cursor"]["responses"][200]>;
  read_view: Json<operations["read_view"]["responses"][200]>;
}

/** A path of the document, the session's id put in; relative to the page, which may lie below a folder. */
export function address(path: keyof paths, id = ""): string {
  return path.slice(1).replace("{id}", id);
}
