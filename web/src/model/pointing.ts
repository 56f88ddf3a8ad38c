import { pointed } from "./live";

/** The object whose picture this is. */
function objectOf(target: EventTarget | null): string | null {
  const id = target instanceof Element ? target.closest<SVGElement>(".object[data-id]")?.dataset["id"] : undefined;
  return id ?? null;
}

/** What the pointer or the keyboard is on, as long as it is asked for. Answers how to end. */
export function noticePointing(): () => void {
  const at = (e: Event) => (pointed.value = objectOf(e.target));
  const away = () => (pointed.value = null);
  const events = ["pointerover", "focusin"];
  events.forEach((name) => document.addEventListener(name, at));
  document.documentElement.addEventListener("pointerleave", away);
  return () => {
    events.forEach((name) => document.removeEventListener(name, at));
    document.documentElement.removeEventListener("pointerleave", away);
    away();
  };
}
