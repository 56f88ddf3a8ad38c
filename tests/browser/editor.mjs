// The editor: counts at names, errors at their place, selections and files, in real Chromium. usage: node editor.mjs [SCREENSHOT_FOLDER]
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { check, get, idle, reach, root, run, type, until } from "./chromium.mjs";

const shots = process.argv[2];
const shot = async (page, name) => shots && page.screenshot({ path: path.join(shots, `editor-${name}.png`) });
const axe = createRequire(path.join(root, "web", "package.json")).resolve("axe-core/axe.min.js");

async function clean(page, what) {
  await page.evaluate(readFileSync(axe, "utf8")); // not as a script of the page: its policy forbids that
  const found = await page.evaluate(() => window.axe.run(document, {
    resultTypes: ["violations"],
    rules: { "label-content-name-mismatch": { enabled: true } },
  }));
  check(`axe finds nothing: ${what}`, found.violations.length === 0,
    JSON.stringify(found.violations.map((v) => [v.id, v.nodes[0]?.target])).slice(0, 300));
}

/** A line as it is read: `a² = [1]`, counts in brackets behind their names. */
const withCounts = (page) => page.locator(".cm-line").evaluateAll((lines) => lines.map((line) => {
  const copy = line.cloneNode(true);
  copy.querySelectorAll(".cm-count").forEach((badge) => badge.replaceWith(`(${badge.textContent})`));
  return copy.textContent;
}));
const leaveEditor = (page) => page.locator("footer").click();

const program = "a = ['v']\nb = a\ndef f(x):\n    a = {}\n    return x\nf(b)\ndel b\n";

async function counts(page) {
  await type(page, program);
  check("no counts before they are asked for", (await get(page, "inline-count").count()) === 0);
  await leaveEditor(page);
  await page.keyboard.press("i");
  await get(page, "inline-count").first().waitFor();
  check("the key i shows counts behind the names that are bound",
    (await withCounts(page)).slice(0, 7).join("|") === "a(1) = ['v']|b = a(1)|def f(1)(x):|    a = {}|    return x|f(1)(b)|del b",
    (await withCounts(page)).join("|"));
  check("their types as a tooltip", (await get(page, "inline-count").first().getAttribute("title")) === "list, references: 1");
  check("the same for those who hear the page", (await get(page, "counts-text").innerText()).includes("a: list, references: 1; lines 1, 2"),
    await get(page, "counts-text").innerText());
  // Backwards into the call: x and b are bound there, the function's own a before it is assigned is not the global one.
  for (let i = 0; i < 20 && !(await withCounts(page))[2].includes("x("); i++) {
    const before = await page.locator(".where").innerText();
    await page.keyboard.press("ArrowLeft");
    await until(() => page.evaluate((was) => document.querySelector(".where").innerText !== was, before));
  }
  await until(() => page.evaluate(() => document.querySelectorAll(".cm-next-line").length === 1));
  const inside = await withCounts(page);
  check("moving moves the counts: inside the call", /^def f\(\d\)\(x\(\d+\)\):$/.test(inside[2]) && /^ {4}return x\(\d+\)$/.test(inside[4]) && inside[5].includes("b("),
    inside.join("|"));
  await shot(page, "counts");
  await (await reach(page, "counts")).click();
  check("the button takes them away", (await get(page, "inline-count").count()) === 0);
  await reach(page, "editor");
  await page.locator(".cm-content").click();
  await page.keyboard.press("F4");
  check("F4 in the editor brings them", (await get(page, "inline-count").count()) > 3);
  await page.keyboard.press("End");
  await page.keyboard.insertText(" ");
  check("an edit makes them untrue: they go", (await get(page, "inline-count").count()) === 0);
  await page.keyboard.press("Control+Enter");
  await get(page, "inline-count").first().waitFor();
  await clean(page, "counts at names");
  const link = await page.evaluate(async () => {
    document.querySelector("[data-testid=share-menu]").click();
    document.querySelector("[data-testid=share]").click();
    await new Promise((r) => setTimeout(r, 300));
    return location.href;
  });
  const other = await page.context().browser().newContext({ locale: "zh-CN" });
  const page2 = await other.newPage();
  await page2.goto(link.replace(/&lang=.*/, ""));
  await idle(page2);
  await get(page2, "inline-count").first().waitFor();
  check("a link brings the counts", (await get(page2, "inline-count").count()) > 3);
  await get(page2, "language-zh").click();
  await page2.locator('html[lang="zh-Hans"]').waitFor({ state: "attached" }); // its texts come when it is chosen
  await until(() => page2.evaluate(() => document.querySelector("[data-testid=counts-text]")?.innerText.includes("引用数")));
  check("in Chinese too", (await get(page2, "counts-text").innerText()).includes("引用数"));
  await other.close();
  await (await reach(page, "counts")).click();
}

