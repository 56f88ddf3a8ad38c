/** What the engine says of itself at one moment: the reply of the command `state`. */
export interface NameRef {
  name: string;
  id: string;
}
export interface ObjectRef {
  to: string;
  label: string;
}
export interface ObjectInfo {
  id: string;
  type: string;
  value: string;
  refcount: number;
  size: number;
  generation: number | null;
  static: boolean;
  refs: ObjectRef[];
}
export interface EngineState {
  tick: number;
  frames: { name: string; names: NameRef[] }[];
  objects: ObjectInfo[];
  omitted: number;
  gc: {
    enabled: boolean;
    count: number[];
    threshold: number[];
    members: number[];
    stats: { collections: number; collected: number }[];
  };
  heap: { bytes_live: number; blocks: number; arenas: number; bytes_freed: Record<string, number> };
}
export interface Series {
  tick: number[];
  generations: number[][];
  bytes_freed: Record<"count" | "cascade" | "collection" | "exit", number[]>;
  watched: Record<string, (number | null)[]>;
}
export interface Holder {
  kind: string;
  label: string;
  from?: string;
  type?: string;
}
export interface Ledger {
  id: string;
  type: string;
  refcount: number;
  found: number;
  holders: Holder[];
}
