import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import "./overflow.css";

/** Controls that stand in the row where there is room, else behind a button; the style sheet decides which. */
export function Overflow({ id, label, sign = "⋯", kind, once = false, children }: {
  id: string;
  label: string;
  sign?: ComponentChildren;
  kind: string;
  /** What is chosen there is seen elsewhere: it closes. */
  once?: boolean;
  children: ComponentChildren;
}) {
  const [open, setOpen] = useState(false);
  const host = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const outside = (e: Event) => !host.current?.contains(e.target as Node) && setOpen(false);
    if (open) {
      addEventListener("pointerdown", outside);
      return () => removeEventListener("pointerdown", outside);
    }
  }, [open]);
  const onKeyDown = (e: KeyboardEvent) => {
    if (e.key === "Escape" && open) {
      e.stopPropagation();
      setOpen(false);
      host.current?.querySelector<HTMLElement>(".overflow-button")?.focus();
    }
  };
  const onFocusOut = (e: FocusEvent) => {
    // Nothing has the focus when a press took it away; that is for pointerdown.
    if (e.relatedTarget && !host.current?.contains(e.relatedTarget as Node)) {
      setOpen(false);
    }
  };
  return (
    <div class={`overflow overflow-${kind}`} ref={host} data-open={open} onKeyDown={onKeyDown} onFocusOut={onFocusOut}>
      <button
        class="overflow-button" aria-expanded={open} aria-label={label} title={label} data-testid={id}
        onClick={() => setOpen(!open)}
      >
        {sign}
      </button>
      <div
        class="overflow-items" role="group" aria-label={label}
        onClick={(e) => once && (e.target as HTMLElement).closest("button") && setOpen(false)}
      >
        {children}
      </div>
    </div>
  );
}
