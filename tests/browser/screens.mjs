// The main views against pictures of them, and what axe finds in them. usage: node screens.mjs [--update] [FOLDER]
// Pictures: tests/browser/screens/. What differs is left in FOLDER (NAME.png, NAME.diff.png).
// Both pictures are made four times smaller by averaging before they are compared: that takes away how a machine
// smooths its letters. Where its fonts are others, letters still move; so a view fails when more than
// PYMEMLAB_SCREENS (default 12) percent of its cells differ, as when a panel is missing, moved or another colour.
import { existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { check, get, idle, reach, root, run, type, until } from "./chromium.mjs";
import { misplaced } from "./fits.mjs";

const need = createRequire(path.join(root, "web", "package.json"));
const { PNG } = need("pngjs");
const pixelmatch = (await import(pathToFileURL(need.resolve("pixelmatch")).href)).default;
const update = process.argv.includes("--update");
const out = process.argv.slice(2).find((a) => !a.startsWith("--")) ?? mkdtempSync(path.join(tmpdir(), "pymemlab-"));
const folder = path.join(root, "tests", "browser", "screens");
const axeSource = readFileSync(path.join(root, "web", "node_modules", "axe-core", "axe.min.js"), "utf8");
const most = Number(process.env.PYMEMLAB_SCREENS ?? 12);
const shrink = 4;

/** Every cell of 4 by 4 pixels becomes one of their mean colour. */
function smaller(png) {
  const small = new PNG({ width: Math.floor(png.width / shrink), height: Math.floor(png.height / shrink) });
  for (let y = 0; y < small.height; y++) {
    for (let x = 0; x < small.width; x++) {
      for (let channel = 0; channel < 4; channel++) {
        let sum = 0;
        for (let i = 0; i < shrink * shrink; i++) {
          const at = (y * shrink + Math.floor(i / shrink)) * png.width + x * shrink + (i % shrink);
          sum += png.data[at * 4 + channel];
        }
        small.data[(y * small.width + x) * 4 + channel] = Math.round(sum / (shrink * shrink));
      }
    }
  }
  return small;
}

/** Percent of the cells that differ; the difference as a picture. */
export function difference(a, b) {
  if (a.width !== b.width || a.height !== b.height) {
    return { percent: 100, picture: a };
  }
  const picture = new PNG({ width: a.width, height: a.height });
  const cells = pixelmatch(a.data, b.data, picture.data, a.width, a.height, { threshold: 0.15, includeAA: true });
  return { percent: (100 * cells) / (a.width * a.height), picture };
}

async function compare(page, name) {
  await page.evaluate(() => document.activeElement?.blur());
  await page.mouse.move(2, 2);
  const shot = await page.screenshot({ animations: "disabled", caret: "hide", scale: "css" });
  writeFileSync(path.join(out, `${name}.png`), shot);
  const now = smaller(PNG.sync.read(shot));
  const file = path.join(folder, `${name}.png`);
  if (update) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(file, PNG.sync.write(now, { deflateLevel: 9 }));
    return now;
  }
  if (!existsSync(file)) {
    check(`${name} has a picture`, false, "node screens.mjs --update");
    return now;
  }
  const { percent, picture } = difference(PNG.sync.read(readFileSync(file)), now);
  writeFileSync(path.join(out, `${name}.diff.png`), PNG.sync.write(picture));
  check(`${name} looks as in its picture (${percent.toFixed(1)} % differ)`, percent <= most, `see ${out}`);
  return now;
}

async function axe(page, what) {
  const found = await page.evaluate(async () => (await self.axe.run({ resultTypes: ["violations"],
    // Of a card that the window cuts off this rule sees some words only, and misses those between them.
    rules: { "label-content-name-mismatch": { enabled: innerWidth > 700 } } })).violations
    .map((v) => `${v.id}: ${v.nodes.slice(0, 3).map((n) => n.target.join(" ")).join("; ")}`));
  check(`axe finds nothing in ${what}`, found.length === 0, found.join(" | ").slice(0, 400));
}

const views = ["objects", "deaths", "generations", "collection", "heap", "processes"];

async function open(browser, url, { width, height, language, theme = "light" }) {
  const page = await browser.newPage({ viewport: { width, height }, locale: language === "zh" ? "zh-CN" : "en-US",
    colorScheme: theme, reducedMotion: "reduce", deviceScaleFactor: 1 });
  page.setDefaultTimeout(120000);
  await page.goto(url);
  await idle(page);
  await page.evaluate(axeSource);
  await page.waitForTimeout(400);
  return page;
}

