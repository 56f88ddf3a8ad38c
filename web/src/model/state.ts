/** What the engine says of itself at one moment: shapes of the API's replies, by the names used here. */
import type { Answer, Shapes } from "../engine/api";

export type NameRef = Shapes["Name"];
export type ObjectRef = Shapes["Reference"];
export type ObjectInfo = Shapes["Node"];
export type EngineState = Answer<"state">;
export type Series = Answer<"series">;
export type Holder = Shapes["Holder"];
export type Ledger = Answer<"ledger">;
