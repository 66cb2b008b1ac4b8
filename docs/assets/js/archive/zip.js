/* A ZIP archive without compression: its bytes follow from its files alone, in any runtime (`quiz/archives/zip.py`). */

/** @import { ArchivedFile } from "./types.js" */

const MADE = ((2000 - 1980) << 9) | (1 << 5) | 1; // 2000-01-01, as MS-DOS counts days
const UTF8 = 0x0800;
const STORED = 0;
const VERSION = 20;
const LOCAL = 0x04034b50;
const LISTED = 0x02014b50;
const END = 0x06054b50;
const CRCS = new Int32Array(256).map((_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value;
});

/**
 * An archive of files in this order.
 * @param {readonly ArchivedFile[]} files
 */
export function zipped(files) {
  const encoder = new TextEncoder();
  /** @type {Uint8Array[]} */
  const parts = [];
  /** @type {Uint8Array[]} */
  const listed = [];
  let at = 0;
  for (const [name, content] of files) {
    const data = typeof content === "string" ? encoder.encode(content) : content;
    const title = encoder.encode(name);
    const about = packed("2222244422", [
      VERSION,
      UTF8,
      STORED,
      0,
      MADE,
      crc32(data),
      data.length,
      data.length,
      title.length,
      0,
    ]);
    parts.push(packed("4", [LOCAL]), about, title, data);
    listed.push(packed("42", [LISTED, VERSION]), about, packed("22244", [0, 0, 0, 0, at]), title);
    at += 4 + about.length + title.length + data.length;
  }
  const size = lengthOf(listed);
  return together([...parts, ...listed, packed("42222442", [END, 0, 0, files.length, files.length, size, at, 0])]);
}

/**
 * Whole numbers, lowest byte first, each as wide as `widths` says in its place: 2 or 4 bytes.
 * @param {string} widths
 * @param {readonly number[]} values
 */
function packed(widths, values) {
  const view = new DataView(new ArrayBuffer([...widths].reduce((sum, width) => sum + Number(width), 0)));
  let at = 0;
  values.forEach((value, place) => {
    if (widths[place] === "2") view.setUint16(at, value, true);
    else view.setUint32(at, value, true);
    at += Number(widths[place]);
  });
  return new Uint8Array(view.buffer);
}

/**
 * The check sum that ZIP uses.
 * @param {Uint8Array} data
 */
export function crc32(data) {
  let value = -1;
  for (const byte of data) value = (value >>> 8) ^ CRCS[(value ^ byte) & 255];
  return ~value >>> 0;
}

/** @param {readonly Uint8Array[]} parts */
function lengthOf(parts) {
  return parts.reduce((sum, part) => sum + part.length, 0);
}

/** @param {readonly Uint8Array[]} parts */
function together(parts) {
  const whole = new Uint8Array(lengthOf(parts));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
