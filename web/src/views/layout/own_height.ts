import { useEffect, useRef } from "preact/hooks";

/** Tells the page's styles, as a custom property, how high the element with this ref is. */
export function useOwnHeight(property: string) {
  const host = useRef<HTMLElement>(null);
  useEffect(() => {
    const root = document.documentElement;
    const tell = () => {
      const height = `${host.current?.offsetHeight ?? 0}px`;
      // Set anew, even to the same, it would have the whole page's styles found again.
      if (getComputedStyle(root).getPropertyValue(property) !== height) {
        root.style.setProperty(property, height);
      }
    };
    const watcher = new ResizeObserver(tell);
    watcher.observe(host.current!);
    return () => watcher.disconnect();
  }, [property]);
  return host;
}
