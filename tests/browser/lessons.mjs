// Through the lessons, in real Chromium. usage: node lessons.mjs [SCREENSHOT_FOLDER]
import { mkdtempSync, readdirSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { check, get, idle, reach, root, run, until } from "./chromium.mjs";

const shots = process.argv[2] ?? mkdtempSync(path.join(tmpdir(), "pymemlab-"));
const shot = (page, name) => page.screenshot({ path: path.join(shots, `${name}.png`) });
const editor = (page) => page.locator(".cm-content").innerText();
const groups = ["labels", "counts", "del", "pools", "cycles", "tools", "shared", "recipes"];

/** From the menu to one lesson; returns once its program has run. */
async function open(page, group, id) {
  if (await get(page, "lessons-all").count()) {
    await get(page, "lessons-all").click();
  }
  const list = get(page, `lesson-group-${group}`);
  if ((await list.getAttribute("open")) === null) {
    await list.locator("summary").click();
  }
  await page.locator(`[data-testid="lesson"][data-id="${id}"]`).click();
  await page.waitForSelector(`[data-testid="lesson-page"][data-id="${id}"]`);
}

async function everyGroup(page) {
  await get(page, "lessons").click();
  await get(page, "lessons-pane").waitFor();
  check("every group is in the menu", (await page.locator('[data-testid^="lesson-group-"]').count()) === groups.length);
  check("and 80 lessons or more", (await get(page, "lesson").count()) >= 80, await get(page, "lesson").count());
  await shot(page, "lessons-menu");
  for (const [language, which] of [["zh", "last"], ["en", "first"]]) {
    await (await reach(page, `language-${language}`)).click();
    for (const group of groups) {
      const id = await get(page, `lesson-group-${group}`).locator('[data-testid="lesson"]')[which]().getAttribute("data-id");
      await open(page, group, id);
      await page.waitForSelector('[data-testid="agreement"]');
      check(`${id} (${language}): the engine prints what the lesson says`,
        (await get(page, "agreement").getAttribute("data-same")) === "true", await get(page, "output").innerText());
      await get(page, "lessons-all").click();
    }
  }
}

/** Every lesson's program in a worker like the page's own, one after the other. */
async function everyProgram(page) {
  const folder = path.join(root, "web", "lessons");
  const wanted = readdirSync(folder).filter((f) => /^r.*\.md$/.test(f)).map((f) => {
    const text = readFileSync(path.join(folder, f), "utf8");
    const block = (name, kind) => text.match(new RegExp(`## ${name}\n\n\`\`\`${kind}\n([^]*?)\`\`\``))[1];
    return { id: f, program: block("Program", "python"), real: block("Real", "text") };
  });
  const printed = await page.evaluate(async (programs) => {
    const worker = new Worker(new URL("engine/worker.js", document.baseURI));
    let id = 0;
    const ask = (request) => new Promise((resolve) => {
      const mine = ++id;
      worker.addEventListener("message", function answer(e) {
        if (e.data.id === mine) {
          worker.removeEventListener("message", answer);
          resolve(e.data.failed ? { stdout: e.data.failed } : JSON.parse(e.data.reply));
        }
      });
      worker.postMessage({ id: mine, request: JSON.stringify(request) });
    });
    const all = [];
    for (const source of programs) {
      all.push((await ask({ command: "record", source })).stdout);
    }
    worker.terminate();
    return all;
  }, wanted.map((w) => w.program));
  const wrong = wanted.filter((w, i) => printed[i] !== w.real).map((w) => w.id);
  check(`all ${wanted.length} programs print their real result in the browser`, wrong.length === 0, wrong.join(" "));
}

async function oneLesson(page) {
  await open(page, "labels", "row-09-tuples-are-not-copied");
  await page.waitForSelector('[data-testid="agreement"][data-same="true"]');
  check("a wrong claim is marked so", (await get(page, "verdict").getAttribute("data-verdict")) === "wrong");
  check("the claim stands in its author's words",
    (await get(page, "lesson-page").locator("blockquote").innerText()).includes("采用复制的方式"));
  check("its program is in the editor", (await editor(page)).includes("u = t"));
  check("what the claim predicts is not what came",
    (await get(page, "predicted").innerText()) !== (await get(page, "real").innerText()));
  await shot(page, "lesson-wide");
  await get(page, "lesson-next").click();
  await page.waitForSelector('[data-testid="lesson-page"][data-id="row-10-aliasing-is-not-copying"]');
  await page.waitForSelector('[data-testid="agreement"][data-same="true"]');
  check("next leads to the next one, which runs", (await editor(page)).includes("copy.deepcopy"));
  await get(page, "lesson-previous").click();
  check("previous leads back", await until(async () => (await get(page, "lesson-page").getAttribute("data-id")) === "row-09-tuples-are-not-copied"
    && (await editor(page)).includes("u = t")));
}

/** "Go to line" shows the moment before that line. */
async function goToLine(page) {
  await open(page, "counts", "row-13-every-object-counts");
  await page.waitForSelector('[data-testid="agreement"][data-same="true"]');
  const list = page.locator('[data-testid="object"][data-type="list"]');
  for (const [line, count] of [[4, 1], [6, 2]]) {
    await page.locator(`[data-testid="look-line"][data-line="${line}"]`).click();
    await page.waitForSelector(`[data-testid="object"][data-type="list"][data-refcount="${count}"]`);
    check(`before line ${line} the list's count is ${count}`, (await list.count()) === 1);
  }
  await shot(page, "lesson-line");
  await get(page, "look-end").click();
  await page.waitForSelector('[data-testid="object"][data-type="list"][data-refcount="1"]');
}

async function predict(page) {
  await open(page, "counts", "row-14-not-only-variables");
  await get(page, "predict").check();
  await idle(page);
  check("Predict hides the results", (await get(page, "real").count()) === 0 && (await get(page, "verdict").count()) === 0);
  check("and what the program did", !(await get(page, "output").innerText()).includes("count:") &&
    (await get(page, "object").count()) === 0);
  await get(page, "as-claimed").click();
  await shot(page, "lesson-predict");
  await get(page, "reveal").click();
  await page.waitForSelector('[data-testid="agreement"][data-same="true"]');
  check("believing the claim scores 1 of 2", /1\D+2/.test(await get(page, "score").innerText()), await get(page, "score").innerText());
  check("the wrong line is marked",
    (await page.locator('[data-testid="outcome"][data-right="false"]').innerText()).includes("count"));
  await shot(page, "lesson-revealed");
  await get(page, "predict-again").click();
  await get(page, "answer").nth(0).fill("1");
  await get(page, "answer").nth(1).fill("4");
  await page.keyboard.press("Enter");
  await page.waitForSelector('[data-testid="agreement"][data-same="true"]');
  check("the right answers score 2 of 2", /2\D+2/.test(await get(page, "score").innerText()));
  await page.reload();
  await idle(page);
  await get(page, "lessons").click();
  check("the best score is remembered",
    (await page.locator('[data-id="row-14-not-only-variables"]').textContent()).includes("2/2"));
}

async function chinese(page) {
  await (await reach(page, "language-zh")).click();
  await page.locator('html[lang="zh-Hans"]').waitFor({ state: "attached" }); // its texts come when it is chosen
  await open(page, "del", "row-30-del-does-not-lower-memory");
  await page.waitForSelector('[data-testid="agreement"][data-same="true"]');
  const text = await get(page, "lesson-page").innerText();
  check("a lesson speaks Chinese", ["原说法", "看点", "已过时", "arena"].every((w) => text.includes(w)), text.slice(0, 300));
  await shot(page, "lesson-chinese");
  await page.emulateMedia({ colorScheme: "dark" });
  await shot(page, "lesson-dark");
  await page.emulateMedia({ colorScheme: "light" });
}

async function narrow(page) {
  await page.setViewportSize({ width: 360, height: 800 });
  for (const language of ["zh", "en"]) {
    await (await reach(page, `language-${language}`)).click();
    const out = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    check(`nothing sticks out at 360 px (${language})`, out <= 0, `${out} px`);
  }
  await page.screenshot({ path: path.join(shots, "lesson-narrow.png"), fullPage: true });
  await get(page, "predict").check();
  await page.waitForSelector('[data-testid="prediction"]');
  const out = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  check("nor in Predict", out <= 0, `${out} px`);
  await page.screenshot({ path: path.join(shots, "lesson-narrow-predict.png"), fullPage: true });
  await get(page, "lesson-title").press("Escape");
  check("Escape closes the lessons", (await get(page, "lessons-pane").count()) === 0);
}

await run(async (browser, url) => {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, locale: "en-US" });
  page.setDefaultTimeout(120000);
  const problems = [];
  const asked = [];
  page.on("pageerror", (e) => problems.push(String(e)));
  page.on("console", (m) => m.type() === "error" && problems.push(m.text()));
  page.on("request", (r) => asked.push(r.url()));
  await page.goto(url);
  await idle(page);
  check("lessons are not in the first load", !asked.some((u) => /assets\/lessons/.test(u)));
  await everyGroup(page);
  await everyProgram(page);
  await oneLesson(page);
  await goToLine(page);
  await predict(page);
  await chinese(page);
  await narrow(page);
  check("no error in the console", problems.length === 0, problems.join("; "));
});
