import type { EngineState } from "../../model/state";
import { inFull } from "./graph_state";
import { outline, toMarkdown } from "./outline";

function save(blob: Blob, name: string) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

const drawn = ["fill", "stroke", "stroke-width", "stroke-dasharray", "font", "font-family", "font-size", "font-weight", "text-decoration", "opacity"];

interface Standalone {
  text: string;
  width: number;
  height: number;
}

/** The picture on its own, all of it, as if one had been near. */
async function standalone(): Promise<Standalone | null> {
  inFull.value = true;
  try {
    await new Promise((resolve) => setTimeout(resolve)); // until it is drawn
    return copied();
  } finally {
    inFull.value = false;
  }
}

/** What is drawn, with its colours and fonts written into it. */
function copied(): Standalone | null {
  const svg = document.querySelector<SVGSVGElement>("[data-testid=graph-svg-root]");
  const scene = svg?.querySelector<SVGGElement>(".scene");
  if (!svg || !scene) {
    return null;
  }
  const box = scene.getBBox();
  const copy = svg.cloneNode(true) as SVGSVGElement;
  const [from, to] = [svg.querySelectorAll("*"), copy.querySelectorAll<SVGElement>("*")];
  from.forEach((element, i) => {
    const style = getComputedStyle(element);
    for (const property of drawn) {
      to[i].style.setProperty(property, style.getPropertyValue(property));
    }
    to[i].removeAttribute("tabindex");
  });
  copy.querySelectorAll(".edge-hit, .ring-hit, .fold").forEach((e) => e.remove());
  copy.querySelector(".scene")?.removeAttribute("transform");
  const pad = 16;
  const [width, height] = [Math.ceil(box.width + 2 * pad), Math.ceil(box.height + 2 * pad)];
  copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  copy.setAttribute("viewBox", `${box.x - pad} ${box.y - pad} ${width} ${height}`);
  copy.setAttribute("width", String(width));
  copy.setAttribute("height", String(height));
  copy.style.background = getComputedStyle(document.body).getPropertyValue("--panel");
  return { text: new XMLSerializer().serializeToString(copy), width, height };
}

export async function saveSvg() {
  const picture = await standalone();
  if (picture) {
    save(new Blob([picture.text], { type: "image/svg+xml" }), "objects.svg");
  }
}

async function png(picture: Standalone): Promise<Blob> {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(picture.text)}`;
  await image.decode();
  const scale = Math.min(2, 8000 / Math.max(picture.width, picture.height));
  const canvas = document.createElement("canvas");
  canvas.width = picture.width * scale;
  canvas.height = picture.height * scale;
  canvas.getContext("2d")!.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve, reject) => canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("no picture")))));
}

export async function savePng() {
  const picture = await standalone();
  if (picture) {
    save(await png(picture), "objects.png");
  }
}

/** Into the clipboard: the drawing as text, or as a picture; as a file where a page may not copy. False: a file. */
export async function copyPicture(kind: "svg" | "png"): Promise<boolean> {
  const picture = await standalone();
  if (!picture) {
    return false;
  }
  const blob = kind === "png" ? await png(picture) : new Blob([picture.text], { type: "image/svg+xml" });
  try {
    await (kind === "png" ? navigator.clipboard.write([new ClipboardItem({ "image/png": blob })]) : navigator.clipboard.writeText(picture.text));
    return true;
  } catch {
    save(blob, `objects.${kind}`);
    return false;
  }
}

/** False: this browser does not let a page copy; then it is saved as a file. */
export async function copyMarkdown(state: EngineState): Promise<boolean> {
  const text = toMarkdown(outline(state));
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    save(new Blob([text], { type: "text/markdown" }), "objects.md");
    return false;
  }
}
