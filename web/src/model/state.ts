/** What the engine says of itself at one moment: shapes of the API's replies, by the names used here. */
import type { Answer, Shapes } from "../engine/api";

export type NameRef = Shapes["Name"];
/** gone: the step just taken has removed it; see withGhosts. */
export type ObjectRef = Shapes["Reference"] & { gone?: boolean };
/** ghost: it has died in the step just taken; see withGhosts. */
export type ObjectInfo = Omit<Shapes["Node"], "refs"> & { refs: ObjectRef[]; ghost?: boolean };
export type EngineState = Omit<Answer<"state">, "objects"> & { objects: ObjectInfo[] };
export type Series = Answer<"series">;
export type Holder = Shapes["Holder"];
export type Ledger = Answer<"ledger">;
/** Where the session stands in its recording. */
export type Position = Shapes["Position"];
export type Collection = Shapes["Collection"];
export type Death = Shapes["Death"];
export type Deaths = Answer<"deaths">;
export type CellReply = Shapes["Run"];
