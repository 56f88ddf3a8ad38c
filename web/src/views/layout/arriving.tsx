import type { ComponentChildren, ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";
import { idleTurn, inOrder, inTurn } from "../../model/turns";

type Load = () => Promise<ComponentType>;

/** A heavy part of the page: it is loaded when it is first drawn, and `meanwhile` stands in its place. */
export function arriving(load: Load, meanwhile: () => ComponentChildren = () => null): ComponentType {
  let Part: ComponentType | null = null;
  return function Arriving() {
    const [, draw] = useState(false);
    useEffect(() => {
      if (!Part) {
        // What does not come is asked for again when it is next drawn. To evaluate it and to draw it are two tasks.
        load().then((part) => {
          Part = part;
          inTurn(() => draw(true));
        }, () => {});
      }
    }, []);
    return <>{Part ? <Part /> : meanwhile()}</>;
  };
}

/** The same for a part that nobody has asked for yet: it comes after others of its kind, when there is time. */
export const arrivingInTime = (load: Load, meanwhile?: () => ComponentChildren) => arriving(() => inOrder(async () => {
  const part = await load();
  await idleTurn();
  return part;
}), meanwhile);
