// The time strip, the charts, and the views of generations, collections and deaths, in real Chromium.
// usage: node strip.mjs [SCREENSHOT_FOLDER]
import { readFileSync } from "node:fs";
import path from "node:path";
import { check, get, idle, run, type, until } from "./chromium.mjs";

const shots = process.argv[2];
const shot = async (page, name) => shots && (await page.screenshot({ path: path.join(shots, `strip-${name}.png`), fullPage: true }));

const leak = "import gc\nkept = []\nfor i in range(30):\n    kept.append([i])\na = []\nb = [a]\na.append(b)\ndel a, b\nprint(gc.collect())\n";
const where = (page) => get(page, "where").getAttribute("data-tick").then(Number);

async function saved(page, id) {
  const [file] = await Promise.all([page.waitForEvent("download"), get(page, id).click()]);
  return readFileSync(await file.path());
}

async function charts(page) {
  for (const id of ["counts", "generations", "freed", "bytes", "pools", "collections", "pause"]) {
    await get(page, `chart-${id}`).waitFor();
  }
  const bytes = JSON.parse(await get(page, "chart-bytes").getAttribute("data-points"));
  check("live and resident bytes are drawn, and more is resident than live", Object.values(bytes)[1].at(-1) > Object.values(bytes)[0].at(-1));
  check("a row is folded", (await get(page, "chart-pools").getAttribute("data-open")) === "false");
  await get(page, "fold-pools").click();
  check("a click unfolds it", await until(async () => (await get(page, "chart-pools").locator(".plot canvas").count()) === 1));
  const tall = () => get(page, "chart-bytes").locator(".plot").evaluate((e) => e.clientHeight);
  const before = await tall();
  await get(page, "handle-bytes").focus();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  check("the keyboard makes a row taller", (await tall()) === before + 32, `${before} ${await tall()}`);
  check("CSV has a row for each sample", (await saved(page, "csv-bytes")).toString().split("\r\n").length === Object.values(bytes)[0].length + 2);
  check("SVG is a drawing", /^<svg[^]*<path[^]*<\/svg>$/.test((await saved(page, "svg-bytes")).toString()));
  check("PNG is a picture", (await saved(page, "png-bytes")).subarray(1, 4).toString() === "PNG");
  await get(page, "as-table-bytes").click();
  check("the table says the same in numbers", (await get(page, "table-bytes").locator("tbody tr").count()) > 3);
  const over = get(page, "chart-bytes").locator(".u-over");
  const box = await over.boundingBox();
  const readout = () => get(page, "chart-counts").locator(".legend b").first().innerText();
  const range = () => get(page, "scrubber").evaluate((e) => Number(e.max) - Number(e.min));
  const whole = await range();
  await page.mouse.move(box.x + box.width / 2, box.y + 20);
  await page.waitForTimeout(50);
  const middle = await readout();
  await page.mouse.move(box.x + 2, box.y + 20);
  check("the readout of another chart follows the pointer", await until(async () => middle !== (await readout())), `${middle} ${await readout()}`);
  await page.mouse.move(box.x + box.width / 2, box.y + 20);
  await page.mouse.wheel(0, -100);
  check("the wheel over a chart zooms the timeline", await until(async () => (await range()) < whole));
  await page.mouse.click(box.x + box.width / 2, box.y + 20);
  check("a click in a chart goes there", await until(async () => Math.abs((await where(page)) - whole / 2) < whole / 20), `${await where(page)} of ${whole}`);
  await get(page, "time").click({ position: { x: 3, y: 3 } });
  await page.keyboard.press("0");
  check("the key 0 shows all of the time again", await until(async () => (await range()) === whole));
  await page.reload();
  await idle(page);
  await get(page, "chart-bytes").waitFor();
  check("sizes and folds are remembered", (await tall()) === before + 32 && (await get(page, "chart-pools").getAttribute("data-open")) === "true");
}

/** Before the page's scripts: replies of the engine come as late as `slow` says, in their order. */
function lateReplies() {
  self.slow = 0;
  self.Worker = class extends Worker {
    last = Promise.resolve();
    late(hear) {
      return (e) => {
        const wait = () => self.slow && new Promise((resolve) => setTimeout(resolve, self.slow * (0.5 + Math.random() / 2)));
        this.last = this.last.then(wait).then(() => hear.call(this, e));
      };
    }
    set onmessage(hear) {
      super.onmessage = hear && this.late(hear);
    }
    addEventListener(kind, hear, how) {
      super.addEventListener(kind, kind === "message" ? this.late(hear) : hear, how);
    }
  };
}

