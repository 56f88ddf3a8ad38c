import preact from "@preact/preset-vite";
import { defineConfig } from "vite";

// base "./": the page works from any sub-path of any static host.
export default defineConfig({
  base: "./",
  plugins: [preact()],
  build: { target: "es2022", chunkSizeWarningLimit: 800 },
});
