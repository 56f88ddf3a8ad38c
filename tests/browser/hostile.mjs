// 300 hostile names, strings and links: none is executed, none breaks the page. usage: node hostile.mjs
import { mkdtempSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { check, get, idle, reach, root, run, type } from "./chromium.mjs";
import { names, payloads, places } from "./payloads.mjs";
import { watch } from "./watch.mjs";

const need = createRequire(path.join(root, "web", "package.json"));
const { deflateSync, strToU8 } = need("fflate");
let tried = 0;
const told = (signs) => [...new Set(signs)].slice(0, 4).join(" | ");

/** Every view, a ledger, the beginning and the middle of the run. */
async function lookAround(page) {
  for (const tab of await page.locator('[role="tab"]').all()) {
    await tab.click();
    await page.waitForTimeout(40);
  }
  await get(page, "tab-objects").click();
  const card = get(page, "object").first();
  if (await card.count()) {
    await card.focus();
    await page.keyboard.press("Enter");
    await get(page, "ledger").waitFor();
    await page.keyboard.press("Escape");
  }
  for (const step of ["time-back", "time-back", "time-first", "time-forward"]) {
    await get(page, step).click();
    await page.waitForTimeout(40);
  }
}

/** A page without a policy that takes text for markup: the watch must see all of it. */
async function canary(browser) {
  let body = "";
  const server = createServer((request, response) => response.writeHead(200, { "content-type": "text/html" })
    .end(`<!doctype html><meta charset=utf-8><title>x</title><div title="">${body}`));
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const home = `http://127.0.0.1:${server.address().port}`;
  const page = await browser.newPage();
  const eyes = await watch(page, home);
  const unnoticed = [];
  const texts = payloads(eyes.call);
  const runs = [0, 1, 2, 3, 4, 5, 9, 12, 20, 23, 24];
  const asks = [13, 14, 15, 16];
  for (const n of [...runs, ...asks]) {
    body = texts[n];
    await page.goto(home, { waitUntil: "commit" }).catch(() => {});
    await page.waitForTimeout(60);
    const signs = await eyes.signs().catch(() => ["gone elsewhere"]);
    if (runs.includes(n) ? !signs.includes(`executed: ${n}`) : signs.length === 0) {
      unnoticed.push(`${n} (${told(signs)})`);
    }
  }
  check(`a page that is fooled is found out (${runs.length + asks.length} shapes)`, unnoticed.length === 0, unnoticed.join(" "));
  body = "<script>setTimeout(() => alert('canary'))</script>";
  await page.goto(home);
  await page.waitForTimeout(60);
  check("a dialog is seen", (await eyes.signs()).includes("dialog: canary"));
  await page.close();
  server.closeAllConnections();
  server.close();
}

async function programs(page, eyes) {
  for (const [place, program] of Object.entries(places)) {
    const texts = payloads(eyes.call, tried);
    tried += texts.length;
    await type(page, program(texts));
    await lookAround(page);
    const signs = await eyes.signs();
    check(`${texts.length} hostile ${place} stay text`, signs.length === 0, told(signs));
  }
  tried += names.length;
  await type(page, `${names.map((n) => `${n} = ["${n.slice(0, 20)}"]`).join("\n")}\nclass C: pass\nc = C()\n${
    names.map((n) => `c.${n.startsWith("__") ? `_${n}` : n} = [1]`).join("\n")}\n`);
  const shown = await get(page, "name").evaluateAll((all) => all.map((e) => e.dataset.name));
  check("names that JavaScript knows too are names", ["constructor", "toString", "hasOwnProperty"].every((n) => shown.includes(n)), shown.join(" ").slice(0, 200));
  await lookAround(page);
  const signs = await eyes.signs();
  check(`${names.length} odd names break nothing`, signs.length === 0, told(signs));
  await type(page, `print(${JSON.stringify(payloads(eyes.call, 900)[2])})\n`);
  check("what is printed arrives letter by letter", (await get(page, "output").innerText()).trim() === payloads(eyes.call, 900)[2]);
}

/** The fields one can type into. */
async function fields(page, eyes) {
  await type(page, "x = []\n");
  const texts = payloads(eyes.call, tried).filter((t) => !/[\r\n]/.test(t));
  tried += texts.length;
  await (await reach(page, "operation")).selectOption("create");
  const field = get(page, "field-name");
  for (const text of texts) {
    await field.fill(text);
    await (await reach(page, "do")).click();
    await idle(page);
  }
  const signs = (await eyes.signs()).filter((s) => !/status of 4\d\d/.test(s));
  check(`${texts.length} hostile texts in an operation's name`, signs.length === 0, told(signs));
}

const packed = (value) => Buffer.from(deflateSync(strToU8(typeof value === "string" ? value : JSON.stringify(value))))
  .toString("base64url");

/** Fragments: damaged, too much, of the wrong form, with hostile texts in every field. */
function fragments(call) {
  const good = packed({ code: "a = [1]\n", view: "heap", lang: "en", tick: 3 });
  const evil = payloads(call, tried);
  const forms = [null, "text", { code: 1 }, { code: "x=1", tick: -1 }, { code: "x=1", tick: 1e300 },
    { code: "x=1", breakpoints: [1e9, "1", null, -4, {}] }, { code: "x=1", view: "__proto__", unit: "constructor", lang: "toString" },
    '{"__proto__":{"code":"evil"},"code":"x=1"}', { code: "x".repeat(1_000_001) }];
  return [
    ...evil.slice(0, 5).map((t) => `s=${packed({ code: `s = ${JSON.stringify(t)}\n`, view: t, lang: t, unit: t, tick: t, breakpoints: [t] })}`),
    ...evil.slice(8, 11).map((t) => `s=${encodeURIComponent(t)}&embed=${encodeURIComponent(t)}&lesson=${encodeURIComponent(t)}`),
    ...evil.slice(16, 18).map((t) => `lesson=${encodeURIComponent(t)}`),
    ...evil.slice(20, 23).map((t) => t.replace(/[\r\n\t]/g, "")),
    ...forms.map((f) => `s=${packed(f)}`),
    `s=${good.slice(0, 20)}`, `s=${good.slice(5)}`, `s=${good}${good}`, "s=%", "s=%00%ff", `s=${"A".repeat(60_000)}`,
    `s=${packed(" ".repeat(40_000_000))}`, `s=${packed(`${"[".repeat(200_000)}`)}`,
  ];
}

async function links(page, eyes, url) {
  const all = fragments(eyes.call);
  tried += all.length;
  const bad = [];
  for (const fragment of all) {
    await page.goto("about:blank");
    await page.goto(`${url}#${fragment}`);
    await idle(page).catch(() => bad.push(`never ready: ${fragment.slice(0, 60)}`));
    const signs = await eyes.signs();
    if (signs.length) {
      bad.push(`${fragment.slice(0, 60)}: ${told(signs)}`);
    }
  }
  check(`${all.length} damaged or malicious links open the page and do no more`, bad.length === 0, told(bad));
}

/** Lessons are Markdown: parsed as the build does, its result put where the page puts it. */
async function lessons(page, eyes) {
  const made = await need("esbuild").build({ entryPoints: [path.join(root, "web/src/lessons/parse.ts")], bundle: true,
    platform: "node", format: "cjs", write: false, logLevel: "error" });
  const file = path.join(mkdtempSync(path.join(tmpdir(), "pymemlab-")), "parse.cjs");
  writeFileSync(file, made.outputFiles[0].text);
  const { parseLesson } = (await import(pathToFileURL(file).href)).default;
  const texts = payloads(eyes.call, tried).map((t) => t.replace(/[\r\n]/g, " "));
  tried += texts.length;
  const look = texts.map((t) => `- ${t}\n\n[${t}](${t}) <${t}> \`${t}\`\n`).join("\n");
  const lesson = parseLesson("x", `---\nrow: 1\ngroup: labels\nverdict: true\nsource: none\ntitle: ${texts[2]}\ntitle_zh: ${texts[3]}\n`
    + `claim: ${texts[4]}\nclaim_en: ${texts[5]}\n---\n## Look\n${look}\n## 看点\n${look}\n## Verdict\n${look}\n## 结论\n${look}\n`
    + "## Program\n\n```python\nx = 1\n```\n\n## Predicted\n\n```text\n1\n```\n\n## Real\n\n```text\n1\n```\n\n## Engine\n\n- `x`\n");
  await page.evaluate((html) => {
    const host = document.createElement("div");
    document.body.append(host);
    host.innerHTML = html;
  }, lesson.en.look + lesson.en.verdict + lesson.zh.look + lesson.zh.verdict);
  await page.waitForTimeout(200);
  const signs = await eyes.signs();
  check(`${texts.length} hostile texts in a lesson's Markdown`, signs.length === 0, told(signs));
}

await run(async (browser, url) => {
  const only = process.argv[2];
  if (!only || only === "canary") await canary(browser);
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 }, locale: "en-US", reducedMotion: "reduce" });
  page.setDefaultTimeout(120000);
  const eyes = await watch(page, new URL(url).origin);
  await page.goto(url);
  await idle(page);
  const parts = { programs, fields, lessons, links };
  for (const [name, part] of Object.entries(parts)) {
    if (!only || only === name) {
      try {
        const start = Date.now();
        await part(page, eyes, url);
        console.log(`# ${name}: ${((Date.now() - start) / 1000).toFixed(1)} s`);
      } catch (error) {
        check(`${name} reached its end`, false, String(error).slice(0, 400));
      }
    }
  }
  await page.goto("about:blank");
  await page.goto(url);
  await idle(page);
  await type(page, "print('still here')\n");
  check("afterwards the page works", (await get(page, "output").innerText()).trim() === "still here");
  if (!only) check(`${tried} texts in all`, tried >= 300);
});
