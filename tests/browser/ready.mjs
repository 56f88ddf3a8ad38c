// How much the page fetches until it is ready, and how long that takes, in real Chromium. usage: node ready.mjs [RUNS [SLOWER]]
// PYMEMLAB: the program (default build/pymemlab). SLOWER: how many times slower the processor shall be (1).
// Checks the sum of all bytes as transferred (gzip) until the engine's first result shows; the times are figures only.
import { check, run } from "./chromium.mjs";

const runs = Number(process.argv[2] ?? 3);
const slower = Number(process.argv[3] ?? 1);
/** What it keeps to; the aim is 500 KB (tests/bench/README.md). */
const most = 580 * 1024;

async function measure(browser, url) {
  const context = await browser.newContext();
  const page = await context.newPage();
  // Workers have targets of their own: what they fetch is taken from the response's headers.
  const cdp = await context.newCDPSession(page);
  await cdp.send("Emulation.setCPUThrottlingRate", { rate: slower });
  await page.addInitScript(() => {
    const look = () => {
      if (document.querySelector('[data-testid="app"][data-ready="true"]')) {
        self.readyAt = performance.now();
      } else {
        requestAnimationFrame(look);
      }
    };
    look();
  });
  const fetched = new Map();
  const note = async (request) => {
    const ends = request.timing().startTime + request.timing().responseEnd;
    const response = await request.response();
    const length = Number(response?.headers()["content-length"] ?? 0);
    const head = (await request.sizes().catch(() => ({ responseHeadersSize: 0 }))).responseHeadersSize;
    fetched.set(request.url(), { ends, bytes: length + head, packed: response?.headers()["content-encoding"] ?? "" });
  };
  context.on("requestfinished", note);
  await page.goto(url);
  await page.waitForSelector('[data-testid="app"][data-ready="true"]', { state: "attached" });
  await page.waitForTimeout(150);
  const { origin, readyAt } = await page.evaluate(() => ({ origin: performance.timeOrigin, readyAt: self.readyAt }));
  const needed = [...fetched].filter(([u, f]) => !u.includes("/api/") && f.ends <= origin + readyAt);
  const last = Math.max(...needed.map(([, f]) => f.ends));
  await context.close();
  return { needed, navigation: readyAt, afterBytes: origin + readyAt - last };
}

await run(async (browser, url) => {
  const all = [];
  for (let i = 0; i < runs; i++) {
    all.push(await measure(browser, url));
  }
  const { needed } = all[0];
  let sum = 0;
  for (const [address, { bytes, packed }] of needed) {
    sum += bytes;
    console.log(`${address.slice(url.length).padEnd(44)} ${String(bytes).padStart(8)} ${packed}`);
  }
  for (const key of ["navigation", "afterBytes"]) {
    const list = all.map((m) => m[key]).sort((a, b) => a - b);
    console.log(`${key === "navigation" ? "navigation to ready" : "last byte to ready"}: median ${Math.round(list[runs >> 1])} ms, ${Math.round(list[0])} to ${Math.round(list.at(-1))}, processor ${slower} times slower`);
  }
  console.log(`first load: ${(sum / 1024).toFixed(1)} KB in ${needed.length} files`);
  check("the engine is among what was seen", needed.some(([u]) => u.endsWith("pymemlab.wasm")));
  check(`the first load is at most ${most / 1024} KB`, sum <= most, `${(sum / 1024).toFixed(1)} KB`);
});
