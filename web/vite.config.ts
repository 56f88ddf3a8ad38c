import preact from "@preact/preset-vite";
import { defineConfig } from "vite";

// base "./": the page works from any sub-path of any static host.
export default defineConfig({
  base: "./",
  plugins: [preact()],
  build: {
    target: "es2022",
    chunkSizeWarningLimit: 1800, // the API reference's library, which only its own page loads
    modulePreload: { polyfill: false },
    rollupOptions: { input: { index: "index.html", docs: "docs/index.html" } },
  },
});
