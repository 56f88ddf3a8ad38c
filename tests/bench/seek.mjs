// How long the picture takes to follow the pointer: a run of 1,000,000 ticks with about 100 objects drawn, the scrubber dragged
// in real Chromium. usage: node seek.mjs [MOVES [SLOWER]]; PYMEMLAB: the program (default build/pymemlab), TRACE: a file for
// Chromium's trace of the slow drag. Figures, not a test. A move is answered when the graph of its tick, or of a later move's,
// has been painted. Processor time is of the page's threads, as the kernel counts it: it bears other work on the machine.
import { readdirSync, readFileSync } from "node:fs";
import { loadavg } from "node:os";
import { get, idle, run } from "../browser/chromium.mjs";

const moves = Number(process.argv[2] ?? 300);
const slower = Number(process.argv[3] ?? 1);
const program = `def tree(depth):
    return [tree(depth - 1) for _ in range(4)] if depth else []
root = tree(3)
for i in range(40000):
    branch = root[i & 3]
    twig = branch[i >> 2 & 3]
    twig[i >> 4 & 3] = [i]
`;

/** Runs in the page: notes each move of the scrubber, and when a graph that answers it has been painted. */
function watch() {
  const scrubber = document.querySelector('[data-testid="scrubber"]');
  const open = [];
  self.latencies = [];
  self.frames = [];
  const box = scrubber.getBoundingClientRect();
  const half = 8; // of the thumb
  const ticksAPixel = (Number(scrubber.max) - Number(scrubber.min)) / (box.width - 2 * half);
  scrubber.addEventListener("pointermove", (e) => open.push({ tick: (e.clientX - box.left - half) * ticksAPixel, at: e.timeStamp }), true);
  const after = new MessageChannel();
  let painting = null;
  after.port1.onmessage = () => {
    const tick = painting;
    const answered = open.findLastIndex((m) => Math.abs(m.tick - tick) <= ticksAPixel / 4); // the thumb rounds in its own way
    const now = performance.now();
    self.latencies.push(...open.splice(0, answered + 1).map((m) => now - m.at));
  };
  let last = 0;
  const frame = (now) => {
    self.frames.push(now - last);
    last = now;
    painting = Number(document.querySelector('[data-testid="graph-svg-root"]')?.dataset.tick);
    after.port2.postMessage(0); // handled after this frame's paint
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
}

const rank = (list, share) => [...list].sort((a, b) => a - b)[Math.min(list.length - 1, Math.floor(list.length * share))];
const figures = (list) => `p50 ${rank(list, 0.5).toFixed(1)} ms, p95 ${rank(list, 0.95).toFixed(1)}, p99 ${rank(list, 0.99).toFixed(1)}, worst ${rank(list, 1).toFixed(1)}`;

/** Milliseconds of processor time that each thread of the page's process has used. */
async function threads(browser) {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send("SystemInfo.getProcessInfo");
  await session.detach();
  const { id } = processInfo.filter((p) => p.type === "renderer").sort((a, b) => b.cpuTime - a.cpuTime)[0];
  const used = { page: 0, worker: 0, compositor: 0, rest: 0 };
  for (const task of readdirSync(`/proc/${id}/task`)) {
    const name = readFileSync(`/proc/${id}/task/${task}/comm`, "utf8");
    const fields = readFileSync(`/proc/${id}/task/${task}/stat`, "utf8").split(") ").at(-1).split(" ");
    const of = task === String(id) ? "page" : /Dedicated/.test(name) ? "worker" : /Compositor/.test(name) ? "compositor" : "rest";
    used[of] += 10 * (Number(fields[11]) + Number(fields[12]));
  }
  return used;
}

/** Back and forth over the strip, `step` pixels a move, a move each 16 ms. */
async function drag(page, cdp, name, step) {
  const box = await get(page, "scrubber").boundingBox();
  const [from, wide, y] = [box.x + 10, box.width - 20, box.y + box.height / 2];
  const place = (i) => {
    const way = (i * step) % (2 * wide);
    return from + (way < wide ? way : 2 * wide - way);
  };
  await page.mouse.move(place(0), y);
  await page.mouse.down();
  await page.evaluate(() => {
    self.latencies = [];
    self.frames = [];
  });
  const before = await threads(page.context().browser());
  const begin = performance.now();
  const sent = [];
  for (let i = 1; i <= moves; i++) {
    // As a mouse does: the next move does not wait until the page has taken this one.
    sent.push(cdp.send("Input.dispatchMouseEvent", { type: "mouseMoved", x: place(i), y, button: "left", buttons: 1 }));
    const spare = begin + i * 16 - performance.now();
    if (spare > 0) {
      await new Promise((resolve) => setTimeout(resolve, spare));
    }
  }
  await Promise.all(sent);
  const rate = (moves * 1000) / (performance.now() - begin);
  const after = await threads(page.context().browser());
  await page.mouse.up();
  await page.waitForTimeout(500);
  const { latencies, frames } = await page.evaluate(() => ({ latencies: self.latencies, frames: self.frames }));
  const used = Object.keys(after).map((of) => `${of} ${((after[of] - before[of]) / moves).toFixed(1)}`).join(", ");
  const objects = await page.locator(".object").count();
  console.log(`processor ms a move: ${used}; load ${loadavg()[0].toFixed(1)}; ${frames.length} frames, ${objects} objects drawn`);
  console.log(`${name}: ${latencies.length} moves answered (${rate.toFixed(0)} a second): ${figures(latencies)}; frames ${figures(frames)}`);
}

await run(async (browser, url) => {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 }, locale: "en-US" });
  await page.goto(url);
  await idle(page);
  await page.locator(".cm-content").click();
  await page.keyboard.press("Control+A");
  await page.keyboard.press("Delete");
  await page.keyboard.insertText(program);
  await page.keyboard.press("Control+Enter");
  const length = async () => Number(await get(page, "where").getAttribute("data-last"));
  while ((await length()) < 1_000_000) {
    await page.waitForTimeout(200);
  }
  await idle(page);
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => 0)); // what it fetches for later takes a core of its own
  await page.waitForTimeout(2000);
  const last = await length();
  console.log(`${last} ticks, ${await page.locator(".object").count()} objects drawn, processor ${slower} times slower`);
  const cdp = await page.context().newCDPSession(page);
  await cdp.send("Emulation.setCPUThrottlingRate", { rate: slower });
  await page.evaluate(watch);
  if (process.env.TRACE) {
    const categories = ["disabled-by-default-v8.cpu_profiler", "devtools.timeline", "disabled-by-default-devtools.timeline", "toplevel", "blink.user_timing"];
    await browser.startTracing(page, { path: process.env.TRACE, categories });
  }
  await drag(page, cdp, "slow drag (2 pixels a move), as large as the page draws it", 2);
  if (process.env.TRACE) {
    await browser.stopTracing();
  }
  await get(page, "graph-fit").click();
  await drag(page, cdp, "slow drag, all in the window", 2);
  await drag(page, cdp, "fast drag (40 pixels a move), all in the window", 40.37);
});
