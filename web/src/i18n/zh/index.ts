import { charts } from "./charts";
import { deaths } from "./deaths";
import { editor } from "./editor";
import { generations } from "./generations";
import { graph } from "./graph";
import { heap } from "./heap";
import { layout } from "./layout";
import { live } from "./live";
import { page } from "./page";
import { problems } from "./problems";
import { processes } from "./processes";
import { settings } from "./settings";
import { share } from "./share";
import { time } from "./time";
import { update } from "./update";

/** 简体中文; same keys as en/. */
export const zh: Record<string, string> = {
  ...charts,
  ...deaths,
  ...editor,
  ...generations,
  ...graph,
  ...heap,
  ...layout,
  ...live,
  ...page,
  ...problems,
  ...processes,
  ...settings,
  ...share,
  ...time,
  ...update,
};
