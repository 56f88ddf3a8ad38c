// What the page fetches until its first picture is drawn and its engine answers, and how long that takes, in real
// Chromium. usage: node ready.mjs [RUNS [SLOWER]], SLOWER: how many times slower the page's processor shall be (1).
// PYMEMLAB: the program (default build/pymemlab). Checked are bytes as transferred (gzip), and that the picture which is
// known already is the engine's own; times are figures only.
import { check, get, idle, run } from "./chromium.mjs";

const runs = Number(process.argv[2] ?? 3);
const slower = Number(process.argv[3] ?? 1);
const most = 500 * 1024;
const patience = 60_000;

/** In the page: when its picture was there (two frames later it has been painted), when the engine answered, what was asked. */
function watch() {
  self.asked = [];
  const post = Worker.prototype.postMessage;
  Worker.prototype.postMessage = function (message) {
    self.asked.push(message.request);
    post.call(this, message);
  };
  const look = () => {
    const app = document.querySelector('[data-testid="app"][data-ready="true"]')?.dataset;
    if (app && !self.picture) {
      requestAnimationFrame(() => (self.picture = performance.now()));
    }
    if (self.picture && app.awake === "true") {
      self.awake = performance.now();
      console.debug("awake");
    } else {
      requestAnimationFrame(look);
    }
  };
  look();
}

async function measure(browser, url) {
  const context = await browser.newContext();
  const page = await context.newPage();
  // Workers have targets of their own: what they fetch is taken from the response's headers.
  const cdp = await context.newCDPSession(page);
  await cdp.send("Performance.enable", { timeDomain: "threadTicks" });
  await cdp.send("Emulation.setCPUThrottlingRate", { rate: slower });
  await page.addInitScript(watch);
  const fetched = new Map();
  const note = async (request) => {
    const ends = request.timing().startTime + request.timing().responseEnd;
    const response = await request.response();
    const length = Number(response?.headers()["content-length"] ?? 0);
    const head = (await request.sizes().catch(() => ({ responseHeadersSize: 0 }))).responseHeadersSize;
    fetched.set(request.url(), { ends, bytes: length + head, packed: response?.headers()["content-encoding"] ?? "" });
  };
  context.on("requestfinished", note);
  const awake = page.waitForEvent("console", { predicate: (m) => m.text() === "awake", timeout: patience });
  await page.goto(url, { timeout: patience });
  await awake;
  const { metrics } = await cdp.send("Performance.getMetrics");
  const value = (name) => 1000 * metrics.find((m) => m.name === name).value;
  const times = await page.evaluate(() => ({ origin: performance.timeOrigin, picture: self.picture, awake: self.awake, asked: self.asked }));
  await page.waitForTimeout(150); // the last notes
  const needed = [...fetched].filter(([u, f]) => !u.includes("/api/") && f.ends <= times.origin + times.awake);
  await context.close();
  return {
    needed, asked: times.asked, picture: times.picture, awake: times.awake,
    task: value("TaskDuration"), script: value("ScriptDuration"), layout: value("LayoutDuration") + value("RecalcStyleDuration"),
  };
}

/** What a visitor sees of the program's run. */
const seen = (page) => page.evaluate(() => {
  const parts = ['section.stage', '[data-testid="output"]', '[data-testid="words"]'];
  return parts.map((p) => document.querySelector(p)?.innerText ?? `no ${p}`).join("\n---\n");
});

async function sameAgain(browser, url) {
  const page = await browser.newPage({ reducedMotion: "reduce" });
  await page.goto(url);
  await page.waitForSelector('[data-testid="app"][data-ready="true"][data-awake="true"]');
  const before = await seen(page);
  await get(page, "run").click();
  await idle(page);
  await page.waitForTimeout(100);
  const after = await seen(page);
  check("the picture that is known already is the one that the engine makes", after === before, `\n${before}\n=====\n${after}`);
  await page.close();
}

const words = {
  picture: "navigation to the first picture", awake: "navigation to the engine's answer",
  task: "CPU time of the page's thread by then", script: "  of it scripts", layout: "  of it styles and layout",
};

await run(async (browser, url) => {
  const all = [];
  for (let i = 0; i < runs; i++) {
    all.push(await measure(browser, url));
  }
  const { needed, asked } = all[0];
  let sum = 0;
  for (const [address, { bytes, packed }] of needed) {
    sum += bytes;
    console.log(`${address.slice(url.length).padEnd(44)} ${String(bytes).padStart(8)} ${packed}`);
  }
  for (const [key, text] of Object.entries(words)) {
    const list = all.map((m) => m[key]).sort((a, b) => a - b);
    console.log(`${text}: median ${Math.round(list[runs >> 1])} ms, ${Math.round(list[0])} to ${Math.round(list.at(-1))}, processor ${slower} times slower`);
  }
  console.log(`first load: ${(sum / 1024).toFixed(1)} KB in ${needed.length} files`);
  check("the engine is among what was seen", needed.some(([u]) => u.endsWith("pymemlab.wasm")));
  check(`the first load is at most ${most / 1024} KB`, sum <= most, `${(sum / 1024).toFixed(1)} KB`);
  check("the engine's second part is not (else see wasm/usual.mjs)", !needed.some(([u]) => u.endsWith(".rest.wasm")));
  check("the first picture's layers were known (web/src/views/graph/layers.ts)", !needed.some(([u]) => u.includes("layering")));
  check("replies to the page's first questions were known (web/src/engine/opening_requests.ts)",
    asked.every((r) => /"command":"(reset|watch|exec)"/.test(r)), asked.join("\n"));
  await sameAgain(browser, url);
});
