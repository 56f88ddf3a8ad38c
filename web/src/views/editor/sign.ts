import { GutterMarker } from "@codemirror/view";

/** A sign in the gutter: its shape says what it means, its colour says it again. */
export class Sign extends GutterMarker {
  constructor(
    readonly name: "done" | "next" | "breakpoint",
    readonly title: string,
  ) {
    super();
  }
  eq(other: Sign) {
    return other.name === this.name && other.title === this.title;
  }
  toDOM() {
    const shapes = { done: "M2,3 L9,8 L2,13", next: "M1,2 L12,8 L1,14 z", breakpoint: "M5,1 h6 l4,4 v6 l-4,4 h-6 l-4,-4 v-6 z" };
    const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    svg.setAttribute("viewBox", "0 0 16 16");
    svg.setAttribute("class", `sign sign-${this.name}`);
    svg.setAttribute("role", "img");
    svg.setAttribute("aria-label", this.title);
    const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
    path.setAttribute("d", shapes[this.name]);
    svg.append(path);
    return svg;
  }
}
