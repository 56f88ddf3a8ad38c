// What fails around the page: parts of the engine that are missing or broken, a worker that dies, no storage, no room,
// a new version while an old page is open. Each is named, and the page goes on. usage: node faults.mjs [--long]
import { existsSync, readFileSync, statSync } from "node:fs";
import { createServer } from "node:http";
import path from "node:path";
import { check, get, idle, reach, root, run, type, until, write } from "./chromium.mjs";

const types = { ".html": "text/html", ".js": "text/javascript", ".css": "text/css", ".wasm": "application/wasm", ".svg": "image/svg+xml" };

/** web/dist by a host with faults: file name -> (bytes, type) => [status, bytes, type]. */
async function host() {
  const faults = new Map();
  const site = { faults, offline: false };
  const server = createServer((request, response) => {
    const name = decodeURIComponent(new URL(request.url, "http://x").pathname).slice(1) || "index.html";
    const file = path.join(root, "web", "dist", name);
    // An offline copy made while something is broken would keep it broken: only what is about it makes one.
    const there = existsSync(file) && statSync(file).isFile() && (site.offline || name !== "sw.js");
    let answer = there ? [200, readFileSync(file), types[path.extname(file)] ?? "application/octet-stream"] : [404, "", "text/plain"];
    const fault = faults.get(path.basename(name));
    answer = fault ? fault(answer[1], answer[2]) : answer;
    response.writeHead(answer[0], { "Content-Type": answer[2], "Cache-Control": "no-store" }).end(answer[1]);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const stop = () => (server.close(), server.closeAllConnections());
  return Object.assign(site, { url: `http://127.0.0.1:${server.address().port}/`, stop });
}

const long = process.argv.includes("--long");
const missing = () => [404, "<h1>no</h1>", "text/html"];
const cut = (bytes, type) => [200, bytes.subarray(0, bytes.length >> 1), type];
const garbage = (bytes, type) => [200, Buffer.alloc(bytes.length, 0x5a), type];
const page404 = () => [200, "<!doctype html><title>Home</title>", "text/html"];

const output = async (page) => (await get(page, "output").textContent()).trim();
const code = async (page) => ((await get(page, "problem").count()) ? get(page, "problem").getAttribute("data-code") : "");

async function open(browser, url, script) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: "en-US" });
  const page = await context.newPage();
  page.setDefaultTimeout(120000);
  page.failures = [];
  page.on("pageerror", (e) => page.failures.push(String(e)));
  if (script) {
    await page.addInitScript(script);
  }
  await page.goto(url);
  await page.waitForSelector('[data-testid="app"][data-running="false"]');
  await page.locator(".cm-content").waitFor();
  return page;
}

/** The engine is not to be had; once it is, Run is all it takes. */
async function engineMissing(browser, site) {
  const usual = [
    ["a worker that is not there", "worker.js", missing], ["glue that is not there", "pymemlab.js", missing],
    ["a module cut short", "pymemlab.wasm", cut],
  ];
  const others = [
    ["a worker that is a page", "worker.js", page404], ["a module that is not there", "pymemlab.wasm", missing],
    ["garbage for a module", "pymemlab.wasm", garbage], ["a page for a module", "pymemlab.wasm", page404],
  ];
  for (const [what, file, fault] of long ? [...usual, ...others] : usual) {
    site.faults.set(file, fault);
    const page = await open(browser, site.url);
    await until(async () => (await code(page)) !== "");
    check(`${what} is named, and the stage waits for nothing`, (await code(page)) === "engine_missing" &&
      await until(async () => (await get(page, "nothing").count()) === 1 || (await get(page, "object").count()) > 0), await code(page));
    site.faults.clear();
    await type(page, "print('here now')\n");
    check(`after ${what} Run is enough`, (await output(page)) === "here now" && page.failures.length === 0,
      `${await output(page)} ${page.failures.join(" | ")}`);
    await page.context().close();
  }
}

