import { batch, signal, type Signal } from "@preact/signals";
import { Slots } from "./slots";

/** One slot of the document, and what is drawn there now. */
export type Cell<T> = Signal<T | null>;

const same = <T extends object>(a: T | null, b: T) => a !== null && (Object.keys(b) as (keyof T)[]).every((k) => a[k] === b[k]);

/** Slots whose contents are drawn each on its own: where nothing has changed, nothing is looked at. */
export class Cells<T extends object> {
  private slots = new Slots();
  readonly all = signal<Cell<T>[]>([]);

  show(items: T[], key: (item: T) => string) {
    batch(() => {
      const cells = this.all.peek();
      const more: Cell<T>[] = [];
      for (const [slot, item] of this.slots.assign(items, key)) {
        const cell = cells[slot];
        if (!cell) {
          more.push(signal<T | null>(item));
        } else if (!same(cell.peek(), item)) {
          cell.value = item;
        }
      }
      cells.slice(items.length).forEach((cell) => (cell.value = null));
      if (more.length) {
        this.all.value = [...cells, ...more];
      }
    });
  }
}
