/**
 * Who goes by keys must not lose their place: when what has the focus goes from the page, the focus goes to what is
 * nearest; when it cannot be used for a while, it comes back. An element's data-focus-home says where to go when the
 * element itself is gone.
 */
const controls = "a[href], button:not(:disabled), input:not(:disabled), select:not(:disabled), textarea, summary, [tabindex]";
const usable = (e: Element) => e.matches(controls) && e.checkVisibility();

/** What had the focus last, and all that is around it; empty when a pointer was used since. */
let path: Element[] = [];
/** It has the focus no more because it was disabled, for however short a time. */
let off = false;
const switches = new MutationObserver(() => (off = true));

function homeOf(e: Element): Element | null {
  const home = e.getAttribute("data-focus-home");
  return home ? document.querySelector(home) : null;
}

/** In what is left around it, or where what is gone leads to. */
function nearest(): Element | null {
  for (const e of path.filter((one) => one !== document.body && one !== document.documentElement)) {
    const found = !e.isConnected ? homeOf(e) : usable(e) ? e : [...e.querySelectorAll(controls)].find(usable);
    if (found) {
      return found;
    }
  }
  return null;
}

/** A key's consequences may come late: it is looked so often, for so many milliseconds after each. */
const [often, long] = [60, 3000];
let until = 0;
let timer: ReturnType<typeof setTimeout> | undefined;

function look() {
  timer = undefined;
  const [last] = path;
  if (document.activeElement === document.body && last) {
    const back = last.isConnected && usable(last);
    if (back ? off : !off || performance.now() > until) {
      off = false;
      ((back ? last : nearest()) as HTMLElement | null)?.focus();
    }
  }
  if (performance.now() < until + often) {
    timer = setTimeout(look, often);
  }
}

/** Answers how to end it. */
export function keepFocus(): () => void {
  const onFocus = (e: Event) => {
    [path, off] = [[], false];
    switches.disconnect();
    switches.observe(e.target as Element, { attributeFilter: ["disabled"] });
    if ((e.target as Element).closest("dialog")) {
      return; // the browser itself leads back from there
    }
    for (let at = e.target as Element | null; at; at = at.parentElement) {
      path.push(at);
    }
  };
  const onKey = () => {
    until = performance.now() + long;
    timer ??= setTimeout(look, often);
  };
  const onPointer = () => void (path = []);
  const heard = { focusin: onFocus, keydown: onKey, pointerdown: onPointer };
  Object.entries(heard).forEach(([name, hear]) => document.addEventListener(name, hear, true));
  return () => {
    clearTimeout(timer);
    switches.disconnect();
    Object.entries(heard).forEach(([name, hear]) => document.removeEventListener(name, hear, true));
  };
}
