import { signal } from "@preact/signals";

/**
 * Another version of the page: "waiting" it is fetched and waits until no tab uses this one; "taken" it serves from
 * now on; "gone" a part of this version is not to be had any more.
 */
export const update = signal<"" | "waiting" | "taken" | "gone">("");

/** Patience with a browser that is to change over. */
const mostMilliseconds = 3000;

let workers: ServiceWorkerRegistration | null = null;

function notice(registration: ServiceWorkerRegistration) {
  // Without a controller this is the first version, and it waits for nobody.
  if (registration.waiting && navigator.serviceWorker.controller) {
    update.value = "waiting";
  }
}

const quietMilliseconds = 3000;
const busySigns = ["pointerdown", "pointerup", "pointercancel", "keydown", "wheel"] as const;

/** Once nobody has used the page for some seconds, or it is looked away from. */
export function whenQuiet(act: () => void) {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const leave = () => document.visibilityState === "hidden" && go();
  const go = () => {
    clearTimeout(timer);
    busySigns.forEach((name) => removeEventListener(name, wait, true));
    document.removeEventListener("visibilitychange", leave);
    act();
  };
  const rested = () => ("requestIdleCallback" in globalThis ? requestIdleCallback(go, { timeout: quietMilliseconds }) : go());
  function wait(e?: Event) {
    clearTimeout(timer);
    // A pointer that is down may drag: only when it is up again the time begins.
    timer = e?.type === "pointerdown" ? undefined : setTimeout(rested, quietMilliseconds);
  }
  busySigns.forEach((name) => addEventListener(name, wait, { capture: true, passive: true }));
  document.addEventListener("visibilitychange", leave);
  wait();
}

/** Begin to keep the page for later; after everything else, for it fetches what the page already has once more. */
export async function keepPage() {
  const container = navigator.serviceWorker;
  const before = container.controller;
  container.addEventListener("controllerchange", () => {
    // The first one takes over a page of its own version.
    if (before && update.value === "") {
      update.value = "taken";
    }
  });
  try {
    workers = await container.register(new URL("sw.js", document.baseURI));
  } catch {
    return; // no room, no right, no host: the page works without
  }
  const registration = workers;
  notice(registration);
  registration.addEventListener("updatefound", () => {
    registration.installing?.addEventListener("statechange", () => notice(registration));
  });
}

/** The same state in the new version. */
export async function takeUpdate(fragment: () => Promise<string>) {
  history.replaceState(null, "", `#${await fragment()}`);
  const waiting = workers?.waiting;
  if (!waiting) {
    location.reload();
    return;
  }
  navigator.serviceWorker.addEventListener("controllerchange", () => location.reload(), { once: true });
  waiting.postMessage({ type: "SKIP_WAITING" });
  // A browser may put that off for minutes, as long as another tab keeps the old one busy: then past both.
  setTimeout(() => void workers?.unregister().finally(() => location.reload()), mostMilliseconds);
}

// A part that is loaded on demand is missing: its host has another version by now.
addEventListener("vite:preloadError", () => {
  update.value = "gone";
});
