// The whole page without a mouse: wherever the focus is after a key, it is on something that can be seen.
// usage: node keyboard.mjs
import { check, get, idle, run, until } from "./chromium.mjs";

const program = "import gc\ndef grow(kept, n):\n    kept.append([n])\n    return kept\na = []\nb = [a]\na.append(b)\nkept = grow([], 1)\n" +
  "kept = grow(kept, 2)\ndel a, b\nprint(gc.collect())\n";

/** What has the focus, and what is wrong with that. */
const focus = (page) => page.evaluate(() => {
  const e = document.activeElement;
  const id = e?.closest(".cm-content") ? "editor" : (e?.dataset.testid ?? "");
  if (!e || e === document.body || !e.isConnected) {
    return { id: "", wrong: "lost" };
  }
  const r = e.getBoundingClientRect();
  const [x, y] = [Math.min(innerWidth - 1, Math.max(0, r.x + r.width / 2)), Math.min(innerHeight - 1, Math.max(0, r.y + r.height / 2))];
  const seen = r.width > 0 && r.height > 0 && r.bottom > 0 && r.right > 0 && r.top < innerHeight && r.left < innerWidth;
  const at = [[x, y], [Math.max(0, r.x) + 3, Math.max(0, r.y) + 3]].map(([a, b]) => document.elementFromPoint(a, b));
  const top = at.find((one) => one && (e.contains(one) || one.contains(e))) ?? at[0];
  const rings = (one) => {
    const s = getComputedStyle(one);
    return (s.outlineStyle !== "none" && parseFloat(s.outlineWidth) >= 1) || s.boxShadow !== "none" || (one instanceof SVGElement && parseFloat(s.strokeWidth) >= 2);
  };
  const marked = rings(e) || e.closest(".cm-focused") || (e instanceof SVGElement && [...e.children].some(rings));
  const wrong = !seen ? "out of sight" : !top || !(e.contains(top) || top.contains(e)) ? `covered by ${top?.outerHTML.slice(0, 60)}` : !marked ? "not marked" : "";
  return { id, wrong: wrong && `${id || e.outerHTML.slice(0, 60)} ${wrong}` };
});

/** One person's keys; each leaves the focus where it can be seen. */
function hands(page, name) {
  const wrongs = [];
  const look = async (after) => {
    let now = await focus(page);
    await until(async () => (now = await focus(page)).wrong === "", 6000);
    if (now.wrong) {
      wrongs.push(`${after}: ${now.wrong}`);
    }
    return now.id;
  };
  const press = async (key, times = 1) => {
    for (let i = 0; i < times; i++) {
      await page.keyboard.press(key);
    }
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve))));
    return look(key);
  };
  /** By Tab, or backwards, until what is wanted has the focus. */
  const to = async (id, key = "Tab", most = 90) => {
    for (let i = 0; i < most; i++) {
      if ((await focus(page)).id === id) {
        return true;
      }
      if ((await focus(page)).id === "editor") {
        await page.keyboard.press("Escape"); // in the editor Tab indents; after Escape it moves on
      }
      await page.keyboard.press(key);
      // Behind the last control, and before the first, the focus is the browser's own.
      if ((await page.evaluate(() => document.activeElement !== document.body))) {
        await look(`${key} on the way to ${id}`);
      }
    }
    check(`${name}: ${id} is reached by ${key}`, false);
    return false;
  };
  /** What an act has led to is there; the focus is not lost over it. */
  const then = async (what, holds) => {
    check(`${name}: ${what}`, await until(holds, 15_000));
    await idle(page);
    await look(what);
  };
  return { press, to, then, wrongs, look };
}

const tick = (page) => get(page, "where").getAttribute("data-tick").then(Number);
const expanded = (page, id) => get(page, id).getAttribute("aria-expanded");
const chosen = (page, id) => get(page, id).getAttribute("aria-selected").then((s) => s === "true");

async function write(page, { press, to, then }) {
  await to("editor");
  await press("Control+a");
  await page.keyboard.insertText(program);
  await press("Control+Home");
  await press("ArrowDown", 2);
  await press("F9");
  await then("a breakpoint is set", async () => (await page.locator(".sign-breakpoint").count()) > 1);
  await press("Control+Enter");
  await then("a program is written and run", async () => (await get(page, "output").textContent()).trim() === "2");
}

async function walk(page, { press, to, then }) {
  await to("time-first");
  await press("Enter");
  await then("the first button leads to the beginning", async () => (await tick(page)) === 0);
  await to("time-forward");
  await press("Enter");
  await then("a step is taken", async () => (await tick(page)) > 0);
  const before = await tick(page);
  await press("ArrowDown");
  await then("the down arrow steps on", async () => (await tick(page)) > before);
  await press("End");
  await then("End leads to the end", async () => (await get(page, "where").textContent()).includes("at the end"));
}

async function objects(page, { press, to, then }) {
  await to("object");
  await press("Enter");
  await then("Enter opens a ledger", async () => (await get(page, "ledger").count()) === 1);
  await press("l");
  await then("l leads into it", () => page.evaluate(() => !!document.activeElement.closest("[data-testid=ledger]")));
  await press("Enter");
  await then("its first link is followed", async () => (await get(page, "ledger").count()) <= 1);
  await press("Escape");
  await then("Escape closes it", async () => (await get(page, "ledger").count()) === 0);
}

