import type { ComponentChildren, ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";

/** A heavy part of the page: it is loaded when it is first drawn, and `meanwhile` stands in its place. */
export function arriving(load: () => Promise<ComponentType>, meanwhile: () => ComponentChildren = () => null): ComponentType {
  let Part: ComponentType | null = null;
  return function Arriving() {
    const [, draw] = useState(false);
    useEffect(() => {
      if (!Part) {
        // What does not come is asked for again when it is next drawn.
        load().then((part) => {
          Part = part;
          draw(true);
        }, () => {});
      }
    }, []);
    return <>{Part ? <Part /> : meanwhile()}</>;
  };
}
