import { signal } from "@preact/signals";

export const stageViews = ["objects", "deaths", "generations", "collection", "heap", "processes"] as const;
export type StageView = (typeof stageViews)[number];
export const isStageView = (name: unknown): name is StageView => stageViews.includes(name as StageView);
/** What of the moment is shown. */
export const view = signal<StageView>("objects");
