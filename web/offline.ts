import type { Plugin } from "vite";

/** As the server's header (server/http.c), for hosts that send none; a meta cannot say frame-ancestors. */
const policy =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; " +
  "font-src 'self'; connect-src 'self'; worker-src 'self'; frame-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'none'";

export const securityPolicy: Plugin = {
  name: "security-policy",
  apply: "build",
  transformIndexHtml: () => [
    { tag: "meta", attrs: { "http-equiv": "Content-Security-Policy", content: policy }, injectTo: "head-prepend" },
  ],
};

/**
 * After the first visit the page works without its host. All files of one version are fetched together and serve
 * together: a new version waits until no tab uses the old one, so that no page meets another version's engine.
 */
export const offline: Plugin = {
  name: "offline",
  apply: "build",
  enforce: "post",
  async closeBundle() {
    // Here, not above: it wants the global crypto, which Debian's Node 18 only has when told (server/build).
    const { generateSW } = await import("workbox-build");
    const made = await generateSW({
      globDirectory: "dist",
      globPatterns: ["**/*.{html,js,css,wasm,svg,png,webmanifest,texts}"],
      // The reference of the API is large, and of use only beside a server.
      globIgnores: ["docs/**", "assets/docs-*"],
      swDest: "dist/sw.js",
      maximumFileSizeToCacheInBytes: 20_000_000,
      dontCacheBustURLsMatching: /assets\//,
      cleanupOutdatedCaches: true,
      clientsClaim: true,
      skipWaiting: false,
      inlineWorkboxRuntime: true,
      sourcemap: false,
      mode: "production",
    });
    for (const warning of made.warnings) {
      this.warn(warning);
    }
  },
};
