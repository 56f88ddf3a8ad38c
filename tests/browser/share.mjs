// Links, embedding, files, offline, any sub-path, the security policy. usage: node share.mjs [SCREENSHOT_FOLDER]
import { mkdtempSync, readFileSync, existsSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import path from "node:path";
import { check, get, idle, reach, root, run, until } from "./chromium.mjs";

const shots = process.argv[2] ?? mkdtempSync(path.join(tmpdir(), "pymemlab-"));
const types = { ".html": "text/html", ".js": "text/javascript", ".css": "text/css", ".wasm": "application/wasm",
  ".svg": "image/svg+xml", ".png": "image/png", ".json": "application/json", ".webmanifest": "application/manifest+json" };

/** A plain host: web/dist below /a/b/, and nothing else; no header but the type. */
async function plainHost() {
  const host = createServer((request, response) => {
    const name = decodeURIComponent(new URL(request.url, "http://x").pathname);
    const inside = name.startsWith("/a/b/") ? name.slice(5) : null;
    const file = inside !== null && path.join(root, "web", "dist", inside.endsWith("/") || !inside ? `${inside}index.html` : inside);
    if (!file || !existsSync(file) || !statSync(file).isFile()) {
      response.writeHead(404).end();
      return;
    }
    response.writeHead(200, { "Content-Type": types[path.extname(file)] ?? "application/octet-stream" }).end(readFileSync(file));
  });
  await new Promise((resolve) => host.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${host.address().port}/a/b/`;
  return { url, stop: () => new Promise((resolve) => (host.close(resolve), host.closeAllConnections())) };
}

/** What goes wrong and whom the page asks. */
function watch(page) {
  const seen = { problems: [], asked: new Set() };
  page.on("pageerror", (e) => seen.problems.push(String(e)));
  page.on("console", (m) => ["error", "warning"].includes(m.type()) && seen.problems.push(m.text()));
  page.on("request", (r) => /^https?:/.test(r.url()) && seen.asked.add(new URL(r.url()).origin));
  return seen;
}

const code = "a = [1, '你好']\nb = a\nfor i in range(3):\n    b.append([i])\ndel a\nprint(len(b))\n";
const said = (page, words) => until(async () => (await get(page, "share-state").innerText()).includes(words));
const position = (page) => page.evaluate(() => document.querySelector('[data-testid="scrubber"]')?.value ?? "");
const editorText = (page) => page.locator(".cm-content").innerText();

async function links(browser, url) {
  const context = await browser.newContext({ permissions: ["clipboard-read", "clipboard-write"], locale: "en-US" });
  const page = await context.newPage();
  const seen = watch(page);
  await page.goto(`${url}/#code=${encodeURIComponent(code)}&view=deaths&lang=zh&theme=dark&thresholds=50,5,5&tick=30&breakpoints=2`);
  await idle(page);
  await page.locator(".cm-content").waitFor();
  check("a link written by hand brings its program", (await editorText(page)).includes("b.append([i])"));
  check("and view, language and theme", (await get(page, "tab-deaths").getAttribute("aria-selected")) === "true" &&
    (await page.evaluate(() => [document.documentElement.lang, document.documentElement.dataset.theme].join())) === "zh-Hans,dark");
  await (await reach(page, "share-menu")).click();
  await page.screenshot({ path: path.join(shots, "share-zh-dark.png") });
  await get(page, "share").click();
  await until(() => page.url().includes("#s="));
  const link = await page.evaluate(() => navigator.clipboard.readText());
  check("the copied link is the address", link === page.url() && link.includes("#s="), link.slice(0, 80));
  const at = await position(page);

  const other = await (await browser.newContext({ viewport: { width: 360, height: 740 }, locale: "en-US" })).newPage();
  const seenOther = watch(other);
  await other.goto(link);
  await idle(other);
  await other.locator(".cm-content").waitFor({ state: "attached" });
  await until(async () => (await position(other)) === at);
  check("and on a phone the same moment", (await position(other)) === at && at !== "", `${await position(other)} ${at}`);
  check("with view, language and theme", (await get(other, "tab-deaths").getAttribute("aria-selected")) === "true" &&
    (await other.evaluate(() => [document.documentElement.lang, document.documentElement.dataset.theme].join())) === "zh-Hans,dark");
  await (await reach(other, "share-menu")).click();
  const box = await other.locator(".share-list").boundingBox();
  check("the menu lies within the phone", box.x >= 0 && box.x + box.width <= 360, JSON.stringify(box));
  await other.screenshot({ path: path.join(shots, "share-phone.png") });
  await other.context().close();

  await (await reach(page, "share-menu")).click();
  await get(page, "share-markdown").click();
  await until(() => page.evaluate(async () => (await navigator.clipboard.readText()).startsWith("```python")));
  const text = await page.evaluate(() => navigator.clipboard.readText());
  check("Markdown: program, table, link", text.includes("b.append([i])") && /\| list \|.*\| \d+ \|/.test(text) && text.includes("](http"), text);

  await (await reach(page, "tab-objects")).click();
  for (const kind of ["svg", "png"]) {
    await (await reach(page, "share-menu")).click();
    await get(page, `share-${kind}`).click();
    const kinds = () => page.evaluate(async () => {
      const [item] = await navigator.clipboard.read();
      const text = item.types.includes("text/plain") ? await (await item.getType("text/plain")).text() : "";
      return [...item.types, text.startsWith("<svg") ? "svg" : ""].join();
    });
    check(`the picture is copied as ${kind.toUpperCase()}`, await until(async () => (await kinds()).includes(kind)), await kinds());
  }
  await (await reach(page, "tab-deaths")).click();

  await (await reach(page, "share-menu")).click();
  const [download] = await Promise.all([page.waitForEvent("download"), get(page, "share-download").click()]);
  const file = path.join(shots, "run.pymemlab.json");
  await download.saveAs(file);
  await page.goto("about:blank");
  await page.goto(`${url}/#code=x%3D1&lang=en`);
  await idle(page);
  await get(page, "share-file").setInputFiles(file);
  await said(page, "exactly");
  check("a downloaded run opens again, the same to the last instruction",
    (await get(page, "share-state").innerText()).includes("exactly") && (await editorText(page)).includes("b.append([i])"),
    await get(page, "share-state").innerText());
  check("with its output", await until(async () => (await get(page, "output").innerText()).trim() === "5"), await get(page, "output").innerText());
  for (const wrong of ["{}", "no json", '{"recording":{"format":"pymemlab-recording","inputs":[null]}}', "[]", "null"]) {
    await get(page, "share-file").setInputFiles({ name: "x.json", mimeType: "application/json", buffer: Buffer.from(wrong) });
    await said(page, "no recording");
    check(`what is no recording is refused: ${wrong.slice(0, 20)}`,
      (await get(page, "share-state").innerText()).includes("no recording") && (await editorText(page)).includes("b.append([i])"));
  }
  await page.goto("about:blank");
  await page.goto(`${url}/#code=x%3D1&lang=en`);
  await idle(page);
  await page.evaluate((text) => {
    const data = new DataTransfer();
    data.items.add(new File([text], "run.pymemlab.json", { type: "application/json" }));
    document.body.dispatchEvent(new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true }));
  }, readFileSync(file, "utf8"));
  await said(page, "exactly");
  check("a run that is dropped on the page opens", (await editorText(page)).includes("b.append([i])"), await get(page, "share-state").innerText());
  await page.goto("about:blank");
  await page.goto(`${url}/#lesson=recipe-03-slots&lang=en`);
  await idle(page);
  await get(page, "lessons-pane").waitFor();
  check("a link to a lesson opens it with its program", (await editorText(page)).includes("__slots__"));
  check("nothing went wrong, nobody else was asked", seen.problems.length + seenOther.problems.length === 0 &&
    [...seen.asked, ...seenOther.asked].every((o) => o === new URL(url).origin), [...seen.problems, ...seenOther.problems, ...seen.asked].join(" | "));
  await context.close();
}