const lineWith = (page, kind) => page.locator(".cm-line").evaluateAll((lines, k) => lines.flatMap((l, i) => (l.classList.contains(k) ? [i + 1] : [])), kind);

async function errors(page) {
  await type(page, "a = [1]\nb = (a,\nc = 2\n");
  await get(page, "error").waitFor();
  check("a syntax error marks its exact place", (await page.locator(".cm-error-range").innerText()) === "("
    && (await lineWith(page, "cm-error-line")).join() === "2", await page.locator(".cm-error-range").innerText());
  check("and says under the line what is wrong", (await page.locator(".cm-error-text").innerText()).includes("SyntaxError: '(' was never closed"));
  check("and below the code in words", (await get(page, "error").innerText()).includes("from line 2, column 5 on. Nothing has run."), await get(page, "error").innerText());
  await shot(page, "syntax");
  await page.locator(".cm-content").click();
  await page.keyboard.press("Control+End");
  await page.keyboard.insertText("#");
  check("an edit takes the marks away", (await get(page, "error").count()) === 0 && (await page.locator(".cm-error-line, .cm-error-range, .cm-error-text").count()) === 0);

  await type(page, "def f(d):\n    é = 'ü'; return d[é]\ndef g():\n    return f({})\nx = ['before']\ng()\n");
  await get(page, "error").waitFor();
  check("an exception marks the line it came from", (await lineWith(page, "cm-error-line")).join() === "2" && (await page.locator(".cm-error-range").innerText()) === "d[é]",
    await page.locator(".cm-error-range").allInnerTexts());
  check("the calls on its way are marked lighter", (await lineWith(page, "cm-error-frame")).join() === "4,6", (await lineWith(page, "cm-error-frame")).join());
  check("with the exception's last line", (await page.locator(".cm-error-text").innerText()).includes("KeyError: 'ü'"));
  check("its way in words", (await get(page, "error-place").allInnerTexts()).join(" > ") === "line 6 > line 4 in g > line 2 in f", (await get(page, "error-place").allInnerTexts()).join(" > "));
  await shot(page, "exception");
  await clean(page, "an exception at its place");
  await get(page, "error-place").nth(1).focus();
  await page.keyboard.press("Enter");
  check("each place is a door to its line", await until(() => page.evaluate(() => document.querySelector(".cm-lineNumbers .cm-activeLineGutter")?.textContent === "4")));
  await leaveEditor(page);
  await page.keyboard.press("ArrowLeft");
  check("before the end there is no error yet", await until(() => page.evaluate(() => !document.querySelector("[data-testid=error]") && !document.querySelector(".cm-error-line"))));
  await page.keyboard.press("End");
  await get(page, "error").waitFor();
  check("at the end it is there again", (await lineWith(page, "cm-error-line")).join() === "2");
  const said = async (program) => {
    await type(page, program);
    return (await until(() => get(page, "error-text").innerText())) || "";
  };
  check("the bar says what CPython prints: the module's name", (await said("import json\njson.loads('{')\n")).startsWith("json.decoder.JSONDecodeError: Expecting property name"),
    await get(page, "error").innerText());
  check("its advice", (await said("total = 1\nprint(totl)\n")) === "NameError: name 'totl' is not defined. Did you mean: 'total'?", await get(page, "error").innerText());
  await said("e = ValueError('one')\ne.add_note('read in line 3')\nraise ExceptionGroup('both', [e, KeyError('k')])\n");
  const more = await get(page, "error-more").innerText();
  check("notes and the members of a group", (await get(page, "error-text").innerText()) === "ExceptionGroup: both (2 sub-exceptions)" &&
    more.includes("    | ValueError: one\n    | read in line 3\n") && more.includes("    | KeyError: 'k'\n"), more);
  await said("class E(Exception):\n    def __str__(self):\n        print('asked')\n        return 'words'\nraise E\n");
  check("an exception is asked for its words once, as under CPython", ((await get(page, "output").innerText()).match(/asked/g) ?? []).length === 1,
    await get(page, "output").innerText());
  await get(page, "language-zh").click();
  await page.locator('html[lang="zh-Hans"]').waitFor({ state: "attached" }); // its texts come when it is chosen
  check("in Chinese too", await until(() => page.evaluate(() => document.querySelector("[data-testid=error]").innerText.includes("没有代码捕获这个异常"))));
  await get(page, "language-en").click();
  await type(page, "raise SystemExit(2)\n");
  check("a program that asks to end has not failed", (await get(page, "error").count()) === 0);
}

