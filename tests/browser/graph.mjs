// The object graph, the ledger card and operations by hand, in real Chromium. usage: node graph.mjs [SCREENSHOT_FOLDER]
import { readFileSync } from "node:fs";
import path from "node:path";
import { check, get, idle, reach, run, type, until } from "./chromium.mjs";

const shots = process.argv[2];
const shot = async (page, name) => shots && page.screenshot({ path: path.join(shots, `graph-${name}.png`) });

const object = (page, kind) => page.locator(`[data-testid="object"][data-type="${kind}"]`);
const spot = async (page, kind) => (await object(page, kind).first().locator(".object-frame").boundingBox());
const middle = (b) => [b.x + 40, b.y + b.height / 2];

async function drag(page, from, to) {
  await page.mouse.move(...from);
  await page.mouse.down();
  await page.mouse.move((from[0] + to[0]) / 2, (from[1] + to[1]) / 2, { steps: 3 });
  await page.mouse.move(...to, { steps: 3 });
  await page.mouse.up();
  await page.waitForTimeout(100);
  await idle(page);
}

const program = "class Node: pass\na = ['item']\nb = a\nn = Node()\nn.load = a\nd = {'k': n}\n";

async function picture(page) {
  await type(page, program);
  const ring = object(page, "list").locator('[data-testid="segment"]');
  check("as many segments as references", (await ring.count()) === 3, await ring.count());
  const kinds = await ring.evaluateAll((all) => all.map((e) => e.dataset.kind).join());
  check("each tells its holder's kind", kinds === "name,name,container", kinds);
  await ring.first().hover();
  check("pointing at a segment lights its line", (await page.locator(".edge-lit").count()) === 1);
  check("the globals stand in their frame", (await get(page, "frame").count()) === 1);

  const scale = async () => Number((await page.locator(".scene").getAttribute("transform")).match(/scale\(([\d.]+)/)[1]);
  const before = await scale();
  await get(page, "graph-in").click();
  check("a button makes the picture larger", (await scale()) > before);
  await get(page, "graph-fit").click();

  await get(page, "find").fill("'item'");
  await get(page, "find").press("Enter");
  check("Enter goes to what was found", await until(() => page.evaluate(() => document.activeElement?.dataset.type === "str")),
    await page.evaluate(() => document.activeElement?.outerHTML.slice(0, 120)));

  const old = await spot(page, "Node");
  await drag(page, middle(old), [middle(old)[0] + 30, middle(old)[1] + 90]);
  const put = await spot(page, "Node");
  check("an object can be put elsewhere", Math.abs(put.y - old.y - 90) < 3, JSON.stringify([old, put]));
  await (await reach(page, "tidy")).click();
  check("Tidy lays all out anew", await until(async () => Math.abs((await spot(page, "Node")).y - put.y) > 20));

  const cards = await page.locator('[data-testid="object"]').count();
  await object(page, "dict").locator('[data-testid="fold"]').click();
  check("a container folds what it alone shows", (await object(page, "dict").locator('[data-testid="fold"] text').innerHTML()).startsWith("+"));
  await object(page, "dict").locator('[data-testid="fold"]').click();
  check("and unfolds it again", (await page.locator('[data-testid="object"]').count()) === cards);
  await (await reach(page, "filter-type")).selectOption("list");
  check("a filter shows one type", (await page.locator('[data-testid="object"]').count()) === 1);
  await (await reach(page, "filter-type")).selectOption("");
  await (await reach(page, "as-text")).click();
  check("the same as text", (await get(page, "graph-text").innerText()).includes("['k']") || (await get(page, "graph-text").innerText()).includes("a + b"));
  await (await reach(page, "as-text")).click();
}

async function ledger(page) {
  await object(page, "list").first().click();
  await get(page, "ledger").waitFor();
  check("the sum names every holder", (await get(page, "sum").innerText()) === "3 = a + b + Node.load", await get(page, "sum").innerText());
  await get(page, "what-if").nth(2).click();
  await get(page, "loss").waitFor();
  check("cutting one of three references: nothing would go", (await page.locator(".object-doomed").count()) === 0);
  await get(page, "life").locator("summary").click();
  await page.waitForSelector(".life li");
  const life = await page.locator(".life li").count();
  check("a life story: birth and changes of holders", life >= 3, life);
  await page.keyboard.press("Escape");
  await object(page, "Node").click();
  await get(page, "ledger").waitFor();
  await page.waitForTimeout(100);
  await shot(page, "ledger");
}

async function operations(page) {
  const tag = await page.locator('[data-testid="name"][data-name="b"]').boundingBox();
  await drag(page, [tag.x + tag.width / 2, tag.y + tag.height / 2], middle(await spot(page, "dict")));
  check("a name dragged to an object is bound to it", (await get(page, "transcript").innerText()).trim() === "b = d", await get(page, "transcript").innerText());
  await drag(page, middle(await spot(page, "dict")), middle(await spot(page, "list")));
  check("an object dragged to a list is appended", (await get(page, "transcript").innerText()).includes("append("), await get(page, "transcript").innerText());
  await page.locator('[data-testid="name"][data-name="b"]').focus();
  await page.keyboard.press("Delete");
  check("Delete on a name removes it", await until(async () => (await page.locator('[data-testid="name"][data-name="b"]').count()) === 0));
  await idle(page);
  await (await reach(page, "undo")).click();
  check("undo is time travel", await until(async () => (await hasName(page, "b")) === 1));
  await page.locator('[data-testid="name"][data-name="b"]').focus();
  await page.keyboard.press("Delete");
  await get(page, "past").waitFor();
  check("an operation in the past asks first", (await page.locator('[data-testid="name"][data-name="b"]').count()) === 1);
  await get(page, "branch").click();
  check("and begins another future", await until(async () => (await hasName(page, "b")) === 0 && (await get(page, "past").count()) === 0));
}

const status = (page) => get(page, "chosen-edge").innerText();
const hasName = (page, name) => page.locator(`[data-testid="name"][data-name="${name}"]`).count();
const shows = (page, value) => page.locator(`[data-testid="object"][data-value=${JSON.stringify(value)}]`);

/** A reference is chosen by keyboard or pointer, and removed by the statement that is shown. */
async function edges(page) {
  await type(page, program);
  await page.locator('[data-testid="name"][data-name="b"]').focus();
  await page.keyboard.press("e");
  await get(page, "chosen-edge").waitFor();
  check("e chooses a name's reference, and says what would remove it", (await status(page)).includes("b → list [1 item]") && (await status(page)).includes("del b"), await status(page));
  check("its line stands out", (await page.locator(".edge-chosen").count()) === 1);
  await page.keyboard.press("Delete");
  await page.waitForSelector('[data-testid="name"][data-name="b"]', { state: "detached" });
  check("Delete removes it, as Python", (await get(page, "transcript").innerText()).trim() === "del b", await get(page, "transcript").innerText());
  const line = page.locator('.edge[data-edge]:not(.edge-name) .edge-hit').first();
  const key = await line.locator("..").getAttribute("data-edge");
  await line.dispatchEvent("click");
  await get(page, "chosen-edge").waitFor();
  check("a click chooses a line", (await page.locator(".edge-chosen").getAttribute("data-edge")) === key);
  await page.keyboard.press("Escape");
  await object(page, "dict").focus();
  for (let i = 0; i < 6 && !(await get(page, "edge-remove").count() && (await status(page)).includes("del d['k']")); i++) {
    await page.keyboard.press("e");
    await page.waitForTimeout(30);
  }
  check("from a card, e goes on from reference to reference", (await status(page)).includes("del d['k']"), await status(page));
  await get(page, "edge-remove").click();
  check("an item's reference goes by del", await until(async () => (await get(page, "transcript").innerText()).includes("del d['k']")), await get(page, "transcript").innerText());
  await page.locator("footer").click();
  await page.keyboard.press("z");
  await page.keyboard.press("z");
  await page.waitForSelector('[data-testid="name"][data-name="b"]');
  check("z undoes by time travel", (await hasName(page, "b")) === 1);
  await page.keyboard.press("Shift+Z");
  await page.waitForSelector('[data-testid="name"][data-name="b"]', { state: "detached" });
  check("Shift+Z does it again", (await hasName(page, "b")) === 0);
}

/** Beyond what one picture holds. */
async function beyond(page) {
  await type(page, "class Node: pass\nbig = [[i] for i in range(20000)]\nbig[19000].append({'deep': 'needle in it'})\nns = [Node() for i in range(300)]\n");
  await get(page, "find").fill("needle");
  await get(page, "found").filter({ hasText: "/1" }).waitFor();
  await get(page, "find").press("Enter");
  await shows(page, "'needle in it'").waitFor();
  check("what is far from every name is found and drawn", (await shows(page, "'needle in it'").count()) === 1);
  check("with what leads to it", (await page.locator('.edge-label').filter({ hasText: "[19000]" }).count()) === 1);
  await get(page, "find").fill("deep");
  await get(page, "find").press("Enter");
  await get(page, "found").filter({ hasText: "1/1" }).waitFor();
  const before = await page.locator('[data-testid="object"]').count();
  const stub = get(page, "stub").first();
  check("what is left out is told in number", /\+\d/.test((await stub.innerHTML())), await stub.innerHTML());
  await stub.click();
  for (let i = 0; i < 100 && (await page.locator('[data-testid="object"]').count()) <= before; i++) {
    await page.waitForTimeout(50);
  }
  check("a stub opens: more of it is drawn", (await page.locator('[data-testid="object"]').count()) > before, before);
  await (await reach(page, "filter-type")).focus();
  await get(page, "filter-type").locator('option[value="Node"]').waitFor({ state: "attached" });
  await (await reach(page, "filter-type")).selectOption("Node");
  await page.locator(".more").filter({ hasText: "240 more" }).waitFor();
  check("a filter goes over all objects, bounded", (await object(page, "Node").count()) > 0);
  await get(page, "show-more").click();
  check("and shows more when asked", await until(async () => (await page.locator(".more").first().innerText()).includes("180 more")));
  await (await reach(page, "filter-type")).selectOption("");
  await object(page, "list").first().waitFor();
}

async function download(page, id) {
  const [file] = await Promise.all([page.waitForEvent("download"), get(page, id).click()]);
  return readFileSync(await file.path());
}

/** The picture as a file. */
async function exported(page) {
  await type(page, program);
  const menu = page.locator(".exports-menu summary");
  if (!(await menu.isVisible())) {
    await get(page, "graph-more").click();
  }
  await menu.click();
  const svg = (await download(page, "graph-svg")).toString();
  check("the picture as SVG: whole, with its colours", svg.startsWith("<svg") && svg.includes("Node") && svg.includes("stroke:") && !svg.includes("var(--"), svg.slice(0, 200));
  const png = await download(page, "graph-png");
  const [width, height] = [png.readUInt32BE(16), png.readUInt32BE(20)];
  check("and as PNG, in double size", png.subarray(1, 4).toString() === "PNG" && width > 600 && height > 200, `${width} x ${height}`);
  await page.keyboard.press("Escape");
}

/** Two fingers on the picture of a phone; nothing moves by itself where that is unwanted. */
async function fingers(browser, url) {
  const context = await browser.newContext({ viewport: { width: 400, height: 800 }, hasTouch: true, isMobile: true, reducedMotion: "reduce", locale: "en" });
  const page = await context.newPage();
  await page.goto(url);
  await idle(page);
  await page.locator(".graph").scrollIntoViewIfNeeded();
  const box = await page.locator(".graph").boundingBox();
  const scale = async () => Number((await page.locator(".scene").getAttribute("transform")).match(/scale\(([\d.]+)/)[1]);
  const [x, y] = [box.x + box.width / 2, box.y + 80];
  const before = await scale();
  const cdp = await context.newCDPSession(page);
  const touch = (kind, gap) => cdp.send("Input.dispatchTouchEvent", { type: kind, touchPoints: kind === "touchEnd" ? [] : [{ x: x - gap, y, id: 0 }, { x: x + gap, y, id: 1 }] });
  await touch("touchStart", 30);
  for (const gap of [40, 55, 70, 90]) {
    await touch("touchMove", gap);
  }
  await touch("touchEnd", 90);
  check("two fingers apart make the picture larger", await until(async () => (await scale()) > before * 1.8), `${before} to ${await scale()}`);
  check("and the page itself stays as it is", (await page.evaluate(() => visualViewport.scale)) === 1);
  const card = () => page.locator('[data-testid="object"]').first().boundingBox();
  await (await reach(page, "tidy")).click();
  await page.waitForTimeout(20);
  const first = await card();
  await page.waitForTimeout(120);
  check("Tidy jumps where motion is unwanted", JSON.stringify(first) === JSON.stringify(await card()));
  await context.close();
}

async function crowd(page) {
  await type(page, "big = [[i] for i in range(100000)]\n");
  await page.waitForTimeout(300);
  await get(page, "see-types").click();
  await get(page, "by-type-view").locator('[data-type="list"]').waitFor();
  check("100,000 objects are told by type", (await get(page, "by-type-view").innerText()).replace(/\u202f/g, "").includes("10000"));
  await (await reach(page, "by-type")).click();
  const times = await page.evaluate(async () => {
    const host = document.querySelector(".graph");
    const frame = host.getBoundingClientRect();
    const fire = (kind, x) => host.querySelector("svg").dispatchEvent(new PointerEvent(kind,
      { bubbles: true, pointerId: 1, clientX: frame.left + 300 + x, clientY: frame.bottom - 20, button: 0 }));
    host.setPointerCapture = () => {};
    fire("pointerdown", 0);
    const all = [];
    for (let i = 1, last = performance.now(); i <= 60; i++) {
      fire("pointermove", i * 2);
      await new Promise(requestAnimationFrame);
      const now = performance.now();
      all.push(now - last);
      last = now;
    }
    fire("pointerup", 120);
    return all.sort((a, b) => a - b);
  });
  console.log(`# pan over 100,000 objects: median ${times[30].toFixed(1)} ms, p95 ${times[57].toFixed(1)} ms a frame`);
  check("panning stays fluid (median)", times[30] < 34, times[30]);
}

async function phone(browser, url) {
  const page = await browser.newPage({ viewport: { width: 360, height: 740 }, locale: "zh-CN", hasTouch: true });
  await page.goto(url);
  await idle(page);
  check("Chinese on a phone", (await get(page, "tidy").innerText()) === "整理");
  const wide = await page.evaluate(() => document.documentElement.scrollWidth);
  check("nothing is wider than the phone", wide <= 360, wide);
  await page.locator('[data-testid="object"]').first().click();
  await get(page, "sum").waitFor();
  check("a tap opens the ledger", (await get(page, "sum").innerText()).includes("="));
  await shot(page, "phone");
  await page.close();
}

/** Below many globals the running function would lie out of sight. */
async function runningFrame(page) {
  const names = Array.from({ length: 60 }, (_, i) => `name_${i} = [${i}]`).join("\n");
  await type(page, `${names}\ndef f():\n    inner = ["local"]\n    return inner\nf()\n`);
  await page.evaluate(() => document.activeElement?.blur());
  for (let i = 0; i < 6 && !(await page.locator(".where").innerText()).includes(" in f"); i++) {
    const before = await page.locator(".where").innerText();
    await page.keyboard.press("ArrowLeft");
    await until(async () => (await page.locator(".where").innerText()) !== before);
  }
  const inSight = async () => {
    const [frame, window] = [await page.locator(".frame-running").boundingBox(), await page.locator(".graph").boundingBox()];
    return frame.y >= window.y && frame.y + 60 <= window.y + window.height;
  };
  check("the running function is in sight below sixty globals", await until(inSight), JSON.stringify(await page.locator(".frame-running").boundingBox()));
}

await run(async (browser, url) => {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 }, locale: "en" });
  const problems = [];
  page.on("pageerror", (e) => problems.push(String(e)));
  await page.goto(url);
  await idle(page);
  await shot(page, "first");
  await picture(page);
  await ledger(page);
  await operations(page);
  await edges(page);
  await exported(page);
  await runningFrame(page);
  await beyond(page);
  await crowd(page);
  await fingers(browser, url);
  await phone(browser, url);
  check("no error in the page", problems.length === 0, problems.join("; "));
});