/** In the page: what each frame shows. */
function watchFrames() {
  self.frames = [];
  const value = () => {
    const id = document.querySelector('.name[data-name="x"]')?.dataset.id;
    return document.querySelector(`.object[data-id="${id}"]`)?.dataset.value;
  };
  const frame = () => {
    const where = Number(document.querySelector('[data-testid="where"]').dataset.tick);
    const graph = Number(document.querySelector('[data-testid="graph-svg-root"]').dataset.tick);
    self.frames.push({ where, graph, x: value(), passing: document.documentElement.hasAttribute("data-passing") });
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
}

/** An engine that is slow, and a finger that is not: what is drawn is the newest, of one moment, and at last where the finger is. */
async function dragging(browser, url) {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 }, locale: "en-US" });
  await page.addInitScript(lateReplies);
  await page.goto(url);
  await idle(page);
  await type(page, "x = 0\nfor i in range(2000):\n    x = i * 3\n    print(i)\n");
  const box = await get(page, "scrubber").boundingBox();
  const y = box.y + box.height / 2;
  const thumb = () => get(page, "scrubber").inputValue().then(Number);
  const passing = () => page.evaluate(() => document.documentElement.hasAttribute("data-passing"));
  const shown = () => page.evaluate(() => self.frames.at(-1));
  await page.mouse.move(box.x + box.width * 0.2, y);
  await page.mouse.down();
  await until(async () => (await where(page)) === (await thumb()) && !(await passing()));
  const start = await where(page);
  await page.evaluate(watchFrames);
  await page.evaluate(() => (self.slow = 60));
  for (let i = 1; i <= 60; i++) {
    await page.mouse.move(box.x + box.width * (0.2 + 0.01 * i), y);
    await page.waitForTimeout(15);
    if (i === 56) {
      await page.evaluate(() => (self.slow = 300)); // so that answers are on their way when the finger lets go
    }
  }
  const goal = await thumb(); // later the thumb is where the picture is
  await page.mouse.up();
  check("at rest all stands where the finger let go", await until(async () => (await where(page)) === goal && !(await passing())), `${await where(page)} ${goal}`);
  await until(async () => (await get(page, "words").innerText()) !== "" && (await get(page, "changes").locator("h2").innerText()).includes("tick"));
  const end = await shown();
  const frames = await page.evaluate(() => self.frames);
  const ticks = frames.map((f) => f.where).filter((tick, i, all) => tick !== all[i - 1]);
  check("the picture follows on the way", ticks.length > 5, ticks.length);
  check("each frame shows one moment", frames.every((f) => f.where === f.graph), JSON.stringify(frames.find((f) => f.where !== f.graph)));
  check("a finger to the right never draws an older answer", ticks.every((tick, i) => i === 0 || tick > ticks[i - 1]), ticks.join());
  // Where the finger set out, or has rested since.
  const rested = frames.findLast((f) => !f.passing && f.where !== end.where)?.where ?? start;
  const since = (await get(page, "changes").locator("h2").innerText()).replace(/\D/g, "");
  check("what is new is told since where the finger was at rest before", since === String(rested), `${rested} ${since}`);
  await page.evaluate(() => (self.slow = 0));
  await page.locator('[role="tab"][aria-controls="panel-output"]').click();
  const printed = Number((await get(page, "output").innerText()).trim().split("\n").at(-1));
  check("the output is of that moment", [printed, printed + 1].includes(Number(end.x) / 3), `${printed} ${end.x}`);
  const wrong = [];
  for (const tick of [...ticks.filter((_, i) => i % 3 === 0), end.where]) {
    const then = frames.find((f) => f.where === tick).x;
    await get(page, "time-jump").fill(String(tick));
    await until(async () => (await shown()).where === tick && !(await passing()));
    if ((await shown()).x !== then) {
      wrong.push(`tick ${tick}: ${then}, and ${(await shown()).x}`);
    }
  }
  check("what was drawn on the way is what is drawn by going there", wrong.length === 0, wrong.join("; "));
  await page.close();
}

