import { useEffect, useState } from "preact/hooks";
import type { Answer, CommandName, Fields } from "../engine/api";
import { running, ask } from "../model/session";
import { position } from "../model/travel";

/** A looking command's answer for the moment shown; null until it is there. Asked anew at each moment. */
export function useTold<C extends CommandName>(command: C, fields: Fields<C>): Answer<C> | null {
  const [told, tell] = useState<Answer<C> | null>(null);
  useEffect(() => {
    let wanted = true;
    if (position.value && !running.value) {
      ask(command, fields).then((reply) => wanted && tell(reply.ok ? (reply as Answer<C>) : null), () => {});
    }
    return () => {
      wanted = false;
    };
  }, [position.value, running.value, JSON.stringify(fields)]);
  return told;
}
