import { examples } from "../model/examples";
import { assignedNames } from "../model/names";
import { usualLimits, usualSettings } from "../model/run_settings";

const { source } = examples[0];

/** The first run of the page's own program: these change the session, in this order. */
export const openingMakes = [
  { command: "reset", profile: usualSettings.profile },
  { command: "watch", names: assignedNames(source) },
  { command: "exec", source, budget: usualLimits.ticks, milliseconds: 60 },
];
/** On a slow machine the engine would pause in the middle of what is taken for done: it gets all the time it needs. */
export const unhurried = (request: object) => ({ ...request, milliseconds: undefined });

/** What the page then asks about it (tests/browser/ready.mjs tells when it asks something else). */
export const openingAsks = [
  { command: "export" },
  { command: "state" },
  { command: "series" },
  { command: "timeline" },
  { command: "course", from: 0, to: 48, width: 1 },
  { command: "course", from: 0, to: 47, width: 1 },
  { command: "deaths", from: 34, to: 47, budget: 2_000_000 },
  { command: "words", lang: "en", budget: 2_000_000 },
  { command: "words", lang: "zh", budget: 2_000_000 },
];