async function embedding(browser, url) {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 }, locale: "en-US" });
  const seen = watch(page);
  for (const name of ["links/index.html", "links/zh.html"]) {
    await page.goto(`${url}/${name}`);
    await page.locator("iframe").scrollIntoViewIfNeeded();
    const inside = page.frameLocator("iframe");
    await inside.locator('[data-testid="app"][data-ready="true"]').waitFor();
    check(`${name}: the example runs in its frame`, (await inside.locator('[data-testid="object"]').count()) > 0);
    check(`${name}: picture and steps only`, (await inside.locator("header, .cm-content").count()) === 0 && (await inside.locator('[data-testid="open-in-lab"]').count()) === 1);
    for (const [width, height] of [[320, 320], [360, 420], [900, 420]]) {
      await page.locator("iframe").evaluate((f, [w, h]) => Object.assign(f.style, { width: `${w}px`, height: `${h}px` }), [width, height]);
      const button = await inside.locator('[data-testid="open-in-lab"]').boundingBox();
      const frame = await page.locator("iframe").boundingBox();
      check(`${name}: all of it within ${width} x ${height}`, button.y + button.height <= frame.y + frame.height + 1, JSON.stringify([button, frame]));
      await page.locator("iframe").screenshot({ path: path.join(shots, `embed-${width}.png`) });
    }
    const wide = await page.evaluate(() => { document.querySelector("iframe").style.width = ""; return document.documentElement.scrollWidth <= innerWidth; });
    check(`${name}: nothing is cut off`, wide);
  }
  const [lab] = await Promise.all([page.context().waitForEvent("page"), page.frameLocator("iframe").locator('[data-testid="open-in-lab"]').click()]);
  await idle(lab);
  await lab.locator(".cm-content").waitFor();
  check("open in the lab: the same program", (await editorText(lab)).includes("del a"));
  check("embedding: nothing went wrong", seen.problems.length === 0, seen.problems.join(" | "));
  await page.context().close();
}

