/* The files of a ZIP archive that somebody brings: no larger than they may be, and whole. */

import { inflateSync } from "../vendor/fflate.js";
import { crc32 } from "./zip.js";

const END_MARK = 0x06054b50;
const LIST_MARK = 0x02014b50;
const END_LENGTH = 22;
const MOST_UNPACKED = 64 * 1024 * 1024;
const DEFLATED = 8;

/** A sheet that cannot be read; `code` says why: old_workbook, damaged, large. */
export class UnreadableSheet extends Error {
  /** @param {string} code */
  constructor(code) {
    super(code);
    this.code = code;
  }
}

/**
 * The texts in an archive whose names match, by name in small letters. Throws UnreadableSheet where they would take
 * too much memory, and Error where the archive is damaged.
 * @param {Uint8Array} bytes
 * @param {RegExp} wanted
 * @returns {Map<string, string>}
 */
export function entriesOf(bytes, wanted) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = endOf(view);
  /** @type {Map<string, string>} */
  const texts = new Map();
  let at = view.getUint32(end + 16, true);
  let total = 0;
  for (let left = view.getUint16(end + 10, true); left > 0; left -= 1) {
    if (view.getUint32(at, true) !== LIST_MARK) throw new Error("no entry");
    const lengths = [28, 30, 32].map((place) => view.getUint16(at + place, true));
    const name = new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + lengths[0]));
    if (wanted.test(name)) {
      total += view.getUint32(at + 24, true);
      if (total > MOST_UNPACKED) throw new UnreadableSheet("large");
      texts.set(name.toLowerCase(), new TextDecoder("utf-8", { fatal: true }).decode(contentAt(bytes, view, at)));
    }
    at += 46 + lengths[0] + lengths[1] + lengths[2];
  }
  return texts;
}

/** @param {DataView} view */
function endOf(view) {
  for (let at = view.byteLength - END_LENGTH; at >= 0; at -= 1) if (view.getUint32(at, true) === END_MARK) return at;
  throw new Error("no archive");
}

/**
 * What an entry of the list holds.
 * @param {Uint8Array} bytes
 * @param {DataView} view
 * @param {number} at
 */
function contentAt(bytes, view, at) {
  const [sum, packed, full] = [16, 20, 24].map((place) => view.getUint32(at + place, true));
  const local = view.getUint32(at + 42, true);
  const from = local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true);
  const raw = bytes.subarray(from, from + packed);
  const method = view.getUint16(at + 10, true);
  if (raw.length !== packed || (method !== 0 && method !== DEFLATED)) throw new Error("unknown entry");
  // Never more than was said; what says too little of itself comes out cut, and its check sum tells.
  const content = method === DEFLATED ? inflateSync(raw, { out: new Uint8Array(full) }) : raw;
  if (crc32(content) !== sum) throw new Error("damaged entry");
  return content;
}
