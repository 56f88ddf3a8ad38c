// What every journey needs: the page served, a real Chromium, checks that are counted.
import { spawn } from "node:child_process";
import { createRequire } from "node:module";
import path from "node:path";
import { fileURLToPath } from "node:url";

export const root = path.join(path.dirname(fileURLToPath(import.meta.url)), "..", "..");
const { chromium } = createRequire(path.join(root, "web", "package.json"))("playwright-core");
const program = process.env.PYMEMLAB ?? path.join(root, "build", "pymemlab");
const counts = { passed: 0, failed: 0 };

export function check(name, good, detail = "") {
  console.log(`${good ? "ok" : "not ok"} - ${name}${detail === "" || good ? "" : `: ${detail}`}`);
  counts[good ? "passed" : "failed"]++;
}

/** web/dist by our own server, on a free port. */
export async function serve() {
  const child = spawn(program, ["serve", "--port", "0", "--web", path.join(root, "web", "dist")], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const line = await new Promise((resolve) => child.stdout.once("data", (d) => resolve(String(d))));
  return { child, url: line.match(/http:\/\/[^ \n]+/)[0] };
}

/** Runs a journey in a fresh browser; its checks decide how the process ends. */
export async function run(journey) {
  const { child, url } = await serve();
  const browser = await chromium.launch({
    executablePath: "/usr/bin/chromium",
    args: ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
      "--disable-background-networking", "--disable-component-update", "--disable-sync"],
  });
  try {
    await journey(browser, url, child);
  } catch (error) {
    check("the journey reached its end", false, String(error).slice(0, 400));
  } finally {
    await browser.close();
    child.kill();
  }
  console.log(`${counts.passed} passed, ${counts.failed} failed`);
  process.exit(counts.failed ? 1 : 0);
}

export const get = (page, id) => page.locator(`[data-testid="${id}"]`);
export const idle = (page) => page.waitForSelector('[data-testid="app"][data-ready="true"][data-awake="true"][data-running="false"]');

/** A control that this size of window keeps behind a tab or a button is brought to light first. */
export async function reach(page, id) {
  const control = get(page, id).first();
  const panel = await control.evaluate((e) => e.closest(".panel[hidden]")?.id ?? "");
  if (panel) {
    await page.locator(`[role="tab"][aria-controls="${panel}"]`).click();
  }
  if (!(await control.isVisible())) {
    await page.locator('.overflow[data-open="false"]', { has: control }).locator("> .overflow-button").click();
  }
  return control;
}

/** The editor's text is replaced. */
export async function write(page, program) {
  await reach(page, "editor");
  await page.locator(".cm-content").click();
  await page.keyboard.press("Control+A");
  await page.keyboard.press("Delete");
  await page.keyboard.insertText(program);
}

/** A program is written, run, and has come to its end. */
export async function type(page, program, most = 60_000) {
  await write(page, program);
  await page.evaluate(() => {
    const app = document.querySelector('[data-testid="app"]');
    self.pymemlabRan = false;
    new MutationObserver(() => (self.pymemlabRan ||= app.dataset.running === "true")).observe(app, { attributes: true });
  });
  await page.keyboard.press("Control+Enter");
  if (!(await until(() => page.evaluate(() => self.pymemlabRan)))) {
    throw new Error("Ctrl+Enter runs nothing");
  }
  await page.waitForSelector('[data-testid="app"][data-ready="true"][data-running="false"]', { timeout: most });
}

/** Whether it holds in the end; what it throws meanwhile counts as no. */
export async function until(holds, most = 30_000) {
  for (const end = Date.now() + most; Date.now() < end;) {
    const held = await Promise.resolve().then(holds).catch(() => false);
    if (held) {
      return held;
    }
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  return false;
}