const sticksOut = (page) => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);

async function wide(browser, url) {
  const page = await open(browser, url, { width: 1280, height: 800, language: "en" });
  const seen = {};
  for (const view of views) {
    await get(page, `tab-${view}`).click();
    await page.waitForTimeout(350);
    seen[view] = await compare(page, view);
  }
  check("the comparison tells one view from another",
    views.slice(1).every((v) => difference(seen.objects, seen[v]).percent > 1), "views look the same");
  const blank = new PNG({ width: seen.objects.width, height: seen.objects.height });
  check("and a page from none", difference(seen.objects, blank).percent > most);
  await get(page, "tab-objects").click();
  await (await reach(page, "theme")).selectOption("dark");
  await page.waitForTimeout(200);
  check("the light page is not taken for the dark one", difference(seen.objects, await compare(page, "dark")).percent > most);
  await (await reach(page, "theme")).selectOption("system");
  await get(page, "lessons").click();
  await get(page, "lessons-pane").waitFor();
  await page.waitForTimeout(300);
  await compare(page, "lessons");
  await axe(page, "the lessons menu");
  await get(page, "lesson").first().click();
  await page.waitForSelector('[data-testid="agreement"]');
  await page.waitForTimeout(300);
  await compare(page, "lesson");
  await axe(page, "a lesson");
  await page.close();
}

async function phone(browser, url) {
  for (const language of ["en", "zh"]) {
    const page = await open(browser, url, { width: 360, height: 800, language });
    for (const view of views) {
      await get(page, `tab-${view}`).click();
      await page.waitForTimeout(150);
      await axe(page, `${view} on a phone (${language})`);
      const over = await sticksOut(page);
      check(`${view} fits a phone (${language})`, over <= 0, `${over} px`);
    }
    await get(page, "tab-objects").click();
    if (language === "en") {
      await page.waitForTimeout(200);
      await compare(page, "phone");
    }
    await page.close();
  }
}

const sizes = [[360, 740], [640, 400], [768, 1024], [1280, 800], [2560, 1440]];

/** Every view at every size (640 x 400 is 1280 x 800 at 200 %): nothing cut off, nothing under something else. */
async function fits(browser, url) {
  const page = await open(browser, url, { width: 1280, height: 800, language: "en" });
  for (const language of ["en", "zh"]) {
    await (await reach(page, `language-${language}`)).click();
    for (const [width, height] of sizes) {
      await page.setViewportSize({ width, height });
      const found = [];
      for (const view of views) {
        await get(page, `tab-${view}`).click();
        await page.evaluate(() => new Promise((r) => requestAnimationFrame(() => requestAnimationFrame(r))));
        found.push(...(await misplaced(page)).map((what) => `${view}: ${what}`));
      }
      check(`${width} x ${height} (${language}): every control in its place`, found.length === 0, [...new Set(found)].join(" | ").slice(0, 600));
    }
    await page.setViewportSize({ width: 1280, height: 800 });
  }
  await page.close();
}

const isOpen = (page) => page.locator('.code[data-open="true"]').count();
const height = async (page, selector) => (await page.locator(selector).boundingBox())?.height ?? 0;

