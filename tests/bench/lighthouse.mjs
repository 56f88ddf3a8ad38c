// Lighthouse's figures of the page, in headless Chromium. Not a test.
// usage: node lighthouse.mjs FOLDER, where `npm install --ignore-scripts lighthouse@12.8.2` was run: with all it needs
// it takes 185 MB, too much for web/package.json. PYMEMLAB: the program (default build/pymemlab).
import { createRequire } from "node:module";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { serve } from "../browser/chromium.mjs";

const from = createRequire(path.join(path.resolve(process.argv[2]), "package.json"));
const load = (name) => import(pathToFileURL(from.resolve(name)));
const [{ default: lighthouse, desktopConfig }, { launch }] = [await load("lighthouse"), await load("chrome-launcher")];

const { child, url } = await serve();
const chrome = await launch({
  chromePath: "/usr/bin/chromium",
  chromeFlags: ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync"],
});
try {
  const options = { port: chrome.port, logLevel: "error", onlyCategories: ["performance", "accessibility", "best-practices"] };
  for (const [name, config] of [["desktop", desktopConfig], ["mobile", undefined]]) {
    const { lhr } = await lighthouse(url, options, config);
    const scores = Object.values(lhr.categories).map((c) => `${c.title} ${Math.round(c.score * 100)}`);
    console.log(`${name}: ${scores.join(", ")}`);
    for (const id of ["first-contentful-paint", "largest-contentful-paint", "total-blocking-time", "cumulative-layout-shift", "speed-index", "interactive"]) {
      console.log(`  ${id} ${lhr.audits[id].displayValue}`);
    }
    const short = Object.values(lhr.audits).filter((a) => a.score !== null && a.score < 0.9 && a.scoreDisplayMode !== "informative");
    console.log(`  below 90: ${short.map((a) => a.id).join(", ") || "nothing"}`);
  }
} finally {
  await chrome.kill();
  child.kill();
}
