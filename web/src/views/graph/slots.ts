/**
 * Places in the document for things that come and go: what is new takes over the elements of what has gone, which costs
 * far less than making them anew when half of a picture changes at once.
 */
export class Slots {
  private taken = new Map<string, number>();

  /** The items in the order of their slots, each with its own; whoever had one keeps it. */
  assign<T>(items: T[], key: (item: T) => string): [slot: number, item: T][] {
    const kept = new Map<string, number>();
    const used = new Set<number>();
    for (const item of items) {
      const slot = this.taken.get(key(item));
      if (slot !== undefined && slot < items.length) {
        kept.set(key(item), slot);
        used.add(slot);
      }
    }
    let free = 0;
    for (const item of items) {
      if (!kept.has(key(item))) {
        while (used.has(free)) {
          free++;
        }
        kept.set(key(item), free++);
      }
    }
    this.taken = kept;
    return items.map((item): [number, T] => [kept.get(key(item))!, item]).sort((a, b) => a[0] - b[0]);
  }
}
