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
export const idle = (page) => page.waitForSelector('[data-testid="app"][data-ready="true"][data-running="false"]');

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