async function settings(page) {
  await type(page, "import gc\nprint(gc.get_threshold())\nn = 0\nwhile n < 10000: n += 1\n");
  await get(page, "settings").focus();
  await page.keyboard.press("Enter");
  await get(page, "set-run").waitFor();
  await until(() => page.evaluate(() => document.querySelectorAll("[data-testid=set-profile] option").length > 2));
  check("the settings offer the versions the engine knows", (await get(page, "set-profile").locator("option").allInnerTexts()).includes("CPython 3.12 (in part)"),
    (await get(page, "set-profile").locator("option").allInnerTexts()).join());
  await get(page, "set-ticks").fill("12");
  await get(page, "set-run").click();
  check("what is no number of its kind is told in words", (await get(page, "settings-wrong").innerText()).includes("Instructions: a whole number from 1"), await get(page, "settings-wrong").innerText());
  await clean(page, "settings");
  await shot(page, "settings");
  await get(page, "set-ticks").fill("5000");
  await get(page, "set-threshold0").fill("50");
  await get(page, "set-profile").selectOption("cpython-3.12");
  await get(page, "set-seconds").press("Enter");
  await get(page, "problem").waitFor();
  await idle(page);
  check("a run keeps to its limit", (await get(page, "problem").getAttribute("data-code")) === "tick_limit");
  check("and begins with the thresholds", (await get(page, "output").innerText()).includes("(50, 10, 10)"), await get(page, "output").innerText());
  check("the settings say that they are changed", (await get(page, "settings-changed").count()) === 1);
  check("the popover has closed, the focus is back", await page.evaluate(() => document.activeElement?.dataset.testid === "settings" && !document.querySelector(".settings-menu").open));
  const old = page.url();
  await get(page, "share-menu").click();
  await get(page, "share").click();
  await until(() => page.evaluate((before) => location.href !== before, old));
  const link = page.url();
  const phone = await page.context().browser().newContext({ locale: "zh-CN", viewport: { width: 360, height: 740 }, hasTouch: true });
  const small = await phone.newPage();
  await small.goto(link);
  await idle(small);
  check("a link carries them", (await get(small, "problem").getAttribute("data-code")) === "tick_limit" && (await get(small, "output").innerText()).includes("(50, 10, 10)"));
  await (await reach(small, "settings")).tap();
  await get(small, "set-run").waitFor();
  const box = await small.locator(".settings-panel").boundingBox();
  check("on a phone they fit", box.x >= 0 && box.x + box.width <= 360 && (await small.evaluate(() => document.documentElement.scrollWidth)) <= 360, JSON.stringify(box));
  check("and show what the link brought", (await get(small, "set-ticks").inputValue()) === "5000" && (await get(small, "set-profile").inputValue()) === "cpython-3.12");
  await shot(small, "settings-phone");
  await small.keyboard.press("Escape");
  check("Escape closes them", !(await small.locator(".settings-menu").evaluate((m) => m.open)));
  await phone.close();
  await get(page, "settings").click();
  await get(page, "set-reset").click();
  await idle(page);
  check("reset leads back to the usual", await until(() => page.evaluate(() => document.querySelector("[data-testid=output]").innerText.includes("(700, 10, 10)")))
    && (await get(page, "settings-changed").count()) === 0 && (await get(page, "problem").count()) === 0, await get(page, "output").innerText());
}

