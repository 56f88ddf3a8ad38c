// Everything by which a page betrays that text given to it was executed.
const flag = "pymemlabPwned";

/** Watches a page from before its first script; `signs()` answers what was seen since the last time. */
export async function watch(page, home) {
  const seen = [];
  page.on("dialog", (d) => {
    seen.push(`dialog: ${d.message()}`);
    void d.dismiss();
  });
  page.on("popup", (p) => seen.push(`window: ${p.url()}`));
  page.on("pageerror", (e) => seen.push(`error: ${String(e).slice(0, 160)}`));
  page.on("console", (m) => m.type() === "error" && seen.push(`console: ${m.text().slice(0, 160)}`));
  page.on("download", (d) => seen.push(`download: ${d.url()}`));
  page.on("framenavigated", (f) => f !== page.mainFrame() && seen.push(`frame: ${f.url()}`));
  page.on("request", (r) => {
    const { origin, protocol } = new URL(r.url());
    if (origin !== home && !["data:", "blob:", "about:"].includes(protocol)) {
      seen.push(`request: ${r.url()}`);
    }
  });
  await page.exposeFunction(flag, (n) => void seen.push(`executed: ${n}`));
  await page.addInitScript(() => {
    self.pymemlabViolations = [];
    document.addEventListener("securitypolicyviolation", (e) =>
      self.pymemlabViolations.push(`policy: ${e.effectiveDirective} ${e.blockedURI}`));
  });
  return {
    /** What a payload calls; `n` says which one it was. */
    call: (n) => `${flag}(${n})`,
    /** What runs in the page by itself must not be there, whoever put it there. */
    async signs() {
      const here = await page.evaluate(() => {
        const found = self.pymemlabViolations?.splice(0) ?? [];
        // A policy in the head is the page's own, and can only forbid.
        const suspect = "iframe, object, embed, base, meta[http-equiv]:not(head > [http-equiv=Content-Security-Policy]), form[action]";
        for (const e of document.querySelectorAll(suspect)) {
          found.push(`element: ${e.outerHTML.slice(0, 120)}`);
        }
        for (const e of document.querySelectorAll("*")) {
          for (const { name, value } of e.attributes) {
            if (name.startsWith("on") || /^\s*(javascript|vbscript|data:text)/i.test(value) && /href|src|action/.test(name)) {
              found.push(`attribute: ${name}=${value.slice(0, 80)}`);
            }
          }
        }
        for (const e of document.scripts) {
          if (!e.src || new URL(e.src).origin !== location.origin) {
            found.push(`script: ${e.outerHTML.slice(0, 120)}`);
          }
        }
        return found;
      });
      return [...seen.splice(0), ...here];
    },
  };
}
