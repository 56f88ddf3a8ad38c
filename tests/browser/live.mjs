// A session shown live: one presents, others follow. usage: node live.mjs [SCREENSHOT_FOLDER]
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { check, get, idle, root, run, until } from "./chromium.mjs";

const shots = process.argv[2];
const axe = readFileSync(createRequire(path.join(root, "web", "package.json")).resolve("axe-core/axe.min.js"), "utf8");
const code = "a = [1, 2, 3]\nb = a\nc = [a, b]\ndel b\nprint(len(c))\n";
const other = "d = {'k': [1]}\ne = d['k']\nprint(e)\n";

const position = (page) => page.evaluate(() => document.querySelector('[data-testid="scrubber"]')?.value ?? "");
const editorText = (page) => page.locator(".cm-content").innerText();
const state = (page) => get(page, "live-state").innerText();
/** From its top: there the bar is. */
const picture = async (page, name) => {
  if (shots) {
    await page.evaluate(() => scrollTo(0, 0));
    await page.screenshot({ path: path.join(shots, `live-${name}.png`) });
  }
};
const tab = (page, name) => get(page, `tab-${name}`).getAttribute("aria-selected").then((v) => v === "true");
const chosen = (page) => get(page, "ledger").count().then((n) => (n ? get(page, "ledger").innerText() : ""));

