import type { Box } from "./layout";

/** Where the picture lies behind the window one sees it through: shifted by x, y and k times as large. */
export interface Viewport {
  x: number;
  y: number;
  k: number;
}
export interface Size {
  width: number;
  height: number;
}
export interface Bounds extends Size {
  x: number;
  y: number;
}

export const smallest = 0.15;
export const largest = 3;
const edge = 16;
/** Smaller than this, text is hard to read: better to begin at the first name. A large window has room for more. */
const readable = (window: Size) => (window.width > 1200 ? 1 : 0.8);

/** Does one see all of it? */
export const within = (b: Bounds, v: Viewport, window: Size): boolean =>
  b.x * v.k + v.x >= 0 && b.y * v.k + v.y >= 0 && (b.x + b.width) * v.k + v.x <= window.width && (b.y + b.height) * v.k + v.y <= window.height;

export function boundsOf(boxes: Box[]): Bounds {
  if (boxes.length === 0) {
    return { x: 0, y: 0, width: 1, height: 1 };
  }
  const x = Math.min(...boxes.map((b) => b.x));
  const y = Math.min(...boxes.map((b) => b.y));
  const right = Math.max(...boxes.map((b) => b.x + b.width));
  const bottom = Math.max(...boxes.map((b) => b.y + b.height));
  return { x, y, width: right - x, height: bottom - y };
}

/** The point under the fingers stays where it is. */
export function zoomAt(v: Viewport, factor: number, px: number, py: number): Viewport {
  const k = Math.min(largest, Math.max(smallest, v.k * factor));
  const real = k / v.k;
  return { k, x: px - (px - v.x) * real, y: py - (py - v.y) * real };
}

export const panBy = (v: Viewport, dx: number, dy: number): Viewport => ({ ...v, x: v.x + dx, y: v.y + dy });

/** All of it; `whole` false: not smaller than can be read, then beginning at its upper left. */
export function fit(b: Bounds, window: Size, whole = false): Viewport {
  const room = (extent: number) => Math.max(extent - 2 * edge, 40);
  const all = Math.min(room(window.width) / b.width, room(window.height) / b.height, 1.35);
  const k = Math.max(whole ? smallest : readable(window), all);
  const wide = b.width * k;
  const tall = b.height * k;
  const x = wide <= window.width - edge ? (window.width - wide) / 2 : edge;
  // A low picture stands at the top, where one begins to read.
  const y = tall <= window.height - edge ? Math.min((window.height - tall) / 2, 40) : edge;
  return { k, x: Math.min(x, 60) - b.x * k, y: y - b.y * k };
}

/** Moved no more than needed to bring a box into the window. */
export function reveal(v: Viewport, b: Box, window: Size): Viewport {
  const shift = (from: number, extent: number, room: number) => {
    const begin = from - 24;
    const end = from + extent + 24;
    if (begin < 0 || extent + 48 > room) {
      return -begin;
    }
    return end > room ? room - end : 0;
  };
  const left = b.x * v.k + v.x;
  const top = b.y * v.k + v.y;
  const visible = left >= 0 && top >= 0 && left + b.width * v.k <= window.width && top + b.height * v.k <= window.height;
  return visible ? v : panBy(v, shift(left, b.width * v.k, window.width), shift(top, b.height * v.k, window.height));
}

/** Is a box within what one sees, or near it? Others need not be drawn. */
export function inSight(v: Viewport, b: Box, window: Size): boolean {
  const spare = 200;
  const left = b.x * v.k + v.x;
  const top = b.y * v.k + v.y;
  return left < window.width + spare && top < window.height + spare &&
    left + b.width * v.k > -spare && top + b.height * v.k > -spare;
}
