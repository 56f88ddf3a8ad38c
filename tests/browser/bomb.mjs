// Programs without an end and without measure: the page answers throughout, and works afterwards. usage: node bomb.mjs
import { check, get, idle, reach, run, serve } from "./chromium.mjs";

async function write(page, text) {
  await reach(page, "editor");
  await page.locator(".cm-content").click();
  await page.keyboard.press("Control+A");
  await page.keyboard.insertText(text);
}

async function type(page, text, most = 60000) {
  await write(page, text);
  await page.keyboard.press("Control+Enter");
  await page.waitForTimeout(50);
  await page.waitForSelector('[data-testid="app"][data-ready="true"][data-running="false"]', { timeout: most });
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

/** Stopped within a second, while the page answers. */
async function endless(page, name, program) {
  await write(page, program);
  await listen(page);
  await page.keyboard.press("Control+Enter");
  await page.waitForSelector('[data-testid="app"][data-running="true"]');
  await page.waitForTimeout(250);
  // While it runs the page does what it is asked to.
  await page.evaluate(() => ["heap", "objects"].forEach((v) => document.querySelector(`[data-testid="tab-${v}"]`).click()));
  const running = await page.locator('[data-testid="app"][data-running="true"]').count();
  const start = Date.now();
  await page.evaluate(() => document.querySelector('[data-testid="stop"]').click());
  await get(page, "problem").waitFor();
  const took = Date.now() - start;
  await idle(page);
  const shown = Date.now() - start;
  const all = await pauses(page);
  check(`${name} still ran when it was stopped`, running === 1);
  // A second from the click, and Playwright's own way there and back on a busy machine.
  check(`${name} stops within a second`, took <= 1300, `${took} ms`);
  const middle = all[all.length >> 1];
  check(`the page answers throughout ${name}`, all.at(-1) <= 500 && middle <= 50, `at worst ${Math.round(all.at(-1))} ms`);
  console.log(`# ${name}: stopped in ${took} ms, shown in ${shown} ms; pauses ${Math.round(middle)} ms, at worst ${Math.round(all.at(-1))} ms`);
}

/** Each ends in a limit that the page names, or in Python's own error. */
const bombs = [
  ["a list that doubles", "a = [0]\nwhile True: a = a + a\n", ["heap_limit", "MemoryError"]],
  ["a string that doubles", "s = 'x'\nwhile True: s += s\n", ["heap_limit", "MemoryError"]],
  ["an int that squares", "n = 10\nwhile True: n = n * n\n", ["heap_limit", "MemoryError", "tick_limit", "time_limit"]],
  ["10 ** 10 ** 9", "n = 10 ** 10 ** 9\n", ["heap_limit", "MemoryError", "time_limit"]],
  ["2 ** 40 zeros", "b = bytes(2 ** 40)\n", ["heap_limit", "MemoryError"]],
  ["a list of lists without end", "a = []\nwhile True: a = [a, [a]]\n", ["heap_limit", "MemoryError", "tick_limit"]],
  ["recursion", "def f(): return f()\nf()\n", ["RecursionError"]],
  ["recursion through repr", "class R:\n    def __repr__(self): return repr(self)\nrepr(R())\n", ["RecursionError", "stack_limit"]],
  ["a million objects", "a = [[] for i in range(1_000_000)]\n", ["heap_limit", "MemoryError"]],
  ["a deep nest let go", "a = None\nfor i in range(200_000): a = (a,)\ndel a\n", [""]],
  ["printing without end", "while True: print('x' * 1000)\n", ["output_limit", "tick_limit", "time_limit"]],
  ["a line of a million characters", "print('y' * 1_000_000)\n", ["", "output_limit"]],
  ["a million short lines", "for i in range(1_000_000): print(i)\n", ["output_limit", "tick_limit", "time_limit"]],
  ["a million-character source line", `x = '${"z".repeat(1_000_000)}'\n`, [""]],
];

async function memory(page) {
  for (const [name, program, ends] of bombs) {
    await type(page, program);
    const code = (await get(page, "problem").count()) ? await get(page, "problem").getAttribute("data-code") : "";
    const output = (await get(page, "output").textContent()).slice(-600);
    const end = code || (output.match(/(MemoryError|RecursionError|OverflowError|ValueError|SyntaxError)/)?.[1] ?? "");
    check(`${name} ends in ${ends.filter(Boolean).join(" or ") || "nothing bad"}`, ends.includes(end), end || "no named end");
    const start = Date.now();
    await type(page, "a = [1]\nprint('alive', len(a))\n");
    check(`after ${name} Run works`, (await get(page, "output").innerText()).trim() === "alive 1"
      && (await page.locator('[data-testid="object"][data-type="list"]').count()) === 1, `${Date.now() - start} ms`);
  }
}

/** While a program runs on it the server goes away. */
async function unplugged(browser) {
  const { child, url } = await serve();
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 }, locale: "en-US" });
  page.setDefaultTimeout(30000);
  await page.goto(url);
  await idle(page);
  await (await reach(page, "engine-server")).click();
  await idle(page);
  await write(page, "i = 0\nwhile True: i += 1\n");
  await listen(page);
  await page.keyboard.press("Control+Enter");
  await page.waitForSelector('[data-testid="app"][data-running="true"]');
  await page.waitForTimeout(300);
  child.kill("SIGKILL");
  await idle(page);
  const all = await pauses(page);
  check("a server that goes away while it runs is named", (await get(page, "problem").count()) === 1,
    await get(page, "output").innerText());
  check("meanwhile the page answers", all.at(-1) <= 500, `${Math.round(all.at(-1))} ms`);
  await (await reach(page, "engine-page")).click();
  await page.waitForTimeout(100);
  await idle(page).catch(() => {});
  await get(page, "stop").click({ timeout: 500 }).catch(() => {});
  await idle(page);
  await type(page, "print('own engine')\n");
  check("the page's own engine takes over", (await get(page, "output").innerText()).trim() === "own engine");
  await page.close();
}

await run(async (browser, url) => {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 }, locale: "en-US", reducedMotion: "reduce" });
  page.setDefaultTimeout(60000);
  let crashed = false;
  const problems = [];
  page.on("crash", () => (crashed = true));
  page.on("pageerror", (e) => problems.push(String(e)));
  await page.goto(url);
  await idle(page);
  await endless(page, "an endless loop", "i = 0\nwhile True: i += 1\n");
  await endless(page, "one endless instruction", "sum(iter(int, 1))\n");
  await endless(page, "a loop that swallows every exception", "while True:\n    try:\n        while True: pass\n    except BaseException: pass\n");
  await memory(page);
  check("the tab survived", !crashed && problems.length === 0, problems.join(" | "));
  await unplugged(browser);
});
