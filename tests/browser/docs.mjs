// The API reference at /docs in real Chromium: every route is there, nothing is asked of anybody else, and the
// page's security policy lets it work. usage: node docs.mjs [SCREENSHOT_FOLDER]
import { createRequire } from "node:module";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { reporter, startServer } from "../hosts/http_server.mjs";

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), "..", "..");
const { chromium } = createRequire(path.join(root, "web", "package.json"))("playwright-core");
const shots = process.argv[2];
const program = process.env.PYMEMLAB ?? path.join(root, "build", "pymemlab");
const { report, finish } = reporter();
const { base, stop } = await startServer(program, "--web", path.join(root, "web", "dist"));
const browser = await chromium.launch({
  executablePath: "/usr/bin/chromium",
  args: ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync"],
});

async function reference(page, problems, asked) {
  await page.goto(`${base}/docs`);
  report("/docs leads to the reference", page.url() === `${base}/docs/`, page.url());
  await page.locator(".opblock").first().waitFor();
  const doc = await (await fetch(`${base}/openapi.json`)).json();
  const operations = Object.values(doc.paths).flatMap((p) => ["get", "post", "delete"].filter((m) => p[m])).length;
  const shown = await page.locator(".opblock").count();
  report("every operation is listed", shown === operations, `${shown} of ${operations}`);
  await page.locator("#operations-looking-ledger .opblock-summary").click();
  const text = await page.locator("#operations-looking-ledger").innerText();
  report("one opened shows what it does, a request and a reply",
    text.includes("Every holder of one object") && text.includes('"holders"') && /"id": "0x7f/.test(text), text);
  if (shots) await page.screenshot({ path: path.join(shots, "docs.png") });
  report("no errors, nothing the policy forbids", problems.length === 0, problems.join("; "));
  report("nobody else is asked", asked.every((u) => u.startsWith(base) || u.startsWith("data:")), asked.join(" "));
}

async function playground(page, asked) {
  await page.goto(base);
  await page.locator('[data-testid="output"]').waitFor({ state: "attached" });
  await page.waitForLoadState("networkidle");
  report("the playground loads nothing of it", !asked.some((u) => u.includes("/docs")), asked.filter((u) => u.includes("docs")).join(" "));
}

try {
  for (const visit of [reference, playground]) {
    const page = await browser.newPage({ viewport: { width: 1200, height: 900 } });
    page.setDefaultTimeout(120000);
    const problems = [];
    const asked = [];
    page.on("pageerror", (e) => problems.push(String(e)));
    page.on("console", (m) => ["error", "warning"].includes(m.type()) && problems.push(m.text()));
    page.on("request", (r) => asked.push(r.url()));
    await (visit === reference ? visit(page, problems, asked) : visit(page, asked));
  }
} catch (error) {
  report("the visit reached its end", false, String(error));
} finally {
  await browser.close();
  stop();
}
finish();
