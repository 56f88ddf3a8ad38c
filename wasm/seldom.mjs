// Moves the section "seldom", tables that only the second module's functions read, from the first wasm module to the
// second, which fills its place when it is joined. usage: node seldom.mjs FOLDER, after wasm-split (see CMakeLists.txt)
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";

const folder = process.argv[2];
const sectionIds = { code: 10, data: 11, dataCount: 12 };
const opcode = { constant: 0x41, end: 0x0b };

function fail(text) {
  throw new Error(`seldom.mjs: ${text}`);
}

class Reader {
  constructor(bytes, at = 0) {
    this.bytes = bytes;
    this.at = at;
  }
  byte() {
    return this.bytes[this.at++];
  }
  /** LEB128; signed ones too, as addresses are below 2 ** 31. */
  number() {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = this.byte();
      value += (byte & 127) * 2 ** shift;
      if (byte < 128) {
        return value;
      }
    }
  }
  take(n) {
    return this.bytes.subarray(this.at, (this.at += n));
  }
}

function number(value, signed = false) {
  const bytes = [];
  for (;;) {
    const low = value % 128;
    value = Math.floor(value / 128);
    if (value === 0 && !(signed && low & 64)) {
      return Uint8Array.of(...bytes, low);
    }
    bytes.push(low | 128);
  }
}

function sections(bytes) {
  const r = new Reader(bytes, 8);
  const found = [];
  while (r.at < bytes.length) {
    const id = r.byte();
    found.push({ id, body: r.take(r.number()) });
  }
  return found;
}

const write = (found) => Buffer.concat([
  Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0),
  ...found.flatMap(({ id, body }) => [Uint8Array.of(id), number(body.length), body]),
]);

function segments(body) {
  const r = new Reader(body);
  return Array.from({ length: r.number() }, () => {
    if (r.number() !== 0 || r.byte() !== opcode.constant) {
      fail("a segment that is not at a known address");
    }
    const from = r.number();
    if (r.byte() !== opcode.end) {
      fail("a segment that is not at a known address");
    }
    return { from, bytes: r.take(r.number()) };
  });
}

const data = (list) => Buffer.concat([
  number(list.length),
  ...list.flatMap(({ from, bytes }) => [
    Uint8Array.of(0, opcode.constant), number(from, true), Uint8Array.of(opcode.end), number(bytes.length), bytes,
  ]),
]);

/** What of a segment lies between two addresses; null: nothing. */
function part({ from, bytes }, first, end) {
  const [a, b] = [Math.max(first, from), Math.min(end, from + bytes.length)];
  return a < b ? { from: a, bytes: bytes.subarray(a - from, b - from) } : null;
}

// The linker knows where the section is; Emscripten writes the symbols into its JavaScript.
const script = readFileSync(path.join(folder, "pymemlab.js"), "utf8");
const symbol = (name) => Number(new RegExp(`Module\\["___${name}_seldom"\\]=(\\d+)`).exec(script)?.[1] ?? fail(`no ${name}`));
const [start, stop] = [symbol("start"), symbol("stop")];
const names = { first: path.join(folder, "pymemlab.wasm"), rest: path.join(folder, "pymemlab.rest.wasm") };
const first = sections(readFileSync(names.first));
const rest = sections(readFileSync(names.rest));
if (rest.some((s) => s.id === sectionIds.data)) {
  fail("the second module has data of its own");
}
const all = segments(first.find((s) => s.id === sectionIds.data)?.body ?? fail("no data"));
const kept = all.flatMap((s) => [part(s, 0, start), part(s, stop, Infinity)]).filter(Boolean);
const moved = all.map((s) => part(s, start, stop)).filter(Boolean);
for (const s of first) {
  if (s.id === sectionIds.data) {
    s.body = data(kept);
  } else if (s.id === sectionIds.dataCount) {
    s.body = number(kept.length);
  }
}
rest.splice(rest.findIndex((s) => s.id === sectionIds.code) + 1, 0, { id: sectionIds.data, body: data(moved) });
writeFileSync(names.first, write(first));
writeFileSync(names.rest, write(rest));