async function generations(page) {
  await get(page, "tab-generations").click();
  await get(page, "triggers").waitFor();
  check("the next trigger is told in sentences", (await get(page, "triggers").locator("li").count()) >= 4);
  const slider = get(page, "threshold-0");
  await slider.focus();
  for (let i = 0; i < 6; i++) {
    await page.keyboard.press("ArrowLeft");
  }
  check("the line of the thresholds is shown", (await get(page, "threshold-line").innerText()) === "gc.set_threshold(20, 10, 10)", await get(page, "threshold-line").innerText());
  check("the program has run again with them", await until(async () => (await get(page, "lane-0").locator(".gauge b").innerText()).endsWith("of 20")));
  check("collections came by themselves", JSON.parse(await get(page, "chart-collections").getAttribute("data-points"))["generation 0"].at(-1) > 0);
  await get(page, "threshold-reset").click();
  await page.waitForTimeout(200);
  await idle(page);
}

async function xray(page) {
  await get(page, "tab-collection").click();
  await get(page, "xray-steps").waitFor();
  await get(page, "phase-copy").click();
  const dead = page.locator('[data-node][data-place="tentative"]');
  check("at first nothing is sorted", (await dead.count()) === 0);
  await get(page, "xray-steps").focus();
  await page.keyboard.press("ArrowRight");
  check("after the subtraction the cycle's numbers are 0", (await page.locator('[data-node][data-number="0"]').count()) >= 2);
  await page.keyboard.press("ArrowRight");
  check("each further step is a move in words", (await get(page, "xray-move").innerText()).length > 20);
  check("arrows in the x-ray leave the page's moment alone", (await get(page, "xray-step").innerText()).startsWith("step 3"));
  await shot(page, "xray");
  await get(page, "xray-play").click();
  check("it plays by itself", await until(async () => !(await get(page, "xray-step").innerText()).startsWith("step 3")));
  await get(page, "xray-play").click();
  await get(page, "phase-end").click();
  check("the verdict says what was unreachable", /Freed 2 objects/.test(await get(page, "xray-said").innerText()), await get(page, "xray-said").innerText());
}

async function deaths(page) {
  await get(page, "tab-deaths").click();
  await get(page, "suspects").waitFor();
  await get(page, "suspects-line").fill("4");
  await get(page, "suspects-line").press("Enter");
  const growing = page.locator('[data-testid="growing"][data-type="list"]');
  await growing.waitFor();
  check("a growing list is a suspect, with the chain that holds it", (await growing.getByTestId("chain").innerText()).includes("kept"));
  await get(page, "census-begin").click();
  const row = page.locator('[data-testid="census-type"][data-type="list"][data-count="32"]');
  await row.waitFor({ timeout: 5000 }).catch(() => {});
  check("the difference to the beginning has the lists, with the one that importing gc makes (garbage is there from the start)", (await row.count()) === 1, await get(page, "census").innerText());
  const edge = get(page, "cut-edge").locator("option").nth(1);
  await get(page, "cut-edge").selectOption(await edge.getAttribute("value"));
  await get(page, "loss").waitFor();
  check("a cut says what would go", Number(await get(page, "loss").getAttribute("data-objects")) >= 1);
  await get(page, "why").first().click();
  const chain = get(page, "retainers").getByTestId("chain");
  await chain.waitFor({ timeout: 20000 }).catch(() => {});
  check("who keeps most alive has its chain", (await chain.count()) === 1);
  await shot(page, "deaths");
}

/** Names and numbers of any length leave every control in its place. */
async function lengths(page) {
  const name = "C".repeat(3000);
  await type(page, `class ${name}: pass\no = ${name}()\nfor i in range(30000):\n    print("line", i)\n`);
  await get(page, "tab-objects").click();
  const card = page.locator('[data-testid="object"]', { hasText: "CCCC" }).first();
  const box = await card.boundingBox();
  check("a class's long name leaves its card narrow", box.width < 500, box.width);
  await get(page, "tab-generations").click();
  const widest = () => page.locator(".type", { hasText: "CCCC" }).evaluateAll((all) => Math.max(0, ...all.map((e) => e.getBoundingClientRect().width)));
  check("and its other places", await until(async () => (await widest()) > 0 && (await widest()) < 400), await widest());
  await get(page, "tab-objects").click();
  await get(page, "panel-tab-output").click();
  const end = () => get(page, "output").evaluate((e) => {
    const panel = e.closest(".panel");
    return panel.scrollHeight > 2 * panel.clientHeight && panel.scrollTop + panel.clientHeight >= panel.scrollHeight - 4;
  });
  check("what was printed last is in sight", await until(end));
  const jump = await get(page, "time-jump").evaluate((e) => e.scrollWidth - e.clientWidth);
  check("a tick of six digits fits its field", jump <= 0 && (await get(page, "time-jump").inputValue()).length === 6, jump);
}

