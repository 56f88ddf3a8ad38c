import { basename } from "node:path";
import preact from "@preact/preset-vite";
import { defineConfig, type Plugin } from "vite";
import { offline, securityPolicy } from "./offline";
import { opening } from "./opening";
import { parseLesson } from "./src/lessons/parse";

/** A lesson's Markdown is parsed while the page is built; a lesson that is not whole ends the build. */
const lessons: Plugin = {
  name: "lessons",
  transform(text, id) {
    if (/\/lessons\/r[^/]*\.md$/.test(id)) {
      return { code: `export default ${JSON.stringify(parseLesson(basename(id, ".md"), text))};`, map: null };
    }
  },
};

// base "./": the page works from any sub-path of any static host.
export default defineConfig({
  base: "./",
  plugins: [preact(), lessons, opening, securityPolicy, offline],
  build: {
    target: "es2022",
    chunkSizeWarningLimit: 1800, // the API reference's library, which only its own page loads
    modulePreload: { polyfill: false },
    rollupOptions: { input: { index: "index.html", docs: "docs/index.html", links: "links/index.html", links_zh: "links/zh.html" } },
  },
});