/** Every key of the help does what it says, and the help tells of each. */
async function keys(page) {
  await type(page, "import gc\ndef f(x):\n    return x\nbig = [[i] for i in range(30)]\na = f(big)\nb = f(a)\nprint(1)\n");
  const press = async (key) => {
    await page.evaluate(() => document.activeElement?.blur());
    await page.keyboard.press(key);
  };
  const tick = async () => Number(await page.locator("[data-testid=where]").getAttribute("data-tick"));
  const moves = async (key, how) => {
    const before = await tick();
    await press(key);
    let after = before;
    for (let i = 0; i < 100 && !how(after, before); i++) {
      await page.waitForTimeout(50);
      after = await tick();
    }
    check(`${key} moves as the help says`, how(after, before), `${before} to ${after}`);
  };
  const less = (now, before) => now < before;
  const more = (now, before) => now > before;
  await moves("ArrowLeft", less);
  await moves("Home", (now) => now === 0);
  await moves("ArrowRight", more);
  await moves("Shift+ArrowRight", more);
  await moves("Shift+ArrowLeft", less);
  await moves("Alt+ArrowRight", more);
  await moves("Alt+ArrowRight", more);
  await moves("Alt+ArrowLeft", less);
  await moves("ArrowDown", more);
  await moves("ArrowUp", more);
  await moves("End", more);
  await press("Home");
  await until(() => page.evaluate(() => document.querySelector("[data-testid=where]").dataset.tick === "0"));
  await moves(" ", more);
  await press(" ");
  await moves("End", more);
  await press("/");
  check("/ leads to the search", await page.evaluate(() => document.activeElement?.dataset.testid === "find"));
  await press("i");
  check("i shows the counts", (await get(page, "counts").getAttribute("aria-pressed")) === "true");
  await press("i");
  const card = page.locator('[data-testid="object"][data-type="list"]').first();
  await card.focus();
  await page.keyboard.press("Enter");
  const ofList = () => get(page, "ledger").innerText().then((text) => text.includes("list at "));
  check("Enter opens the ledger of a card", await until(ofList));
  await press("l");
  check("l leads into it", await page.evaluate(() => !!document.activeElement?.closest("[data-testid=ledger]")));
  await page.keyboard.press("Escape");
  check("Esc closes it", await until(() => page.evaluate(() => !document.querySelector("[data-testid=ledger]"))));
  const cards = () => page.locator('[data-testid="object"]').count();
  const all = await cards();
  await card.focus();
  await page.keyboard.press("m");
  check("m opens a stub", await until(() => page.evaluate((n) => document.querySelectorAll("[data-testid=object]").length > n, all)), await cards());
  const opened = await cards();
  await card.focus();
  await page.keyboard.press("c");
  check("c folds", await until(() => page.evaluate((n) => document.querySelectorAll("[data-testid=object]").length < n, opened)));
  await page.keyboard.press("c");
  await press("g");
  check("g collects", await until(() => page.evaluate(() => document.querySelector("[data-testid=output]").textContent.includes("gc.collect(2)"))));
  await idle(page);
  await press("z");
  check("z goes before the last operation", await until(() => page.evaluate(() => !document.querySelector(".where").innerText.includes("at the end"))));
  await press("Shift+Z");
  check("Z goes after it", await until(() => page.evaluate(() => document.querySelector(".where").innerText.includes("at the end"))));
  await press("?");
  await get(page, "help").locator("dl").waitFor();
  const told = (await get(page, "help").locator("kbd").allInnerTexts()).join(" ").split(/\s+/);
  const expected = ["Ctrl-Enter", "Ctrl-Shift-Enter", "Shift", "Alt", "←", "→", "↓", "↑", "Home", "End", "Space", "g", "z", "Z", "/", "l", "i", "F9", "Enter", "c", "m", "e", "Delete", "Esc", "?", "+", "−", "0"];
  check("? tells of every key", expected.every((k) => told.includes(k)), expected.filter((k) => !told.includes(k)).join(" "));
  await page.keyboard.press("Escape");
}

async function selection(page) {
  await type(page, "n = 1\nif True:\n    n = n + 1\nprint(n)\n");
  await page.locator(".cm-line").nth(2).click();
  await page.keyboard.press("Home");
  await page.keyboard.press("Shift+End");
  await get(page, "run-selection").click();
  check("a selection runs, its indentation taken away",
    await until(() => page.evaluate(() => document.querySelector("[data-testid=output]").innerText.includes(">>> n = n + 1"))));
  await idle(page);
}

async function dropped(page) {
  const data = await page.evaluateHandle(() => {
    const d = new DataTransfer();
    d.items.add(new File(["dropped = [1]\n"], "it.py"));
    return d;
  });
  await page.dispatchEvent(".cm-content", "drop", { dataTransfer: data });
  check("a dropped file is the program", await until(() => page.evaluate(() => document.querySelector(".cm-content").innerText.trim() === "dropped = [1]")));
}

await run(async (browser, url) => {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 }, locale: "en-GB" });
  const problems = [];
  page.on("pageerror", (e) => problems.push(String(e)));
  await page.goto(url);
  await idle(page);
  await counts(page);
  await errors(page);
  await settings(page);
  await keys(page);
  await selection(page);
  await dropped(page);
  check("no error in the page", problems.length === 0, problems.join("; "));
});
