// Programs without an end and without measure: the page answers throughout, keeps what was recorded, works afterwards.
// usage: node bomb.mjs [--long]   --long: every program of ../bombs/bombs.json, each to its own end
import { readFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { check, get, idle, reach, root, run, serve, type, until, write } from "./chromium.mjs";

const long = process.argv.includes("--long");
const bombs = JSON.parse(readFileSync(path.join(root, "tests", "bombs", "bombs.json"), "utf8"));
const text = (source) => (typeof source === "string" ? source : source.map((p) => (typeof p === "string" ? p : p[0].repeat(p[1]))).join(""));

async function begin(page, program) {
  await write(page, program);
  await page.keyboard.press("Control+Enter");
  await page.waitForSelector('[data-testid="app"][data-running="true"]');
}

/** The longest time for which the page's own thread could not answer. */
const listen = (page) => page.evaluate(() => {
  self.pymemlabPauses = [];
  let last = performance.now();
  const beat = () => {
    const now = performance.now();
    self.pymemlabPauses.push(now - last);
    last = now;
    self.pymemlabBeat = setTimeout(beat, 10);
  };
  beat();
});
const pauses = (page) => page.evaluate(() => {
  clearTimeout(self.pymemlabBeat);
  return self.pymemlabPauses.sort((a, b) => a - b);
});

const cards = (page) => page.locator('[data-testid="object"]').evaluateAll((all) => all.map((e) => e.dataset.type).sort().join(" "));
/** Limits of time are those of a machine with nothing else to do; on another what is done takes so much longer. */
const slowness = () => Math.max(1, os.loadavg()[0] / os.availableParallelism());

/** Stopped within a second, while the page answers; what ran so far can be walked through. */
async function endless(page, name, program, kept) {
  await listen(page);
  await begin(page, program);
  await page.waitForTimeout(250);
  // While it runs the page does what it is asked to.
  await page.evaluate(() => ["heap", "objects"].forEach((v) => document.querySelector(`[data-testid="tab-${v}"]`).click()));
  const running = await page.locator('[data-testid="app"][data-running="true"]').count();
  const start = Date.now();
  await page.evaluate(() => document.querySelector('[data-testid="stop"]').click());
  await get(page, "problem").waitFor();
  const took = Date.now() - start;
  await idle(page);
  const whole = Date.now() - start;
  const all = await pauses(page);
  const middle = all[all.length >> 1];
  check(`${name} still ran when it was stopped`, running === 1);
  // A second from the click, and Playwright's own way there and back on a busy machine.
  check(`${name} stops within a second`, took <= 1300 * slowness(), `${took} ms`);
  check(`the page answers throughout ${name}`, all.at(-1) <= 500 * slowness() && middle <= 50 * slowness(), `at worst ${Math.round(all.at(-1))} ms`);
  check(`what ${name} had done is kept`, (await get(page, "problem").getAttribute("data-code")) === "stopped_by_you" &&
    (await cards(page)).split(" ").includes(kept || (await cards(page))), `${await get(page, "problem").getAttribute("data-code")} ${await cards(page)}`);
  await get(page, "time-first").click();
  await page.waitForSelector('[data-testid="app"]:not(:has([data-testid="object"]))', { state: "attached" });
  check(`and can be walked through`, (await page.locator('[data-testid="object"]').count()) === 0);
  console.log(`# ${name}: stopped in ${took} ms, shown in ${whole} ms; pauses ${Math.round(middle)} ms, at worst ${Math.round(all.at(-1))} ms`);
}

async function alive(page, name) {
  await type(page, "a = [1]\nprint('alive', len(a))\n");
  check(`after ${name} Run works`, (await get(page, "output").textContent()).trim() === "alive 1"
    && (await page.locator('[data-testid="object"][data-type="list"]').count()) === 1);
}

async function memory(page) {
  const slow = (b) => b.ends.includes("time_limit") && !b.ends.includes("heap_limit");
  for (const { name, source, ends, page: short } of bombs) {
    if (!long && (!short || slow({ ends }) || ends[0] === "time_limit")) {
      continue;
    }
    const start = Date.now();
    await type(page, text(source));
    const code = (await get(page, "problem").count()) ? await get(page, "problem").getAttribute("data-code") : "";
    const output = (await get(page, "output").textContent()).slice(-600);
    const end = code || (output.match(/([A-Z][a-zA-Z]+Error)/)?.[1] ?? "");
    check(`${name} ends in ${ends.filter(Boolean).join(" or ") || "nothing bad"}`, ends.includes(end), end || "no named end");
    console.log(`# ${name}: ${end || "no error"} after ${Date.now() - start} ms`);
    if (long) {
      await alive(page, name);
    }
  }
  await alive(page, "them all");
}

/** A moment inside thousands of levels of recursion through C is gone to as any other. */
async function deep(page) {
  await type(page, "import sys\nsys.setrecursionlimit(20_000)\nclass A:\n    def __getattr__(self, n):\n" +
    "        return getattr(self, n + 'x')\ntry:\n    A().x\nexcept RecursionError:\n    print('deep enough')\n");
  check("recursion goes as deep as the engine allows", (await get(page, "output").textContent()).trim() === "deep enough",
    (await get(page, "output").textContent()).slice(0, 200));
  const last = Number(await get(page, "where").getAttribute("data-last"));
  for (const tick of [Math.round(last / 2), Math.round(last * 0.9), 50]) {
    await (await reach(page, "time-jump")).fill(String(tick));
    await page.keyboard.press("Enter");
    const there = await until(async () => (await get(page, "where").getAttribute("data-tick")) === String(tick));
    check(`tick ${tick} inside it is gone to`, there && (await get(page, "problem").count()) === 0,
      (await get(page, "problem").count()) ? await get(page, "problem").getAttribute("data-code") : "not there");
  }
}

/** While a program runs on it the server goes away. */
async function unplugged(browser) {
  const { child, url } = await serve();
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 }, locale: "en-US" });
  await page.goto(url);
  await idle(page);
  await (await reach(page, "engine-server")).click();
  await page.waitForSelector('[data-testid="app"][data-running="false"]');
  await idle(page);
  await listen(page);
  await begin(page, "i = 0\nwhile True: i += 1\n");
  await page.waitForTimeout(300);
  child.kill("SIGKILL");
  await idle(page);
  const all = await pauses(page);
  check("a server that goes away while it runs is named", (await get(page, "problem").getAttribute("data-code")) === "server_gone",
    await get(page, "output").innerText());
  check("meanwhile the page answers", all.at(-1) <= 500 * slowness(), `${Math.round(all.at(-1))} ms`);
  await write(page, "print('own engine')\n");
  await (await reach(page, "engine-page")).click();
  await idle(page);
  check("the page's own engine takes over", (await get(page, "output").textContent()).trim() === "own engine",
    await get(page, "output").innerText());
  await page.close();
}

await run(async (browser, url) => {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 }, locale: "en-US", reducedMotion: "reduce" });
  page.setDefaultTimeout(120000);
  let crashed = false;
  const problems = [];
  page.on("crash", () => (crashed = true));
  page.on("pageerror", (e) => problems.push(String(e)));
  await page.goto(url);
  await idle(page);
  await endless(page, "an endless loop", "i = [0]\nwhile True: i[0] += sum(range(2000))\n", "list");
  await endless(page, "one endless instruction", "x = [1]\ny = sum(iter(int, 1))\n", "list");
  await endless(page, "a first instruction without end", "sum(iter(int, 1))\n", "");
  await endless(page, "a loop that swallows every exception",
    "x = [1]\nwhile True:\n    try:\n        while True: sum(range(2000))\n    except BaseException: pass\n", "list");
  await endless(page, "an int that squares", "n = 10\nx = [n]\nwhile True: n = n * n\n", "list");
  await endless(page, "copies of a long list", "a = [0] * 1_000_000\nwhile True: b = a[:]\n", "list");
  await memory(page);
  await deep(page);
  check("the tab survived", !crashed && problems.length === 0, problems.join(" | "));
  await unplugged(browser);
});