/** What else the engine loads. */
async function engineParts(browser, site) {
  site.faults.set("pymemlab.wasm", (bytes) => [200, bytes, "text/plain"]);
  let page = await open(browser, site.url);
  await idle(page);
  check("a module of a wrong type is taken all the same", (await get(page, "object").count()) > 0, await code(page));
  site.faults.clear();
  await page.context().close();
  for (const [what, fault] of [["garbage", garbage], ...(long ? [["missing", missing], ["cut short", cut]] : [])]) {
    site.faults.set("pymemlab.texts", fault);
    page = await open(browser, site.url);
    await idle(page);
    await type(page, "a = [1]\ntry:\n    import dataclasses\nexcept ImportError as e:\n    print('ImportError')\n");
    check(`library texts ${what}: an ImportError`, (await output(page)) === "ImportError", await output(page));
    site.faults.clear();
    await type(page, "import dataclasses\nprint(dataclasses.__name__)\n");
    check(`once they are there the import works (${what})`, (await output(page)) === "dataclasses", await output(page));
    await page.context().close();
  }
  site.faults.set("pymemlab.rest.wasm", missing);
  page = await open(browser, site.url);
  await until(async () => (await get(page, "object").count()) > 0 || (await code(page)) === "engine_part");
  await write(page, "print(float.fromhex('0x1p3'), memoryview(b'ab').tolist(), (1 + 2j) ** 3)\n");
  await page.keyboard.press("Control+Enter");
  await until(async () => (await code(page)) === "engine_part");
  await page.waitForSelector('[data-testid="app"][data-running="false"]'); // not yet ready, if the first program needs it
  check("a second part that is not there is named", (await code(page)) === "engine_part", await code(page));
  site.faults.clear();
  await type(page, "print(float.fromhex('0x1p3'), memoryview(b'ab').tolist(), (1 + 2j) ** 3)\n");
  check("once it is there Run is enough", (await output(page)) === "8.0 [97, 98] (-11-2j)" && (await code(page)) === "", `${await output(page)} ${await code(page)}`);
  await page.context().close();
}

/** A name is bound by a form of the page. */
async function bind(page, name, target) {
  await (await reach(page, "operation")).selectOption("bind");
  await get(page, "field-name").fill(name);
  await get(page, "field-target").fill(target);
  await get(page, "do").click();
}

/** The worker dies in the middle. */
async function deadWorker(browser, site) {
  site.faults.set("worker.js", (bytes, t) => [200, `self.addEventListener("message", (e) => {
    if (e.data.request.includes("die now")) { e.stopImmediatePropagation(); throw new Error("died"); }
  });${bytes}`, t]);
  const page = await open(browser, site.url);
  await idle(page);
  await type(page, "print('die now')\n");
  check("a worker that dies is named", (await code(page)) === "engine_failed", await code(page));
  await type(page, "print('alive')\n");
  check("another takes its place", (await output(page)) === "alive", await output(page));
  // With a recording that was made before: an operation ends the worker, and the page stands where it stood.
  await type(page, "kept = [1, 2]\nprint('before')\n");
  await bind(page, "lost", "'die now'");
  await until(async () => (await code(page)) === "engine_failed_undone");
  const lists = () => page.locator('[data-testid="object"][data-type="list"]').count();
  check("what was recorded is there again", (await code(page)) === "engine_failed_undone" && (await lists()) === 1 &&
    (await output(page)).startsWith("before"), `${await code(page)} ${await output(page)}`);
  await bind(page, "more", "[3]");
  check("and goes on", (await until(async () => (await lists()) === 2)) && (await code(page)) === "", await code(page));
  await page.context().close();
}

async function noStorage(browser, site) {
  const page = await open(browser, site.url, () => {
    for (const name of ["localStorage", "sessionStorage"]) {
      Object.defineProperty(window, name, { get() { throw new DOMException("denied", "SecurityError"); } });
    }
  });
  await idle(page);
  await (await reach(page, "language-zh")).click();
  await (await reach(page, "theme")).selectOption("dark");
  check("without storage the page runs, and changes language and theme",
    (await page.evaluate(() => [document.documentElement.lang, document.documentElement.dataset.theme].join())) === "zh-Hans,dark" &&
    (await get(page, "object").count()) > 0 && page.failures.length === 0, page.failures.join(" | "));
  await page.context().close();
}

