import { useEffect } from "preact/hooks";
import { Help } from "../help";
import { listen } from "../keys";
import { TimeStrip } from "./time_strip";
import "./time.css";

/** The time axis, and the keys that move along it. */
export function Time() {
  useEffect(listen, []);
  return (
    <>
      <TimeStrip />
      <Help />
    </>
  );
}
