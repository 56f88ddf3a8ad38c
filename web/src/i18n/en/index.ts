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

/** English texts, one file an area of the page; zh/ has the same keys. */
export const en: Record<string, string> = {
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
