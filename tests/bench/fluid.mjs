// Where the page must not stutter, in real Chromium: views drawn for the first time, typing in a long program, panning over
// many objects, zooming in a long recording and in a full heap. usage: node fluid.mjs [SLOWER]; PYMEMLAB: the program (default
// build/pymemlab). SLOWER slows the page's processor only for the views (4). Figures, not a test.
import { loadavg } from "node:os";
import { get, idle, run, write } from "../browser/chromium.mjs";

const slower = Number(process.argv[2] ?? 4);
const rank = (list, share) => [...list].sort((a, b) => a - b)[Math.min(list.length - 1, Math.floor(list.length * share))] ?? 0;
const figures = (list) => `p50 ${rank(list, 0.5).toFixed(1)} ms, p95 ${rank(list, 0.95).toFixed(1)}, p99 ${rank(list, 0.99).toFixed(1)}, worst ${rank(list, 1).toFixed(1)}`;

/** In the page: tasks over 50 ms, frames, and how long input waits until it is seen. */
function watch() {
  self.long = [];
  self.frames = [];
  self.inputs = [];
  new PerformanceObserver((list) => self.long.push(...list.getEntries().map((e) => e.duration))).observe({ type: "longtask" });
  new PerformanceObserver((list) => self.inputs.push(...list.getEntries().filter((e) => e.name === "keydown").map((e) => e.duration)))
    .observe({ type: "event", durationThreshold: 16 });
  let last = 0;
  const frame = (now) => {
    self.frames.push(now - last);
    last = now;
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
}
const forget = (page) => page.evaluate(() => (self.long.length = self.frames.length = self.inputs.length = 0));
const noted = (page) => page.evaluate(() => ({ long: self.long, frames: self.frames, inputs: self.inputs }));
const tell = (name, text) => console.log(`${name}: ${text} (load ${loadavg()[0].toFixed(0)})`);

async function open(browser, url) {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 }, locale: "en-US" });
  await page.addInitScript(watch);
  await page.goto(url);
  await idle(page);
  await page.waitForSelector(".cm-content");
  await page.waitForTimeout(1000);
  return page;
}

async function ran(page, program) {
  await write(page, program);
  await page.keyboard.press("Control+Enter");
  await page.waitForSelector('[data-testid="app"][data-running="true"]');
  await page.waitForSelector('[data-testid="app"][data-running="false"]', { timeout: 120_000 });
  await page.waitForTimeout(2000);
}

/** What `act` does `times` times, one each frame or so; `look` must not see the same halfway. */
async function repeat(page, name, times, act, look) {
  const before = await look();
  await forget(page);
  for (let i = 0; i < times; i++) {
    if (i === 15 && (await look()) === before) {
      tell(name, "NOTHING MOVES");
    }
    await act(i);
    await page.waitForTimeout(8);
  }
  await page.waitForTimeout(200);
  const { frames, long } = await noted(page);
  tell(name, `frames ${figures(frames)}; ${long.length} tasks over 50 ms`);
}

async function views(browser, url) {
  const page = await open(browser, url);
  const cdp = await page.context().newCDPSession(page);
  await cdp.send("Emulation.setCPUThrottlingRate", { rate: slower });
  for (const name of ["deaths", "generations", "collection", "heap", "processes"]) {
    await forget(page);
    await page.locator(`#tab-${name}`).click();
    await page.waitForTimeout(2500);
    const { long } = await noted(page);
    const blocking = long.reduce((sum, ms) => sum + ms - 50, 0);
    tell(`view ${name}, ${slower} times slower`, `blocks for ${blocking.toFixed(0)} ms, longest task ${Math.max(0, ...long).toFixed(0)} ms`);
  }
  await page.close();
}

async function typing(browser, url) {
  const page = await open(browser, url);
  const lines = Array.from({ length: 1000 }, (_, i) => `def f${i}(a, b=${i}):\n    return [a, b, "text ${i}"]  # line\n`);
  await ran(page, lines.join(""));
  await page.locator(".cm-content").click();
  await forget(page);
  const begin = performance.now();
  for (const key of "value = [1, 2, 3] + list(range(10))") {
    await page.keyboard.press(key);
    await page.waitForTimeout(30);
  }
  const spent = performance.now() - begin;
  const { inputs, long } = await noted(page);
  tell("typing in 2,000 lines", `${inputs.length} of 35 keys took over 16 ms to be seen: ${figures(inputs)}; ${long.length} tasks over 50 ms; ${spent.toFixed(0)} ms in all`);
  await page.close();
}

async function pan(browser, url) {
  const page = await open(browser, url);
  await ran(page, "held = [[i] for i in range(100000)]\n");
  const box = await get(page, "graph-svg-root").boundingBox();
  const [right, low] = [box.x + box.width - 30, box.y + box.height - 30];
  await page.mouse.move(right, low);
  await page.mouse.down();
  await repeat(page, "panning over 100,000 objects", 200, (i) => page.mouse.move(right - 150 * (1 - Math.cos(i / 12)), low - 60 * (1 - Math.cos(i / 9))),
    () => page.locator("g.scene").getAttribute("transform"));
  await page.mouse.up();
  await page.locator("#tab-heap").click();
  const map = get(page, "heap-canvas");
  await map.waitFor();
  await page.waitForTimeout(2000);
  const where = await map.boundingBox();
  await page.mouse.move(where.x + where.width / 2, where.y + where.height / 2);
  await page.keyboard.down("Control");
  await repeat(page, "zooming in its heap map", 120, (i) => page.mouse.wheel(0, i % 40 < 20 ? -120 : 120),
    async () => (await map.screenshot()).toString("base64"));
  await page.close();
}

async function charts(browser, url) {
  const page = await open(browser, url);
  await ran(page, `kept = []
for i in range(140000):
    kept.append([i])
    if i % 1000 == 0:
        kept.clear()
`);
  const plot = page.locator(".chart .plot").first();
  await plot.scrollIntoViewIfNeeded();
  const box = await plot.boundingBox();
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  const ticks = await get(page, "where").getAttribute("data-last");
  await repeat(page, `zooming in the charts of ${ticks} ticks`, 120, (i) => page.mouse.wheel(0, i % 40 < 20 ? -120 : 120),
    () => get(page, "scrubber").getAttribute("max"));
  await page.close();
}

await run(async (browser, url) => {
  for (const part of [views, typing, pan, charts]) {
    await part(browser, url);
  }
});
