import { effect } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { passingBy } from "../../model/passing";
import { Help } from "../help";
import { keepFocus } from "../focus_keeper";
import { listen } from "../keys";
import { TimeStrip } from "./time_strip";
import "./time.css";

/** The time axis, and the keys that move along it. */
export function Time() {
  useEffect(listen, []);
  useEffect(keepFocus, []);
  useEffect(() => effect(() => void document.documentElement.toggleAttribute("data-passing", passingBy.value)), []);
  return (
    <>
      <TimeStrip />
      <Help />
    </>
  );
}
