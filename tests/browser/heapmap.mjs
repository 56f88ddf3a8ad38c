// The heap view, in real Chromium. usage: node heapmap.mjs [SCREENSHOT_FOLDER]
import { mkdtempSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";
import { check, get, idle, root, run, type, until } from "./chromium.mjs";

const shots = process.argv[2] ?? mkdtempSync(path.join(tmpdir(), "pymemlab-"));
const axe = createRequire(path.join(root, "web", "package.json")).resolve("axe-core/axe.min.js");

const pools = async (page) => Number(await get(page, "heap-canvas").getAttribute("data-pools"));

async function clean(page, what) {
  await page.evaluate(readFileSync(axe, "utf8")); // not as a script of the page: its policy forbids that
  const found = await page.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
  check(`axe finds nothing: ${what}`, found.violations.length === 0,
    JSON.stringify(found.violations.map((v) => [v.id, v.nodes[0]?.target])).slice(0, 300));
}

async function heap(page) {
  await type(page, "a = [1, 2]\nb = (a, 'x')\ndel b\nc = (a, 'y')\n");
  await get(page, "tab-heap").click();
  await get(page, "heap-canvas").waitFor();
  await until(() => page.evaluate(() => !!document.querySelector('[data-testid="heap-canvas"]').dataset.milliseconds));
  check("the map has pools", (await pools(page)) > 10, await pools(page));
  const picture = () => get(page, "heap-canvas").evaluate((c) => c.toDataURL().length + c.toDataURL().slice(2000, 2400));
  const seen = new Set();
  for (const by of ["size", "type", "age"]) {
    await get(page, `heap-by-${by}`).click();
    await page.waitForTimeout(120);
    seen.add(await picture());
  }
  check("size, type and age are three pictures", seen.size === 3, seen.size);
  await get(page, "heap-canvas").focus();
  for (let i = 0; i < 9; i++) {
    await page.keyboard.press("ArrowRight");
  }
  await get(page, "heap-block").waitFor();
  check("the keys choose a block", (await get(page, "heap-block").getAttribute("data-state")) === "used");
  await get(page, "heap-block").locator("button.link").first().waitFor();
  await page.keyboard.press("Enter");
  const wanted = (await get(page, "heap-block").locator("button.link .type").first().innerText()).trim();
  check("Enter opens its object", await until(async () => (await get(page, "ledger").innerText()).includes(`${wanted} at `)), wanted);
  await page.keyboard.press("Escape");
  await get(page, "heap-canvas").focus();
  for (let i = 0; i < 20 && !(await get(page, "heap-lives").count()); i++) {
    await page.keyboard.press("ArrowRight");
    await until(async () => (await get(page, "heap-lives").count()) > 0, 400);
  }
  check("a block tells who has lived there", /born|died/.test(await get(page, "heap-lives").innerText()), await get(page, "heap-lives").innerText());
  check("the text equivalent has a row a pool", await get(page, "heap-table").click().then(() =>
    page.locator(".table-box tbody tr").count()) === (await pools(page)));
  await get(page, "layer-malloc").focus();
  await page.keyboard.press("Enter");
  check("the pyramid explains the chosen layer", (await get(page, "layer-text").innerText()).includes("512"));
  check("why memory did not drop, in words", (await get(page, "heap-why").innerText()).length > 40);
  await get(page, "pins").first().locator("summary").click();
  await get(page, "pins").first().locator("button.link").first().waitFor();
  check("pins are doors to objects", (await get(page, "pins").first().locator("button.link").count()) > 2);
  await clean(page, "heap");
  await page.screenshot({ path: path.join(shots, "heap.png") });
}

async function many(page) {
  await type(page, "xs = [[i] for i in range(100000)]\n");
  await until(() => page.evaluate(() => Number(document.querySelector('[data-testid="heap-canvas"]')?.dataset.pools) > 500));
  const cdp = await page.context().newCDPSession(page);
  await cdp.send("Performance.enable", { timeDomain: "threadTicks" });
  const scripts = async () => 1000 * (await cdp.send("Performance.getMetrics")).metrics.find((m) => m.name === "ScriptDuration").value;
  const before = await scripts();
  const times = await page.evaluate(async () => {
    const c = document.querySelector('[data-testid="heap-canvas"]');
    const times = [];
    for (let i = 0; i < 21; i++) {
      c.dispatchEvent(new WheelEvent("wheel", { deltaY: 90, cancelable: true, bubbles: true }));
      await new Promise((r) => requestAnimationFrame(() => requestAnimationFrame(r)));
      times.push(Number(c.dataset.milliseconds));
    }
    return times.sort((a, b) => a - b);
  });
  // The page's own processor time: the clock also tells of what else the machine does.
  const own = (await scripts()) - before;
  check("100,000 objects: a drawing fits into a frame of 60 a second", times[0] > 0 && own / 21 < 16, `${own} ms: ${times.join(" ")}`);
  console.log(`# 21 drawings: middle ${times[10]} ms, slowest ${times[20]} ms, ${await pools(page)} pools`);
}

async function phone(browser, url) {
  const page = await browser.newPage({ viewport: { width: 360, height: 740 }, locale: "zh-CN" });
  await page.goto(url);
  await idle(page);
  await get(page, "tab-heap").click();
  await get(page, "heap-canvas").waitFor();
  check("in Chinese", (await page.locator(".map-head h3").innerText()) === "内存的实际布局");
  const wide = await page.evaluate(() => document.documentElement.scrollWidth);
  check("nothing is wider than a phone", wide <= 360, wide);
  await get(page, "heap-canvas").click({ position: { x: 20, y: 40 } });
  await get(page, "heap-block").waitFor();
  check("a touch chooses a block", (await get(page, "heap-block").innerText()).includes("字节"));
  await clean(page, "heap on a phone");
  await page.screenshot({ path: path.join(shots, "heap-phone.png"), fullPage: true });
  await page.close();
}

await run(async (browser, url) => {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 }, locale: "en-GB" });
  await page.goto(url);
  await idle(page);
  await heap(page);
  await many(page);
  await phone(browser, url);
});