/** The host goes; the page, its lazy parts and a link still work. */
async function offline(browser) {
  const host = await plainHost();
  const context = await browser.newContext({ locale: "en-US" });
  const page = await context.newPage();
  const seen = watch(page);
  await page.goto(host.url);
  await idle(page);
  check("below /a/b/ of a plain host", (await get(page, "object").count()) > 0);
  check("its policy comes with the page", (await page.locator('meta[http-equiv="Content-Security-Policy"]').count()) === 1);
  const blocked = await page.evaluate(async () => {
    const told = new Promise((resolve) => addEventListener("securitypolicyviolation", (e) => resolve(e.violatedDirective), { once: true }));
    const script = document.createElement("script");
    script.textContent = "window.injected = 1";
    document.body.append(script);
    return [await Promise.race([told, new Promise((r) => setTimeout(r, 1000, "none"))]), window.injected].join();
  });
  check("an injected script does not run", blocked.startsWith("script-src"), blocked);
  seen.problems.length = 0;
  await page.evaluate(() => navigator.serviceWorker.ready);
  const kept = await page.evaluate(async () => (await Promise.all((await caches.keys()).map(async (k) => (await (await caches.open(k)).keys()).map((r) => r.url)))).flat());
  check("kept: the page and its engine, not the API reference", kept.some((u) => u.includes("pymemlab.wasm")) && !kept.some((u) => u.includes("docs")), kept.join(" "));
  await host.stop();
  await page.reload();
  await idle(page);
  check("without the host the page runs its program", (await get(page, "object").count()) > 0);
  await page.goto("about:blank");
  await page.goto(`${host.url}#code=${encodeURIComponent(code)}&view=heap`);
  await idle(page);
  check("and a link", (await get(page, "output").innerText()).trim() === "5", await get(page, "output").innerText());
  await page.goto("about:blank");
  await page.goto(`${host.url}#code=${encodeURIComponent("import weakref, collections, dataclasses\nprint(collections.Counter('aab'))\n")}`);
  await idle(page);
  check("and what the engine loads when a program needs it", (await get(page, "output").innerText()).trim() === "Counter({'a': 2, 'b': 1})",
    await get(page, "output").innerText());
  await page.goto(`${host.url}links/zh.html`);
  check("and the page about links", (await page.locator("h1").innerText()) === "链接与嵌入");
  const manifest = JSON.parse(readFileSync(path.join(root, "web", "dist", "manifest.webmanifest"), "utf8"));
  check("installable: name, start, icons of 192 and 512", manifest.name && manifest.start_url === "./" && manifest.display === "standalone" &&
    ["192x192", "512x512"].every((s) => manifest.icons.some((i) => i.sizes === s && existsSync(path.join(root, "web", "dist", i.src)))));
  check("offline: nothing went wrong, nobody else was asked", seen.problems.length === 0 && [...seen.asked].every((o) => o === new URL(host.url).origin),
    [...seen.problems, ...seen.asked].join(" | "));
  await context.close();
}

await run(async (browser, url) => {
  await links(browser, url);
  await embedding(browser, url);
  await offline(browser);
});