async function views(page, { press, to, then }) {
  await to("tab-objects", "Shift+Tab");
  for (const view of ["deaths", "generations"]) {
    await press("ArrowRight");
    await then(`the right arrow chooses ${view}`, () => chosen(page, `tab-${view}`));
  }
  await to("threshold-0");
  await press("ArrowLeft", 3);
  await then("a threshold's slider runs the program anew", async () => /\d/.test(await get(page, "threshold-line").textContent()) && (await get(page, "threshold-reset").count()) === 1);
  await to("threshold-reset");
  await press("Enter");
  await then("and back", async () => (await get(page, "threshold-reset").count()) === 0);
  await to("tab-generations", "Shift+Tab");
  await press("ArrowRight");
  await to("xray-forward");
  await press("Enter");
  await then("a collection is gone through", async () => /2/.test(await get(page, "xray-step").textContent()));
  await press("g");
  await then("g collects", async () => (await get(page, "output").count()) > 0);
  await to("tab-collection", "Shift+Tab");
  await press("ArrowRight");
  await to("heap-canvas");
  await press("ArrowRight", 2);
  await then("the heap map tells of a block", async () => (await get(page, "heap-block").textContent()).length > 0);
  await to("tab-heap", "Shift+Tab");
  await press("ArrowRight", 2);
  await then("behind the last view comes the first", () => chosen(page, "tab-objects"));
}

async function operate(page, { press, to, then }, before) {
  await before();
  await to("operation");
  await to("do");
  const objects = await get(page, "object").count();
  await press("Enter");
  await then("an operation is done", async () => (await get(page, "object").count()) > objects);
  await press("z");
  await then("z undoes it", async () => (await get(page, "object").count()) === objects);
}

async function lessons(page, { press, to, then }) {
  await to("lessons", "Shift+Tab");
  await press("Enter");
  await get(page, "lessons-pane").waitFor();
  await then("the lessons open", async () => (await get(page, "lesson").count()) > 10);
  await to("lesson");
  await press("Enter");
  await then("a lesson opens", async () => (await get(page, "lesson-page").count()) === 1);
  await to("look-line");
  await press("Enter");
  await then("its line is gone to", async () => (await get(page, "where").textContent()).includes("line"));
  await press("Escape");
  await then("Escape closes the lessons", async () => (await get(page, "lessons-pane").count()) === 0);
}

async function settings(page, { press, to, then }, open) {
  await open();
  await to("language-zh");
  await press("Enter");
  await then("the language is chosen", () => page.evaluate(() => document.documentElement.lang === "zh-Hans"));
  await to("language-en", "Shift+Tab");
  await press("Enter");
  await then("and back", () => page.evaluate(() => document.documentElement.lang === "en"));
  await to("theme");
  await press("ArrowDown", 2);
  await then("and the theme", () => page.evaluate(() => document.documentElement.dataset.theme === "dark"));
  await press("Escape");
}

async function help(page, { press, to, then }) {
  await to("time-play");
  await press("?");
  await then("? lists the keys", () => get(page, "help").evaluate((d) => d.open));
  await press("Escape");
  await then("and Escape leads back to where one was", async () => (await focus(page)).id === "time-play");
}

/** On a phone much stands behind a button, and the sheet has one thing at a time. */
async function narrow(browser, url) {
  const page = await fresh(browser, url, 360, 740);
  const by = hands(page, "360");
  const behind = (button) => async () => {
    await by.to(button, "Shift+Tab");
    await by.press("Enter");
    await by.then(`${button} opens`, async () => (await expanded(page, button)) === "true");
  };
  const sheet = async (wanted) => {
    const first = page.locator('[data-testid^="panel-tab"][tabindex="0"]');
    await by.to(await first.getAttribute("data-testid"));
    await by.press("Enter");
    for (let i = 0; i < 5 && !(await chosen(page, `panel-tab-${wanted}`)); i++) {
      await by.press("ArrowRight");
    }
    await by.then(`the sheet shows ${wanted}`, () => chosen(page, `panel-tab-${wanted}`));
  };
  await sheet("code");
  await write(page, by);
  await walk(page, by);
  await objects(page, by);
  await views(page, by);
  await operate(page, by, () => sheet("operations"));
  await lessons(page, by);
  await settings(page, by, behind("more"));
  await help(page, by);
  check("360: the focus is always seen", by.wrongs.length === 0, by.wrongs.join(" | "));
  await page.context().close();
}

async function fresh(browser, url, width, height) {
  const context = await browser.newContext({ viewport: { width, height }, locale: "en-US", reducedMotion: "reduce" });
  const page = await context.newPage();
  await page.goto(url);
  await idle(page);
  await get(page, "editor").waitFor({ state: "attached" });
  return page;
}

async function wide(browser, url) {
  const page = await fresh(browser, url, 1280, 800);
  const by = hands(page, "1280");
  await write(page, by);
  await walk(page, by);
  await by.to("object", "Shift+Tab");
  await objects(page, by);
  await views(page, by);
  await operate(page, by, async () => {
    await by.to(await page.locator('[data-testid^="panel-tab"][aria-selected="true"]').getAttribute("data-testid"), "Shift+Tab");
    for (let i = 0; i < 3 && !(await chosen(page, "panel-tab-operations")); i++) {
      await by.press("ArrowRight");
    }
  });
  await by.to("fold-bytes");
  await by.press("Enter");
  await by.then("a chart is folded", async () => (await expanded(page, "fold-bytes")) === "false");
  await lessons(page, by);
  await settings(page, by, async () => {});
  await help(page, by);
  check("1280: the focus is always seen", by.wrongs.length === 0, by.wrongs.join(" | "));
  await page.context().close();
}

await run(async (browser, url) => {
  await wide(browser, url);
  await narrow(browser, url);
});
