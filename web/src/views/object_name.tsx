import { valueText } from "../i18n/values";
import { openLedger } from "../model/app";
import { shorten } from "./graph/layout";

interface Named {
  id: string;
  type: string;
  value?: string;
}

/** An object as text; while it lives, a door to its ledger. */
export function ObjectName({ object, lives = true }: { object: Named; lives?: boolean }) {
  const text = (
    <>
      <span class="type">{object.type}</span> <code>{object.value ? shorten(valueText(object), 40) : `…${object.id.slice(-4)}`}</code>
    </>
  );
  return lives ? <button class="link" onClick={() => void openLedger(object.id)}>{text}</button> : <span>{text}</span>;
}
