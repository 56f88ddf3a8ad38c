import { Compartment, type Extension } from "@codemirror/state";
import type { EditorView } from "@codemirror/view";
import { signal } from "@preact/signals";
import { idleTurn, inOrder } from "../../model/turns";

/** Grammar and colours, once they are there: text can be read and written before. */
export const grammar = signal<Extension | null>(null);
const place = new Compartment();

/** Nothing at first, if the grammar is not there yet. */
export const language = () => place.of(grammar.peek() ?? []);

/** To read the grammar's tables, and to parse the text, are two tasks. Answers how to end waiting for it. */
export function bringLanguage(view: EditorView): () => void {
  let ended = false;
  const arrive = async () => {
    const { python } = await import("./python");
    await idleTurn();
    if (!ended) {
      view.dispatch({ effects: place.reconfigure(python) });
    }
    grammar.value = python;
  };
  if (!grammar.peek()) {
    inOrder(arrive).catch(() => {}); // the text stays without colours until the editor is opened anew
  }
  return () => (ended = true);
}
