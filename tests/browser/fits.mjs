// What would be cut off, stick out or lie under something else, found in the page itself.

/** Controls that cannot be used where they stand: beyond the window, cut off by a panel that does not scroll, covered. */
export const misplaced = (page) => page.evaluate(() => {
  const clips = (style) => /auto|scroll|hidden|clip/.test(style);
  const scrolls = (style) => /auto|scroll/.test(style);
  const name = (e) => e.dataset.testid ?? e.getAttribute("aria-label") ?? e.textContent.trim().slice(0, 24);
  /** The part of an element that is not scrolled or cut away; `lost`: cut away where nothing scrolls. */
  const seen = (element) => {
    const r = element.getBoundingClientRect();
    const part = { left: r.left, top: r.top, right: r.right, bottom: r.bottom, lost: false };
    for (let e = element.parentElement; e; e = e.parentElement) {
      const style = getComputedStyle(e);
      const box = e.getBoundingClientRect();
      if (clips(style.overflowX)) {
        part.lost ||= !scrolls(style.overflowX) && !e.closest("svg") && (r.right > box.right + 1 || r.left < box.left - 1);
        part.left = Math.max(part.left, box.left);
        part.right = Math.min(part.right, box.right);
      }
      if (clips(style.overflowY)) {
        part.top = Math.max(part.top, box.top);
        part.bottom = Math.min(part.bottom, box.bottom);
      }
      if (scrolls(style.overflowX) || scrolls(style.overflowY)) {
        break; // What is outside of it can be scrolled to.
      }
    }
    return part;
  };
  const out = [];
  const wide = document.documentElement.scrollWidth - innerWidth;
  if (wide > 0) {
    out.push(`the page is ${wide} px wider than the window`);
  }
  for (const control of document.querySelectorAll("button, select, input:not([type=file]), summary, a[href], [role=separator]")) {
    if (!control.checkVisibility({ checkOpacity: false }) || control.closest(".only-heard, .cm-editor, .plot, svg")) {
      continue;
    }
    const part = seen(control);
    const [width, height] = [part.right - part.left, part.bottom - part.top];
    if (width < 4 || height < 4) {
      continue;
    }
    const x = (part.left + part.right) / 2;
    const y = (part.top + part.bottom) / 2;
    if (part.lost || part.right > innerWidth + 1 || part.left < -1) {
      out.push(`${name(control)} is cut off`);
    } else if (y > 0 && y < innerHeight) {
      const top = document.elementFromPoint(x, y);
      if (top && !control.contains(top) && !top.contains(control) && !top.closest("label")?.contains(control)) {
        out.push(`${name(control)} lies under ${top.className || top.tagName}`);
      }
    }
  }
  // Words that are cut off without a sign: an ellipsis, or a place that scrolls.
  for (const e of document.querySelectorAll("button, [role=tab], h2, h3, figcaption, .summary p, legend, option:checked")) {
    if (e.checkVisibility() && !e.closest(".only-heard, .panel-title") && e.clientWidth > 0 && e.scrollWidth > e.clientWidth + 1 && getComputedStyle(e).textOverflow !== "ellipsis") {
      out.push(`the text of ${name(e)} does not fit`);
    }
  }
  for (const e of document.querySelectorAll("select")) {
    const measure = document.createElement("canvas").getContext("2d");
    const style = getComputedStyle(e);
    measure.font = style.font;
    const room = e.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight) - 16;
    const text = e.selectedOptions[0]?.textContent ?? "";
    if (e.checkVisibility() && e.clientWidth && text.length < 24 && measure.measureText(text).width > room + 2) {
      out.push(`the choice "${text}" does not fit`);
    }
  }
  return [...new Set(out)];
});