/** No room for the offline copy. */
async function noRoom(browser, site) {
  let asked = 0;
  site.faults.set("sw.js", (bytes, t) => (asked++, [200, `Cache.prototype.put = async () => { throw new DOMException("full", "QuotaExceededError"); };${bytes}`, t]));
  const page = await open(browser, site.url);
  await idle(page);
  check("the offline copy is made when nobody uses the page", await until(() => asked > 0));
  // An install that fails leaves no registration behind.
  const registered = () => page.evaluate(async () => {
    const r = await navigator.serviceWorker.getRegistration();
    return r ? (r.active ? "active" : "installing") : "none";
  });
  await until(async () => (await registered()) !== "installing");
  const state = await registered();
  await type(page, "print('no room')\n");
  check("without room for it the page does without the offline copy", state === "none" && (await output(page)) === "no room"
    && page.failures.length === 0, `${state} ${page.failures.join(" | ")}`);
  site.faults.clear();
  await page.context().close();
}

/** Another version comes while a page of this one is open: no mixture of the two, and the page offers it. */
async function newVersion(browser, site) {
  const page = await open(browser, site.url);
  await idle(page);
  await page.evaluate(() => navigator.serviceWorker.ready);
  await until(() => page.evaluate(() => !!navigator.serviceWorker.controller));
  // The second version: another page, another worker, and a list that says so.
  const mark = (text) => (bytes, t) => [200, Buffer.concat([Buffer.from(bytes), Buffer.from(text)]), t];
  site.faults.set("index.html", mark("<!-- version two -->"));
  site.faults.set("worker.js", mark("\n// version two\n"));
  site.faults.set("sw.js", (bytes, t) => [200, String(bytes).replace(/(url:"(?:index\.html|engine\/worker\.js)",revision:)"[^"]*"/g, '$1"two"'), t]);
  const second = (p) => p.evaluate(async () => Promise.all(["./", "engine/worker.js"].map(async (u) => (await (await fetch(u)).text()).includes("version two"))));
  await page.evaluate(async () => (await navigator.serviceWorker.getRegistration()).update());
  check("the page offers the new version", await until(async () => (await get(page, "update").count()) === 1 &&
    (await get(page, "update").getAttribute("data-what")) === "waiting"));
  check("until then all of it is of the old one", (await second(page)).join() === "false,false", (await second(page)).join());
  const other = await page.context().newPage();
  await other.goto(site.url);
  await idle(other);
  check("so is a page that is opened meanwhile", (await second(other)).join() === "false,false");
  await type(page, "kept = ['as', 'it', 'was']\nprint('kept')\n");
  await get(page, "tab-heap").click();
  await Promise.all([page.waitForEvent("load"), get(page, "reload").click()]);
  await idle(page);
  await page.locator(".cm-content").waitFor();
  check("the reload brings all of the new one", (await second(page)).join() === "true,true", (await second(page)).join());
  check("and keeps program and view", (await page.locator(".cm-content").innerText()).includes("'as', 'it', 'was'") &&
    (await get(page, "tab-heap").getAttribute("aria-selected")) === "true" && (await output(page)) === "kept", await output(page));
  check("the other page is told", await until(async () => (await get(other, "update").count()) === 1), "nothing said");
  await other.close();
  check("nothing went wrong", page.failures.length === 0, page.failures.join(" | "));
  site.faults.clear();
  await page.context().close();
}

await run(async (browser) => {
  const site = await host();
  await engineMissing(browser, site);
  await engineParts(browser, site);
  await deadWorker(browser, site);
  await noStorage(browser, site);
  site.offline = true;
  await noRoom(browser, site);
  await newVersion(browser, site);
  site.stop();
});
