// The object graph, the ledger card and operations by hand, in real Chromium. usage: node graph.mjs [SCREENSHOT_FOLDER]
import path from "node:path";
import { check, get, idle, reach, run } from "./chromium.mjs";

const shots = process.argv[2];
const shot = async (page, name) => shots && page.screenshot({ path: path.join(shots, `graph-${name}.png`) });

async function type(page, text) {
  await reach(page, "editor");
  await page.locator(".cm-content").click();
  await page.keyboard.press("Control+A");
  await page.keyboard.press("Delete");
  await page.keyboard.insertText(text);
  await page.keyboard.press("Control+Enter");
  await page.waitForTimeout(80);
  await idle(page);
}

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
  await page.waitForTimeout(80);
  check("Enter goes to what was found", (await page.evaluate(() => document.activeElement?.dataset.type)) === "str",
    await page.evaluate(() => document.activeElement?.outerHTML.slice(0, 120)));

  const old = await spot(page, "Node");
  await drag(page, middle(old), [middle(old)[0] + 30, middle(old)[1] + 90]);
  const put = await spot(page, "Node");
  check("an object can be put elsewhere", Math.abs(put.y - old.y - 90) < 3, JSON.stringify([old, put]));
  await (await reach(page, "tidy")).click();
  await page.waitForTimeout(500);
  check("Tidy lays all out anew", Math.abs((await spot(page, "Node")).y - put.y) > 20);

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
  await page.waitForTimeout(100);
  await idle(page);
  check("Delete on a name removes it", (await page.locator('[data-testid="name"][data-name="b"]').count()) === 0);
  await (await reach(page, "undo")).click();
  await page.waitForSelector('[data-testid="name"][data-name="b"]');
  check("undo is time travel", true);
  await page.locator('[data-testid="name"][data-name="b"]').focus();
  await page.keyboard.press("Delete");
  await get(page, "past").waitFor();
  check("an operation in the past asks first", (await page.locator('[data-testid="name"][data-name="b"]').count()) === 1);
  await get(page, "branch").click();
  await page.waitForSelector('[data-testid="name"][data-name="b"]', { state: "detached" });
  check("and begins another future", true);
}

async function crowd(page) {
  await type(page, "big = [[i] for i in range(100000)]\n");
  await page.waitForTimeout(300);
  await get(page, "see-types").click();
  await get(page, "by-type-view").locator('[data-type="list"]').waitFor();
  check("100,000 objects are told by type", (await get(page, "by-type-view").innerText()).replace(/\u2009/g, "").includes("10000"));
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
  await crowd(page);
  await phone(browser, url);
  check("no error in the page", problems.length === 0, problems.join("; "));
});
