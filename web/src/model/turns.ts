/** Long work done in pieces, so that the browser can paint and listen in between. */

const channel = new MessageChannel();
const soon: (() => void)[] = [];
const next = () => soon.shift()?.();
channel.port1.onmessage = next;
const { scheduler } = globalThis as { scheduler?: { postTask?: (work: () => void, how: { priority: string }) => Promise<unknown> } };

/** In a task of its own, as soon as what came first has been seen to; where the browser can, before it paints: once is enough. */
export function inTurn(work: () => void) {
  soon.push(work);
  if (scheduler?.postTask) {
    void scheduler.postTask(next, { priority: "user-blocking" });
  } else {
    channel.port2.postMessage(0);
  }
}

/** No frame comes while the page is out of sight. */
const mostFrame = 100;

/** When the next frame begins. */
export const nextFrame = () => new Promise<void>((go) => {
  requestAnimationFrame(() => go());
  setTimeout(go, mostFrame);
});

/** So long may something else keep a piece of work waiting that nobody waits for. */
const mostIdle = 300;

/** When there is nothing better to do. */
export const idleTurn = () => new Promise<void>((go) => {
  if (typeof requestIdleCallback === "function") {
    requestIdleCallback(() => go(), { timeout: mostIdle });
  } else {
    setTimeout(go);
  }
});

let last: Promise<unknown> = Promise.resolve();

/** One such work after the other, each when there is nothing better to do. */
export function inOrder<T>(work: () => Promise<T> | T): Promise<T> {
  const mine = last.then(idleTurn).then(work);
  last = mine.catch(() => {});
  return mine;
}
