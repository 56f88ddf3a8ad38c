// How long the page takes to be ready, in real Chromium. usage: node ready.mjs [RUNS]
// PYMEMLAB: the program (default build/pymemlab). Prints figures, judges nothing; run it on an idle machine.
// "ready": from the last byte of what was needed to the engine's first result on the page.
import { spawn } from "node:child_process";
import { readFileSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), "..", "..");
const dist = path.join(root, "web", "dist");
const { chromium } = createRequire(path.join(root, "web", "package.json"))("playwright-core");
const runs = Number(process.argv[2] ?? 7);
const program = process.env.PYMEMLAB ?? path.join(root, "build", "pymemlab");

function sizes() {
  let total = 0;
  for (const name of readdirSync(dist, { recursive: true, withFileTypes: true }).filter((f) => f.isFile())) {
    const file = path.join(name.parentPath ?? name.path, name.name);
    const bytes = readFileSync(file);
    const packed = gzipSync(bytes, { level: 9 }).length;
    total += packed;
    console.log(`${path.relative(dist, file).padEnd(40)} ${String(bytes.length).padStart(9)} raw ${String(packed).padStart(8)} gzip`);
  }
  console.log(`${"whole page with engine".padEnd(40)} ${" ".repeat(14)}${String(total).padStart(8)} gzip`);
}

async function measure(browser, url) {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.addInitScript(() => {
    const look = () => {
      if (document.querySelector('[data-testid="app"][data-ready="true"]')) {
        self.readyAt = performance.now();
      } else {
        requestAnimationFrame(look);
      }
    };
    look();
  });
  const ends = [];
  const start = Date.now();
  page.on("requestfinished", (r) => ends.push([r.url(), r.timing().startTime + r.timing().responseEnd]));
  context.on("requestfinished", (r) => ends.push([r.url(), r.timing().startTime + r.timing().responseEnd]));
  await page.goto(url);
  await page.waitForSelector(`[data-testid="app"][data-ready="true"]`, { state: "attached" });
  await page.waitForTimeout(100);
  const { origin, readyAt } = await page.evaluate(() => ({ origin: performance.timeOrigin, readyAt: self.readyAt }));
  const needed = ends.filter(([u, t]) => !u.includes("/api/") && t <= origin + readyAt);
  const last = Math.max(...needed.map(([, t]) => t));
  await context.close();
  return { navigation: readyAt, afterBytes: origin + readyAt - last, wall: Date.now() - start };
}

sizes();
const server = spawn(program, ["serve", "--port", "0", "--web", dist], { stdio: ["ignore", "pipe", "inherit"] });
const line = await new Promise((resolve) => server.stdout.once("data", (d) => resolve(String(d))));
const browser = await chromium.launch({
  executablePath: "/usr/bin/chromium",
  args: ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync"],
});
try {
  const all = [];
  for (let i = 0; i < runs; i++) {
    all.push(await measure(browser, line.match(/http:\/\/[^ \n]+/)[0]));
  }
  for (const key of ["navigation", "afterBytes"]) {
    const list = all.map((m) => m[key]).sort((a, b) => a - b);
    console.log(`${key === "navigation" ? "navigation to ready" : "last byte to ready"}: median ${Math.round(list[runs >> 1])} ms, ${Math.round(list[0])} to ${Math.round(list.at(-1))}`);
  }
} finally {
  await browser.close();
  server.kill();
}
