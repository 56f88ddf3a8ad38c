import { asks } from "virtual:opening";
import { expect, it } from "vitest";
import type { EngineState } from "../../model/state";
import { layersOf } from "./layering";
import { useLayering } from "./layers";
import { drawState } from "./layout";
import "./opening_layers";

it("draws the page's first picture without the library as with it", () => {
  const state = JSON.parse(asks[JSON.stringify({ command: "state" })]) as EngineState;
  const known = drawState(state);
  const other = drawState({ ...state, objects: state.objects.slice(1) });
  useLayering(layersOf);
  expect(known?.objects.length).toBeGreaterThan(3);
  expect(known).toEqual(drawState(state));
  expect(other).toBeNull();
});