/** A program that is mostly its imports: what is its own has the room, and one axis all of it. */
async function folding(page) {
  await type(page, "import dataclasses\nfrom collections import Counter\n\n@dataclasses.dataclass\nclass Point:\n    x: int\n\n" +
    "points = [Point(i) for i in range(40)]\nwords = Counter('abac')\ndel points\n");
  const door = get(page, "fold-door").first();
  await door.waitFor();
  const last = Number(await get(page, "where").getAttribute("data-last"));
  const ends = () => get(page, "scrubber").evaluate((e) => [Number(e.min), Number(e.max), Number(e.value)]);
  const [, wide, at] = await ends();
  check("library code takes a narrow part of the time strip", wide < last * 0.6 && at === wide, `${wide} of ${last}`);
  check("and of the charts below", (await get(page, "chart-bytes").locator(".fold-band").count()) > 0);
  const strip = await page.locator(".strip").boundingBox();
  const goTo = async (share) => {
    await page.mouse.click(strip.x + strip.width * share, strip.y + strip.height - 4);
    return until(async () => Math.abs((await ends())[2] / (await ends())[1] - share) < 0.03);
  };
  check("a click goes to the moment under it", await goTo(0.7) && (await where(page)) > last * 0.7, `${await where(page)} of ${last}`);
  const there = await where(page);
  await page.keyboard.press("f");
  check("the key f shows library code at its full width", await until(async () => (await ends())[1] === last) && (await door.getAttribute("aria-expanded")) === "true");
  check("at the same moment", (await where(page)) === there && (await ends())[2] === there, `${there} ${await ends()}`);
  check("a moment of an import is reached by hand", await goTo(0.3) && Math.abs((await where(page)) - last * 0.3) < last * 0.05, await where(page));
  const inside = await where(page);
  await door.focus();
  await page.keyboard.press("Enter");
  check("Enter on its sign folds it", await until(async () => (await ends())[1] === wide) && (await door.getAttribute("aria-expanded")) === "false");
  check("the moment inside is still shown", (await where(page)) === inside && (await page.locator(".strip-now").count()) === 1);
  await get(page, "fold-library").click();
  check("so does the legend", await until(async () => (await ends())[1] === last));
  await get(page, "fold-library").click();
  await get(page, "language-zh").click();
  check("in Chinese too", await until(async () => (await page.locator(".strip-legend").innerText()).includes("库代码（已折叠）") &&
    (await door.getAttribute("aria-label")).startsWith("库代码，")), await page.locator(".strip-legend").innerText());
  await get(page, "language-en").click();
  await type(page, "x = 1\nfor i in range(300):\n    x += i\n");
  check("a program without imports has nothing folded", (await get(page, "fold-door").count()) === 0 && (await ends())[1] > 300, await ends());
}

/** Closer, the strip shows what the whole run's stretches hide. */
async function closer(page) {
  await type(page, "kept = []\nfor i in range(9000):\n    kept.append(i)\n");
  await page.evaluate(() => document.activeElement?.blur());
  await page.keyboard.press("Home");
  for (let i = 0; i < 9; i++) {
    await page.keyboard.press("+");
  }
  const wide = () => get(page, "scrubber").evaluate((e) => Number(e.max) - Number(e.min));
  await until(async () => (await wide()) < 200);
  const marks = () => page.locator(".strip").getAttribute("data-stretch").then(Number);
  check("what is zoomed into is told of tick by tick", await until(async () => (await marks()) === 1), await marks());
  await page.keyboard.press("0");
  check("and all of it in stretches again", await until(async () => (await marks()) > 1), await marks());
}

