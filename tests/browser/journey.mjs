// A person's way through the page, in real Chromium. usage: node journey.mjs [SCREENSHOT_FOLDER]
// PYMEMLAB: the program (default build/pymemlab). Serves web/dist itself and stops its server.
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, readdirSync } from "node:fs";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";
import { reach, type, until } from "./chromium.mjs";
import { fileURLToPath } from "node:url";

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), "..", "..");
const { chromium } = createRequire(path.join(root, "web", "package.json"))("playwright-core");
const shots = process.argv[2] ?? mkdtempSync(path.join(tmpdir(), "pymemlab-"));
const program = process.env.PYMEMLAB ?? path.join(root, "build", "pymemlab");
let passed = 0;
let failed = 0;

function check(name, good, detail = "") {
  console.log(`${good ? "ok" : "not ok"} - ${name}${detail === "" || good ? "" : `: ${detail}`}`);
  if (good) passed++;
  else failed++;
}

async function serve() {
  const child = spawn(program, ["serve", "--port", "0", "--web", path.join(root, "web", "dist")], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const line = await new Promise((resolve) => child.stdout.once("data", (d) => resolve(String(d))));
  return { child, url: line.match(/http:\/\/[^ \n]+/)[0] };
}

const get = (page, id) => page.locator(`[data-testid="${id}"]`);
const outputText = (page) => get(page, "output").innerText();
const points = async (page, chart) =>
  JSON.parse((await get(page, `chart-${chart}`).getAttribute("data-points")) ?? "{}");

async function idle(page) {
  await page.waitForSelector('[data-testid="app"][data-ready="true"][data-running="false"]');
}

const focusedValue = (page) => page.evaluate(() => document.activeElement?.dataset.value ?? "");

/** Without a mouse: from card to card with the arrows, Enter opens a ledger, Escape closes it. */
async function keyboard(page) {
  await type(page, "a = ['inner']\nb = a\nc = {}\n");
  const list = page.locator('[data-testid="object"][data-type="list"]');
  await list.focus();
  await page.keyboard.press("Enter");
  await get(page, "ledger").waitFor();
  check("Enter opens the ledger of the chosen card", (await get(page, "ledger").locator(".holder-row").count()) === 2);
  check("the lines into it stand out", (await page.locator(".edge-into path:not(.edge-hit)").count()) === 2,
    await page.locator(".edge-into path:not(.edge-hit)").count());
  check("and the names that hold it", (await page.locator(".name-holds").count()) === 2);
  await page.keyboard.press("Escape");
  check("Escape closes it", (await get(page, "ledger").count()) === 0);
  await page.keyboard.press("ArrowRight");
  check("the right arrow leads to what the list holds", (await focusedValue(page)) === "'inner'", await focusedValue(page));
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("ArrowDown");
  check("left and down lead to the dict", (await page.evaluate(() => document.activeElement?.dataset.type)) === "dict");

  await reach(page, "operation");
  await page.locator("body").click({ position: { x: 2, y: 2 } });
  const reached = [];
  for (let i = 0; i < 60 && !reached.includes("time-play"); i++) {
    await page.keyboard.press("Tab");
    reached.push(await page.evaluate(() =>
      document.activeElement?.dataset.testid ?? (document.activeElement?.closest(".cm-content") ? "editor" : "")));
    if (reached.at(-1) === "editor") {
      await page.keyboard.press("Escape"); // in the editor Tab indents; after Escape it moves on
    }
  }
  const order = ["examples", "run", "editor", "operation", "do", "object", "time-play"].map((id) => reached.indexOf(id));
  check("Tab reaches everything in reading order", order.every((at, i) => at >= 0 && at > (order[i - 1] ?? -1)), reached.join(" "));
  const unnamed = await page.evaluate(() => [...document.querySelectorAll("button, select, input, [role=button]")]
    .filter((e) => !e.getAttribute("aria-label") && !e.textContent.trim() && !e.closest("label")).length);
  check("every control has a name", unnamed === 0, unnamed);
}

/** Scripts of the corpus that recurse through C, in a worker of their own: the browser's stack must do. */
async function recursion(page) {
  const folder = path.join(root, "tests", "python", "recursion");
  for (const file of readdirSync(folder).filter((f) => f.endsWith(".py")).sort()) {
    const source = readFileSync(path.join(folder, file), "utf8");
    const stdout = await page.evaluate(async (source) => {
      const worker = new Worker(new URL("engine/worker.js", document.baseURI));
      const ask = (id, request) => new Promise((resolve) => {
        worker.addEventListener("message", (e) => e.data.id === id && resolve(e.data));
        worker.postMessage({ id, request: JSON.stringify(request) });
      });
      const reply = await ask(1, { command: "exec", source });
      await ask(2, { command: "finish" });
      const answer = await ask(3, { command: "output" });
      worker.terminate();
      return reply.failed ?? JSON.parse(answer.reply).stdout;
    }, source);
    const expected = readFileSync(path.join(folder, file.replace(/\.py$/, ".out")), "utf8");
    check(`recursion/${file} in the browser's worker`, stdout === expected, stdout.slice(0, 200));
  }
  await type(page, "import sys\nsys.setrecursionlimit(10**6)\nclass A:\n    def __getattr__(self, n):\n        return getattr(self, n)\nA().x\n");
  const problem = await get(page, "problem").count() ? await get(page, "problem").getAttribute("data-code") : "";
  // It is recorded to its end; going to a moment inside it may need more of the one stack than there is.
  check("recursion without a limit ends in a named error",
    problem === "stack_limit" || (await outputText(page)).includes("RecursionError"), problem);
  await type(page, "print('still here')\n");
  check("and the page goes on", (await outputText(page)).trim() === "still here");
}

/** What careless hands and bad lines do. */
async function robustness(browser, page, child, url) {
  await reach(page, "editor");
  await page.locator(".cm-content").click();
  await page.keyboard.press("Control+A");
  const rubbish = Array.from({ length: 4000 }, (_, i) => `)(${i}] "\u4e2d' \\x00 {:=@ \ud83d\ude00 def ${"#!?".repeat(9)}`).join("\n");
  await page.evaluate((text) => {
    const data = new DataTransfer();
    data.setData("text/plain", text);
    document.querySelector(".cm-content").dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
  }, rubbish);
  await page.keyboard.press("Control+Enter");
  check(`${Math.round(rubbish.length / 1024)} KB of rubbish are a SyntaxError`, await until(async () => (await outputText(page)).includes("SyntaxError")), (await outputText(page)).slice(0, 200));
  await type(page, "print('after rubbish')\n");
  check("and the next program runs", (await outputText(page)).trim() === "after rubbish");

  await (await reach(page, "engine-server")).click();
  await idle(page);
  child.kill();
  await new Promise((resolve) => child.once("exit", resolve));
  await get(page, "run").click();
  check("without its server the page says so", await until(async () => (await get(page, "problem").count()) > 0 && (await get(page, "problem").getAttribute("data-code")) === "server_gone"));
  await idle(page);
  await (await reach(page, "engine-page")).click();
  await page.waitForTimeout(100);
  await idle(page);
  check("and its own engine still works", (await outputText(page)).trim() === "after rubbish", await outputText(page));
}

/** From a plain file host, under a sub-path; then that host goes away too. */
async function staticHost(browser) {
  const types = { ".html": "text/html", ".js": "text/javascript", ".css": "text/css", ".wasm": "application/wasm", ".svg": "image/svg+xml" };
  const files = createServer((request, response) => {
    const name = new URL(request.url, "http://x").pathname.replace(/^\/sub\/$/, "/sub/index.html").replace(/^\/sub\//, "");
    try {
      const body = readFileSync(path.join(root, "web", "dist", name));
      response.writeHead(200, { "content-type": types[path.extname(name)] ?? "application/octet-stream" }).end(body);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise((resolve) => files.listen(0, "127.0.0.1", resolve));
  const page = await browser.newPage();
  page.setDefaultTimeout(120000);
  await page.goto(`http://127.0.0.1:${files.address().port}/sub/`);
  await idle(page);
  check("a static host is enough", (await outputText(page)).trim() === "2\n3\n2", await outputText(page));
  await get(page, "editor").waitFor({ state: "attached" }); // it comes after the first picture
  files.closeAllConnections();
  await new Promise((resolve) => files.close(resolve));
  await type(page, "print('offline')\n");
  check("once loaded it needs no host", (await outputText(page)).trim() === "offline");
  await page.close();
}

/** Least contrast of text against what is behind it, over the page's own colours. */
const leastContrast = (page) => page.evaluate(() => {
  const style = getComputedStyle(document.documentElement);
  const light = (name) => {
    const hex = style.getPropertyValue(name).trim().slice(1);
    const [r, g, b] = [0, 2, 4].map((i) => parseInt(hex.slice(i, i + 2), 16) / 255)
      .map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const pairs = [["--ink", "--panel"], ["--ink", "--tag"], ["--ink", "--warn-back"], ["--ink-soft", "--panel"],
    ["--ink-soft", "--paper"], ["--accent", "--panel"], ["--accent-ink", "--accent"], ["--warn", "--panel"],
    ...["keyword", "string", "number", "comment", "function"].map((s) => [`--syntax-${s}`, "--panel"])];
  return Math.min(...pairs.map(([a, b]) => {
    const [high, low] = [light(a), light(b)].sort((x, y) => y - x);
    return (high + 0.05) / (low + 0.05);
  }));
});

async function colours(page) {
  const bright = await leastContrast(page);
  check("light colours have contrast 4.5 or more", bright >= 4.5, bright);
  await page.emulateMedia({ colorScheme: "dark", reducedMotion: "reduce" });
  await page.waitForSelector('html[data-theme="dark"]');
  const dim = await leastContrast(page);
  check("dark colours too", dim >= 4.5, dim);
  const moving = await page.evaluate(() => [...document.querySelectorAll(".object-frame, .edge path")]
    .filter((e) => parseFloat(getComputedStyle(e).transitionDuration) > 0).length);
  check("nothing moves where motion is unwanted", moving === 0, moving);
  await get(page, "examples").selectOption("holders");
  await page.waitForTimeout(100);
  await idle(page);
  await page.screenshot({ path: path.join(shots, "dark.png") });
  await page.emulateMedia({ colorScheme: "light", reducedMotion: null });
  await page.waitForSelector('html[data-theme="light"]');
  await (await reach(page, "theme")).selectOption("dark");
  check("a theme can be chosen against the system's", (await page.locator('html[data-theme="dark"]').count()) === 1);
  await (await reach(page, "theme")).selectOption("system");
  check("and left to it again", (await page.locator('html[data-theme="light"]').count()) === 1);
}

const where = async (page) => Object.fromEntries(await Promise.all(["tick", "last", "line"].map(
  async (name) => [name, Number(await get(page, "where").getAttribute(`data-${name}`))])));

/** The moment shown, once it is another one than before. */
async function moved(page, from) {
  await until(async () => (await where(page)).tick !== from);
  return where(page);
}

async function press(page, key) {
  const { tick } = await where(page);
  await page.keyboard.press(key);
  return moved(page, tick);
}

/** Forward, back, into, over, out, to a breakpoint: the picture, the marks and the words follow. */
async function timeTravel(page) {
  await type(page, "def f(x):\n    y = [x]\n    return y\na = f(1)\nprint('one')\na = f(2)\nprint('two')\n");
  await page.locator(".time").click({ position: { x: 400, y: 2 } });
  const names = () => page.locator('[data-testid="name"]').evaluateAll((list) => list.map((e) => e.dataset.name).join(" "));
  check("after a run the page stands at its end", (await where(page)).tick === (await where(page)).last);
  await press(page, "Home");
  await until(async () => !(await outputText(page)).includes("one"));
  check("at the beginning there are no names", (await names()) === "", await names());
  check("and nothing is printed yet", !(await outputText(page)).includes("one"), await outputText(page));
  await press(page, "ArrowRight");
  check("a step forward: line 1 comes next", (await where(page)).line === 1, JSON.stringify(await where(page)));
  await press(page, "ArrowRight");
  check("then line 4", (await where(page)).line === 4);
  check("the line done and the next one are marked by shapes", (await page.locator(".cm-standing .sign-next").count()) > 0 &&
    (await page.locator(".cm-standing .sign-done").count()) === 1, await page.locator(".cm-standing").innerHTML());
  await press(page, "ArrowDown");
  check("down goes into the call", (await where(page)).line === 2 || (await where(page)).line === 1, JSON.stringify(await where(page)));
  await press(page, "ArrowUp");
  check("up goes out of it", [4, 5].includes((await where(page)).line), JSON.stringify(await where(page)));
  while ((await where(page)).line !== 6) {
    await press(page, "Shift+ArrowRight");
  }
  check("output is what was printed by then", await until(async () => (await outputText(page)).trim() === "one"), await outputText(page));
  await press(page, "Shift+ArrowRight");
  await page.locator('[data-testid="ghost"]').waitFor();
  check("what died stays as a ghost for this step", (await page.locator('[data-testid="ghost"][data-type="list"]').count()) === 1);
  check("the changes say what a is now", (await page.locator('[data-testid="changes"] [data-kind="rebound"]').count()) === 1);
  await get(page, "tab-deaths").click();
  const death = page.locator('[data-testid="death"][data-type="list"]');
  await death.waitFor();
  check("its death has a reason", (await death.getAttribute("data-cause")) === "rebound", await death.innerText());
  await get(page, "tab-objects").click();
  await page.locator(".time").click({ position: { x: 400, y: 2 } });
  await press(page, "Shift+ArrowLeft");
  check("back again the list lives", await until(async () => (await page.locator('[data-testid="object"][data-type="list"]').count()) === 1 &&
    (await page.locator('[data-testid="ghost"]').count()) === 0));

  await page.locator(".cm-breakpoints .cm-gutterElement").nth(2).click();
  await (await reach(page, "time-unit")).selectOption("breakpoint");
  await get(page, "time-first").click();
  await moved(page, (await where(page)).tick || -1);
  const { tick } = await where(page);
  await get(page, "time-forward").click();
  await moved(page, tick);
  check("a breakpoint in the gutter is a place to go to", (await where(page)).line === 2, JSON.stringify(await where(page)));
  await (await reach(page, "time-unit")).selectOption("line");
  await (await reach(page, "time-jump")).fill("20");
  await (await reach(page, "time-jump")).press("Enter");
  await moved(page, (await where(page)).tick === 20 ? -1 : (await where(page)).tick);
  check("a tick can be jumped to", (await where(page)).tick === 20, JSON.stringify(await where(page)));
  await (await reach(page, "time-jump")).press("Escape");
  await page.locator("h1").click();
  await page.keyboard.press("?");
  check("? shows the keys", await until(() => get(page, "help").isVisible()));
  await page.keyboard.press("Escape");
  check("Escape closes them", await until(async () => !(await get(page, "help").isVisible())));
  await (await reach(page, "time-speed")).selectOption("16");
  await press(page, "Home");
  await page.keyboard.press("Space");
  check("play goes to the end", await until(async () => (await where(page)).tick === (await where(page)).last), JSON.stringify(await where(page)));
  check("and stops there", await until(async () => (await get(page, "time-play").getAttribute("aria-pressed")) === "false"));
}

/** The views of one moment, in words and numbers. */
async function views(page) {
  await type(page, "import gc\na = []\na.append(a)\nkept = [[] for i in range(30)]\ndel a\ngc.collect()\n");
  await get(page, "tab-generations").click();
  await get(page, "lane-2").waitFor();
  check("the generations have members", Number(await get(page, "lane-2").getAttribute("data-members")) > 1000);
  check("and gauges with numbers", (await page.locator('[role="meter"]').count()) === 4);
  await get(page, "tab-collection").click();
  await get(page, "phase-subtract").click();
  check("before the sorting no fate is told", (await page.locator('[data-testid="xray-object"] td').filter({ hasText: "unreachable" }).count()) === 0);
  await get(page, "phase-end").click();
  const dead = page.locator('[data-testid="xray-object"][data-fate="collected"]');
  await dead.first().waitFor();
  check("the x-ray finds the one list in its cycle", (await dead.count()) === 1 && (await dead.innerText()).includes("list"));
  check("and says so", (await get(page, "xray-verdict").innerText()).includes("Freed 1 object of"), await get(page, "xray-verdict").innerText());
  await get(page, "tab-heap").click();
  await get(page, "arena").first().waitFor();
  check("the heap names what pins an arena", (await get(page, "arena").first().innerText()).includes("dict ×"));
  await get(page, "tab-processes").click();
  await get(page, "processes").waitFor();
  check("one process is said to be one", (await get(page, "processes").innerText()).includes("os.fork()"));
  await type(page, "import os\ndata = [[i] for i in range(400)]\nif os.fork() == 0:\n    for d in data: pass\n    os._exit(3)\nos.wait()\n");
  await until(async () => (await get(page, "process").count()) === 2);
  const child = page.locator('[data-testid="process"][data-state="reaped"]');
  check("a program that forks has two processes", (await get(page, "process").count()) === 2 && (await child.innerText()).includes("Exit status 3"));
  const counted = page.locator(`[data-testid="page-copy"][data-pid="${await child.getAttribute("data-pid")}"][data-cause="count"]`);
  check("the child copied pages by counting, in the loop's line", (await counted.count()) > 3 &&
    await until(async () => (await counted.locator("td:nth-child(4)").allInnerTexts()).includes("4")));
}

/** A link brings back code, moment, view and language, also as a small page in a frame. */
async function sharing(browser, page, url) {
  await type(page, "a = []\nb = a\nc = b\n");
  await get(page, "tab-generations").click();
  await get(page, "time-first").click();
  await until(async () => (await where(page)).tick === 0);
  for (let i = 0; i < 3; i++) {
    const { tick } = await where(page);
    await get(page, "time-forward").click();
    await moved(page, tick);
  }
  const { tick } = await where(page);
  await (await reach(page, "share-menu")).click();
  await get(page, "share").click();
  await until(async () => page.url().includes("#s="));
  const link = page.url();
  const other = await browser.newPage();
  await other.goto(link);
  await idle(other);
  check("a link opens at the same moment", await until(async () => (await where(other)).tick === tick), JSON.stringify(await where(other)));
  check("with the same code and view", (await other.locator(".cm-content").innerText()).includes("c = b") &&
    (await get(other, "tab-generations").getAttribute("aria-selected")) === "true");
  await other.goto("about:blank");
  await other.goto(`${link}&embed=1`);
  await idle(other);
  check("embedded there is no editor", await until(async () => (await where(other)).tick === tick) && (await get(other, "editor").count()) === 0);
  await other.goto("about:blank");
  await other.goto(`${url}#s=broken`);
  await idle(other);
  check("a broken link opens the first example", (await outputText(other)).trim() === "2\n3\n2");
  await other.close();
  await page.evaluate(() => history.replaceState(null, "", location.pathname));
}

/** What axe finds wrong, in every view. */
async function accessibility(page) {
  await page.evaluate(readFileSync(path.join(root, "web", "node_modules", "axe-core", "axe.min.js"), "utf8"));
  for (const view of ["objects", "deaths", "generations", "collection", "heap", "processes"]) {
    await get(page, `tab-${view}`).click();
    await page.waitForTimeout(150);
    const found = await page.evaluate(async () => (await self.axe.run({ resultTypes: ["violations"],
      rules: { "label-content-name-mismatch": { enabled: true } } })).violations
      .map((v) => `${v.id}: ${v.nodes.slice(0, 3).map((n) => n.target.join(" ")).join("; ")}`));
    check(`axe finds nothing in ${view}`, found.length === 0, found.join(" | "));
  }
  await get(page, "tab-objects").click();
}

async function journey(page, url, problems) {
  const start = Date.now();
  await page.goto(url);
  await idle(page);
  console.log(`# ready ${Date.now() - start} ms after navigation began`);
  check("the opening example prints 2, 3, 2", (await outputText(page)).trim() === "2\n3\n2", await outputText(page));
  const watched = await points(page, "counts");
  check("the chart of counts follows a: 1, then 2, then 1",
    JSON.stringify([...new Set(watched.a.filter((v) => v !== null))].slice(0, 8)).length > 0 &&
      Math.max(...watched.a.filter((v) => v !== null)) >= 2 && watched.a.at(-1) === 1, JSON.stringify(watched.a));
  await page.screenshot({ path: path.join(shots, "wide.png") });

  await type(page, "class N: pass\na = N()\na.me = a\nb = [a, a]\nprint('typed')\n");
  check("a typed program runs with Ctrl-Enter", (await outputText(page)).trim() === "typed");
  const card = page.locator('[data-testid="object"][data-type="N"]');
  check("its object has count 4", (await card.getAttribute("data-refcount")) === "4", await card.getAttribute("data-refcount"));
  check("it is in generation 0", (await card.getAttribute("data-generation")) === "0");
  await card.click();
  await get(page, "ledger").waitFor();
  check("its ledger names four holders", (await get(page, "ledger").locator(".holder-row").count()) === 4,
    await get(page, "ledger").innerText());

  await (await reach(page, "operation")).selectOption("collect");
  await (await reach(page, "do")).click();
  await idle(page);
  check("a collection promotes it to generation 2", (await card.getAttribute("data-generation")) === "2");
  await (await reach(page, "operation")).selectOption("unbind");
  await (await reach(page, "field-name")).fill("b");
  await (await reach(page, "do")).click();
  await idle(page);
  check("unbinding b shows the statement del b", (await get(page, "transcript").innerText()).includes("del b"));
  check("and two references are gone", (await card.getAttribute("data-refcount")) === "2");
  await (await reach(page, "operation")).selectOption("unbind");
  await (await reach(page, "field-name")).fill("a");
  await (await reach(page, "do")).click();
  await idle(page);
  await (await reach(page, "operation")).selectOption("collect");
  await (await reach(page, "do")).click();
  await idle(page);
  check("the cycle is gone after a collection", (await card.count()) === 0);
  const freed = await points(page, "freed");
  check("freed bytes by collection rise", Object.values(freed)[2].at(-1) > 0, JSON.stringify(freed).slice(0, 200));
  const generations = await points(page, "generations");
  check("the generations chart has three lines", Object.keys(generations).length === 3);

  await type(page, "x = 1\nx.missing\n");
  check("an exception is shown", (await outputText(page)).includes("AttributeError"));
  check("its line is marked", (await page.locator(".cm-error-line").count()) === 1);
  await type(page, "while True: pass\n");
  check("an endless loop ends with a named limit",
    ["tick_limit", "time_limit"].includes(await get(page, "problem").getAttribute("data-code")));

  await (await reach(page, "language-zh")).click();
  await page.locator('html[lang="zh-Hans"]').waitFor({ state: "attached" }); // its texts come when it is chosen
  check("the page speaks Chinese", (await get(page, "run").innerText()).includes("运行"));
  check("the limit's words too", (await get(page, "problem").innerText()).includes("已停止"));
  await page.screenshot({ path: path.join(shots, "chinese.png") });
  await type(page, "a = [1]\na.append(2)\n");
  await get(page, "time-back").click();
  await get(page, "time-forward").click();
  const change = page.locator('[data-testid="changes"] [data-kind="value"]');
  check("a value that has changed too", await until(async () => (await change.allInnerTexts()).some((text) => text.includes("[1 项] → [2 项]"))),
    (await get(page, "changes").innerText()).slice(0, 200));
  await (await reach(page, "language-en")).click();

  await reach(page, "editor");

  await page.locator(".cm-content").click();
  await page.keyboard.press("Control+A");
  await page.keyboard.insertText("import sys\nq = [1]\nprint(sys.getrefcount(q))\n");
  await (await reach(page, "engine-server")).click();
  await idle(page);
  check("the server's engine runs the same program", (await outputText(page)).trim() === "2", await outputText(page));
  check("and is the chosen one", (await get(page, "engine-server").getAttribute("aria-pressed")) === "true");

  await keyboard(page);
  await (await reach(page, "engine-page")).click();
  await idle(page);
  await timeTravel(page);
  await views(page);
  await sharing(page.context().browser(), page, url);
  await accessibility(page);
  await colours(page);

  await page.setViewportSize({ width: 360, height: 800 });
  await page.waitForTimeout(200);
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  check("nothing sticks out at 360 px", overflow <= 0, `${overflow} px`);
  await page.screenshot({ path: path.join(shots, "narrow.png"), fullPage: true });
  check("no error in the console", problems.length === 0, problems.join("; "));
}

const { child, url } = await serve();
const browser = await chromium.launch({
  executablePath: "/usr/bin/chromium",
  args: ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync"],
});
try {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, locale: "en-US" });
  page.setDefaultTimeout(120000);
  const problems = [];
  page.on("pageerror", (e) => problems.push(String(e)));
  page.on("console", (m) => m.type() === "error" && problems.push(m.text()));
  await journey(page, url, problems);
  await page.setViewportSize({ width: 1440, height: 900 });
  await recursion(page);
  await robustness(browser, page, child, url);
  await staticHost(browser);
} catch (error) {
  check("the journey reached its end", false, String(error).slice(0, 400));
} finally {
  await browser.close();
  child.kill();
}
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed ? 1 : 0);