/** The sheet of a phone, by touch and by keys; the inspector over the picture. */
async function sheet(browser, url) {
  const context = await browser.newContext({ viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true, locale: "en-US", reducedMotion: "reduce" });
  const page = await context.newPage();
  await page.goto(url);
  await idle(page);
  check("the sheet is down at first", (await isOpen(page)) === 0 && (await get(page, "editor").isVisible()) === false);
  await get(page, "panel-tab-code").tap();
  await get(page, "editor").waitFor().catch(() => {});
  check("a tap brings the code up", await get(page, "editor").isVisible());
  const before = await height(page, ".code");
  await get(page, "splitter-sheet-share").focus();
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("ArrowUp");
  await page.waitForFunction((h) => document.querySelector(".code").offsetHeight > h, before);
  check("arrows make it higher", (await height(page, ".code")) > before);
  const [graph, time] = [await page.locator(".graph").boundingBox(), await page.locator(".time").boundingBox()];
  check("picture and steps stay in sight above it", graph.height > 60 && time.y + time.height <= 740 && graph.y + graph.height <= time.y,
    JSON.stringify([graph, time]));
  check("nothing lies under it", (await misplaced(page)).length === 0, (await misplaced(page)).join(" | "));
  await get(page, "run").tap();
  check("running it shows the picture", await until(async () => (await isOpen(page)) === 0));
  await type(page, "a = [1]\na[2]\n");
  check("an error is told, in the sheet", await until(async () => (await get(page, "output").isVisible()) && (await get(page, "output").innerText()).includes("IndexError")));
  await get(page, "panel-tab-code").tap();
  await get(page, "panel-tab-code").focus();
  await page.keyboard.press("ArrowRight");
  check("an arrow goes to the next panel", (await get(page, "panel-tab-step").getAttribute("aria-selected")) === "true");
  await page.keyboard.press("Enter");
  check("the open panel's tab closes the sheet", (await isOpen(page)) === 0);
  await get(page, "more").tap();
  check("the bar's button shows language and theme", await get(page, "language-zh").isVisible() && await get(page, "share-menu").isVisible());
  check("nothing of it is cut off", (await misplaced(page)).filter((x) => x.endsWith("cut off")).length === 0, (await misplaced(page)).join(" | "));
  await page.keyboard.press("Escape");
  check("Escape closes it", (await get(page, "language-zh").isVisible()) === false);
  const steps = await page.locator(".steps button").evaluateAll((all) => all.map((b) => Math.min(b.offsetWidth, b.offsetHeight)));
  check("step buttons are large enough for a thumb", Math.min(...steps) >= 30, steps.join());
  await get(page, "object").first().tap();
  await get(page, "ledger").waitFor();
  const ledger = await get(page, "ledger").boundingBox();
  check("the inspector lies within the phone, over the picture", ledger.x >= 0 && ledger.x + ledger.width <= 360 && ledger.y > 90 && ledger.y + ledger.height <= 740, JSON.stringify(ledger));
  await page.evaluate(axeSource);
  await axe(page, "a phone with the inspector open");
  await get(page, "ledger-close").tap();
  check("a tap closes it", (await get(page, "ledger").count()) === 0);
  await page.setViewportSize({ width: 640, height: 400 });
  await get(page, "panel-tab-output").tap();
  check("in a low window the open sheet lies under nothing", (await isOpen(page)) === 1 && (await misplaced(page)).length === 0,
    (await misplaced(page)).join(" | "));
  await context.close();
}

async function drawer(browser, url) {
  const page = await open(browser, url, { width: 900, height: 800, language: "en" });
  const picture = await page.locator(".graph").boundingBox();
  await get(page, "object").first().focus();
  await page.keyboard.press("Enter");
  await get(page, "ledger").waitFor();
  const over = await page.locator(".graph").boundingBox();
  check("the drawer lies over the picture, which keeps its width", over.width === picture.width && (await get(page, "ledger").boundingBox()).x < over.x + over.width);
  await axe(page, "the drawer");
  await page.keyboard.press("Escape");
  check("Escape closes the drawer", (await get(page, "ledger").count()) === 0);
  await get(page, "graph-more").click();
  await get(page, "legend").click();
  check("the legend explains every sign", (await get(page, "graph-legend").locator("li").count()) > 20);
  await axe(page, "the legend");
  await page.close();
}

/** Between code and picture: dragged, moved with keys, remembered. */
async function splitter(browser, url) {
  const page = await open(browser, url, { width: 1280, height: 800, language: "zh", theme: "dark" });
  const width = async () => (await page.locator(".stage").boundingBox()).width;
  const before = await width();
  const box = await get(page, "splitter").boundingBox();
  await page.mouse.move(box.x + 8, box.y + 50);
  await page.mouse.down();
  await page.mouse.move(box.x - 192, box.y + 50, { steps: 4 });
  await page.mouse.up();
  check("the picture grows when the border is dragged", await until(async () => Math.abs((await width()) - before - 200) < 12), `${before} to ${await width()}`);
  const after = await width();
  const tick = await get(page, "where").getAttribute("data-tick");
  await get(page, "splitter").focus();
  await page.keyboard.press("ArrowLeft");
  check("and with an arrow key, which moves nothing else", (await until(async () => (await width()) > after)) &&
    (await get(page, "where").getAttribute("data-tick")) === tick);
  const kept = await width();
  await page.reload();
  await idle(page);
  check("its place is remembered", await until(async () => Math.abs((await width()) - kept) < 2));
  await page.close();
}

async function embed(browser, url) {
  const page = await open(browser, `${url}#embed=1`, { width: 800, height: 600, language: "en" });
  await compare(page, "embed");
  await axe(page, "the embedded page");
  await page.close();
}

await run(async (browser, url) => {
  for (const part of [wide, phone, fits, sheet, drawer, splitter, embed]) {
    await part(browser, url);
  }
});
