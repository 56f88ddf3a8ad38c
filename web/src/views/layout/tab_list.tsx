import { useEffect, useRef } from "preact/hooks";

interface Tab {
  id: string;
  text: string;
}

/** Tabs of one place: arrows go along them, the chosen one is always in sight. */
export function TabList({ label, tabs, chosen, prefix, controls, choose, className = "" }: {
  label: string;
  tabs: Tab[];
  /** Empty: none, the place is closed. */
  chosen: string;
  /** Of the elements' ids and of the tests' names. */
  prefix: string;
  controls: (id: string) => string;
  choose: (id: string) => void;
  className?: string;
}) {
  const list = useRef<HTMLDivElement>(null);
  const fresh = useRef(true);
  useEffect(() => {
    const isThere = fresh.current && (chosen === "" || chosen === tabs[0]?.id);
    fresh.current = false;
    if (isThere) {
      return; // a list that is new shows its first tab: no need to lay out the page to find out
    }
    const tab = list.current?.querySelector<HTMLElement>('[aria-selected="true"]');
    if (tab && list.current) {
      // Not scrollIntoView: that would scroll the page as well.
      const middle = tab.offsetLeft - list.current.offsetLeft + tab.offsetWidth / 2;
      list.current.scrollTo({ left: middle - list.current.clientWidth / 2 });
    }
  }, [chosen]);
  const onKeyDown = (e: KeyboardEvent) => {
    const way = { ArrowRight: 1, ArrowLeft: -1 }[e.key];
    if (way) {
      e.preventDefault();
      const from = tabs.findIndex((x) => `${prefix}-${x.id}` === (e.target as HTMLElement).id);
      const next = tabs[(from + way + tabs.length) % tabs.length];
      if (next.id !== chosen) {
        choose(next.id);
      }
      document.getElementById(`${prefix}-${next.id}`)?.focus();
    }
  };
  return (
    <div class={`tabs ${className}`} ref={list} role="tablist" aria-label={label} onKeyDown={onKeyDown}>
      {tabs.map(({ id, text }, i) => (
        <button
          key={id}
          id={`${prefix}-${id}`}
          role="tab"
          aria-selected={chosen === id}
          aria-controls={controls(id)}
          tabindex={chosen === id || (i === 0 && !tabs.some((x) => x.id === chosen)) ? 0 : -1}
          data-testid={`${prefix}-${id}`}
          onClick={() => choose(id)}
        >
          {text}
        </button>
      ))}
    </div>
  );
}