async function open(browser, url, viewport, problems) {
  const context = await browser.newContext({ viewport, locale: "en-US", permissions: ["clipboard-read", "clipboard-write"] });
  const page = await context.newPage();
  page.on("pageerror", (e) => problems.push(String(e)));
  page.on("request", (r) => /^https?:/.test(r.url()) && !r.url().startsWith(url.replace(/#.*/, "").replace(/\/$/, "")) && problems.push(r.url()));
  await page.goto(url);
  return page;
}

async function accessible(page, name) {
  const found = await page.evaluate(`${axe}; axe.run({ runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"] })`);
  check(`${name}: axe finds nothing`, found.violations.length === 0, found.violations.map((v) => `${v.id} ${v.nodes[0].html}`).join("; ").slice(0, 400));
}

/** The presenter's page with a session of the server, and the link it gives. */
async function presenting(page) {
  await idle(page);
  check("this page's engine presents nothing", (await get(page, "present").count()) === 0);
  await get(page, "engine-server").click();
  await get(page, "present").waitFor();
  await idle(page);
  await get(page, "present").click();
  await get(page, "live-copy").click();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  check("the link names the view, and nothing else", /^http:\/\/[^#]+#live=[0-9a-f]{32}$/.test(link), link);
  check("it can be read and selected too", (await get(page, "live-link").inputValue()) === link);
  return link;
}

const alike = (pages, ask) => until(async () => {
  const [first, ...rest] = await Promise.all(pages.map(ask));
  return rest.every((x) => x === first);
});

async function following(presenter, followers) {
  const [one, two] = followers;
  const all = [presenter, ...followers];
  for (const page of followers) {
    await until(async () => (await state(page)).includes("follow"));
  }
  check("both follow", (await state(one)) === "You follow the presenter" && (await state(two)) === "You follow the presenter", await state(one));
  check("the presenter sees how many", await until(async () => (await get(presenter, "live-followers").innerText()) === "Followers: 2"));
  check("the same program", (await editorText(one)) === (await editorText(presenter)) && (await editorText(two)).includes("del b"));
  check("the same names are watched", await alike([presenter, one], (p) => get(p, "chart-counts").innerText()), await get(one, "chart-counts").innerText());
  check("the same output", await alike(all, (p) => get(p, "output").innerText()));
  await presenter.locator("body").click({ position: { x: 2, y: 300 } });
  await presenter.keyboard.press("Home");
  check("to the beginning with the presenter", await until(async () => (await position(presenter)) === "0") && await alike(all, position));
  for (let i = 0; i < 3; i++) {
    await presenter.keyboard.press("ArrowRight");
  }
  check("and step by step", await until(async () => Number(await position(presenter)) > 0) && await alike(all, position), await Promise.all(all.map(position)).then(String));
  await get(presenter, "object").first().click();
  check("the chosen object is chosen there too", await until(async () => (await chosen(presenter)) !== "" && (await chosen(one)) === (await chosen(presenter)) && (await chosen(two)) !== ""),
    JSON.stringify(await Promise.all(all.map(chosen))));
  await get(presenter, "object").nth(1).hover();
  const points = await get(presenter, "object").nth(1).getAttribute("data-id");
  check("what the presenter points at is marked", await until(async () => (await one.locator(`[data-id="${points}"] [data-testid="presenter-points"]`).count()) === 1), points);
  check("and said", await until(async () => (await get(one, "live-points").innerText()).startsWith("pointing at ")));
  await picture(one, "pointing");
  await presenter.locator(".cm-line").nth(2).click();
  check("the line of the text cursor is marked", await until(async () => (await get(one, "presenter-line").innerText()) === "c = [a, b]"));
  check("pointing elsewhere ends it", await until(async () => (await get(one, "presenter-points").count()) === 0));
  await get(presenter, "tab-deaths").click();
  check("the view as well", await until(() => tab(one, "deaths")) && await until(() => tab(two, "deaths")));
}

async function ownWays(presenter, one) {
  const there = await position(presenter);
  await get(one, "live-look").click();
  await get(presenter, "tab-objects").click();
  await presenter.locator("body").click({ position: { x: 2, y: 300 } });
  await presenter.keyboard.press("End");
  const end = await until(async () => (await position(presenter)) !== there && await position(presenter));
  check("who looks for themselves stays", await until(async () => (await get(one, "live-there").innerText()).includes(`tick ${end}`)) &&
    (await position(one)) === there && (await tab(one, "deaths")), await get(one, "live-there").innerText());
  await get(one, "live-follow").click();
  check("and follows again", await until(async () => (await position(one)) === end && (await tab(one, "objects"))));
  await one.locator("body").click({ position: { x: 2, y: 300 } });
  await one.keyboard.press("Home");
  check("a step of one's own is looking for oneself", await until(async () => (await state(one)) === "You look for yourself"));
  check("nobody else is moved", (await position(presenter)) === end);
  await get(one, "live-follow").click();
  check("back again", await until(async () => (await position(one)) === end));
}

/** Another program; who is elsewhere stays there. */
async function anotherRun(presenter, one, two) {
  await get(two, "live-look").click();
  await presenter.locator(".cm-content").fill(other);
  await get(presenter, "run").click();
  check("another program is followed", await until(async () => (await editorText(one)).includes("d['k']") && (await get(one, "output").innerText()).includes("[1]")));
  check("who looks for themselves keeps theirs", (await editorText(two)).includes("del b"));
  await get(two, "live-follow").click();
  check("until they follow again", await until(async () => (await editorText(two)).includes("d['k']")));
}

await run(async (browser, url, server) => {
  const problems = [];
  const presenter = await open(browser, `${url}/#lang=en&code=${encodeURIComponent(code)}`, { width: 1280, height: 800 }, problems);
  const link = await presenting(presenter);
  const one = await open(browser, link, { width: 1280, height: 800 }, problems);
  const two = await open(browser, link, { width: 360, height: 740 }, problems);
  await following(presenter, [one, two]);
  await Promise.all([picture(presenter, "presenter"), picture(one, "follower"), picture(two, "phone")]);
  await accessible(presenter, "presenting");
  await accessible(two, "following on a phone");
  const bar = await get(two, "live-bar").boundingBox();
  check("the bar lies within the phone", bar.x >= 0 && bar.x + bar.width <= 360, JSON.stringify(bar));
  await ownWays(presenter, one);
  await anotherRun(presenter, one, two);
  await get(one, "language-zh").click();
  await one.locator('html[lang="zh-Hans"]').waitFor({ state: "attached" }); // its texts come when it is chosen
  check("in Chinese too", await until(async () => (await state(one)) === "您正在跟随演示者"), await state(one));
  await picture(one, "zh");
  await get(presenter, "live-end").click();
  check("the end is told", await until(async () => (await state(two)).includes("has ended")) && (await state(one)).includes("演示已结束"));
  check("and what was there stays", (await editorText(two)).includes("d['k']") && (await get(two, "object").count()) > 0);
  await two.locator("body").click({ position: { x: 2, y: 300 } });
  await two.keyboard.press("Home");
  check("one can go on alone", await until(async () => (await position(two)) === "0"));
  await picture(two, "ended");

  await get(presenter, "present").click();
  const again = await get(presenter, "live-link").inputValue();
  check("presented anew it is another link", again !== link);
  await two.goto("about:blank");
  await two.goto(again);
  await until(async () => (await state(two)).includes("follow"));
  await one.goto("about:blank");
  await one.goto(link);
  check("an old link says so, and shows the page", await until(async () => (await get(one, "live-bar").getAttribute("data-line")) === "unknown") &&
    await until(async () => (await get(one, "object").count()) > 0));
  server.kill("SIGKILL"); // no word of farewell
  check("a server that is gone is told", await until(async () => (await state(two)).startsWith("The connection is lost")), await state(two));
  check("to the presenter as well", await until(async () => (await get(presenter, "live-bar").innerText()).includes("does not answer")));
  await picture(two, "server-gone");
  await two.locator("body").click({ position: { x: 2, y: 300 } });
  await two.keyboard.press("Home");
  check("the follower keeps what was shown", (await editorText(two)).includes("d['k']") && await until(async () => (await position(two)) === "0"));
  check("no errors, nobody else was asked", problems.length === 0, problems.join(" | "));
});