/** Every operation of the form and its buttons: each is done, and stands as Python in the transcript. */
async function operations(page) {
  await type(page, "import gc\nclass C: pass\no = C()\na = [1]\nd = {}\n");
  const done = () => get(page, "transcript").innerText();
  const forms = [
    ["create", { name: "x", kind: "list" }, "x = []"], ["bind", { name: "y", target: "x" }, "y = x"],
    ["append", { container: "a", item: "x" }, "a.append(x)"], ["set_item", { container: "d", key: "'k'", value: "a" }, "d['k'] = a"],
    ["set_attribute", { object: "o", name: "next", value: "o" }, "o.next = o"], ["remove", { container: "a", key: "0" }, "del a[0]"],
    ["unbind", { name: "o" }, "del o"], ["collect", { generation: "0" }, "gc.collect(0)"], ["collect", { generation: "1" }, "gc.collect(1)"],
    ["set_threshold", { threshold0: "600", threshold1: "9", threshold2: "8" }, "gc.set_threshold(600, 9, 8)"],
  ];
  await get(page, "panel-tab-operations").click();
  for (const [name, fields, line] of forms) {
    await get(page, "operation").selectOption(name);
    for (const [field, value] of Object.entries(fields)) {
      const input = get(page, `field-${field}`);
      await ((await input.evaluate((e) => e.tagName)) === "SELECT" ? input.selectOption(value) : input.fill(value));
    }
    const says = await get(page, "equals").innerText();
    await get(page, "do").click();
    const last = async () => (await done()).trim().split("\n").at(-1);
    check(`${name}: said, done and written down as ${line}`, says === line && await until(async () => (await last()).includes(line)), `${says} ${await last()}`);
    await idle(page);
  }
  for (const name of ["disable", "enable", "freeze"]) {
    await get(page, `op-${name}`).click();
    check(`the button ${name}`, await until(async () => (await done()).includes(`gc.${name}()`)));
    await idle(page);
  }
  await get(page, "tab-generations").click();
  check("what is frozen is in the permanent lane", await until(async () => /[1-9]\d*\s+members|\d{3}/.test(await get(page, "lane-3").innerText())), await get(page, "lane-3").innerText());
  check("a quarter of the survivors is one of the conditions", (await get(page, "triggers").innerText() + await get(page, "lane-2").innerText()).includes("quarter"));
  await get(page, "tab-objects").click();
}

/** Two processes and their segment. */
async function shared(page) {
  await type(page, "import os\nfrom multiprocessing import shared_memory\ns = shared_memory.SharedMemory(create=True, size=64)\n" +
    "child = os.fork()\nif child == 0:\n    s.buf[0] = 42\n    os._exit(0)\nos.waitpid(child, 0)\nprint(s.buf[0])\n");
  await get(page, "tab-processes").click();
  check("two processes stand side by side", await until(async () => (await get(page, "process").count()) === 2));
  check("with the segment they share", (await get(page, "segment").count()) === 1 && (await get(page, "segment").innerText()).includes("64 bytes"),
    await get(page, "processes").innerText());
  await get(page, "tab-objects").click();
}

async function empty(page) {
  await type(page, "x = 1\n");
  await get(page, "tab-collection").click();
  await get(page, "try-collection").click();
  await page.waitForTimeout(100);
  await idle(page);
  check("an empty view offers a program that fills it", await until(async () => (await get(page, "xray").innerText()).includes("1. Copy the counts")));
}

async function phone(browser, url) {
  const page = await browser.newPage({ viewport: { width: 360, height: 740 }, locale: "zh-CN", hasTouch: true });
  await page.goto(url);
  await idle(page);
  await type(page, leak);
  for (const [tab, id, words] of [["generations", "triggers", "下一次自动回收"], ["collection", "xray", "回收"], ["deaths", "census", "清点"]]) {
    await get(page, `tab-${tab}`).click();
    await get(page, id).waitFor();
    check(`on a phone, in Chinese: ${tab}`, (await get(page, id).innerText()).includes(words));
    await shot(page, `phone-${tab}`);
  }
  const wide = await page.evaluate(() => document.documentElement.scrollWidth);
  check("nothing is wider than the phone", wide <= 360, String(wide));
  await page.close();
}

await run(async (browser, url) => {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 }, locale: "en-US" });
  const errors = [];
  page.on("pageerror", (e) => errors.push(String(e)));
  await page.goto(url);
  await idle(page);
  await charts(page);
  await type(page, leak);
  await generations(page);
  await shot(page, "generations");
  await xray(page);
  await deaths(page);
  await empty(page);
  await lengths(page);
  await operations(page);
  await shared(page);
  await folding(page);
  await closer(page);
  await dragging(browser, url);
  check("the page has thrown nothing", errors.length === 0, errors.join("\n").slice(0, 300));
  await phone(browser, url);
});
