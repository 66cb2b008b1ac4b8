/* Whole numbers of few bits, in a row, as signs of five bits each: the inside of an answer line (`quiz/exams/bits.py`). */

import { isFit } from "./canonical.js";
import { SIGNS } from "./signs.js";

export const BITS = 5; // of a sign
const LENGTH_BITS = 6; // of the number of bytes in front of a text

/** Signs that nobody can have written by the rules of the line, or a value that does not fit its place. */
export class Unfit extends Error {}

/**
 * Numbers below 32 as signs.
 * @param {readonly number[]} symbols
 */
export function inSigns(symbols) {
  return symbols.map((symbol) => SIGNS[symbol]).join("");
}

/**
 * The numbers that signs stand for. Throws Unfit for anything else.
 * @param {string} text
 */
export function ofSigns(text) {
  return [...text].map((sign) => {
    const value = SIGNS.indexOf(sign);
    if (value < 0) throw new Unfit(`no sign: ${sign}`);
    return value;
  });
}

/**
 * The bits that hold 0 to `most`.
 * @param {number} most
 */
export function bitWidth(most) {
  return most < 1 ? 0 : Math.floor(Math.log2(most)) + 1;
}

/** Numbers on their way into signs. */
export class BitWriter {
  constructor() {
    /** @type {number[]} */
    this.bits = [];
  }

  /**
   * Append a number, the most significant bit first. Throws Unfit where it does not fit.
   * @param {number} value
   * @param {number} bits
   */
  put(value, bits) {
    if (!(Number.isInteger(value) && value >= 0 && value < 2 ** bits)) throw new Unfit(`${value} in ${bits} bits`);
    for (let at = bits - 1; at >= 0; at--) this.bits.push((value >>> at) & 1);
  }

  /**
   * Append a text of at most `most` bytes, its length before it. Throws Unfit.
   * @param {string} text
   * @param {number} most
   */
  putText(text, most) {
    const bytes = new TextEncoder().encode(text);
    if (!isFit(text) || bytes.length > most) throw new Unfit(`a text of at most ${most} bytes`);
    this.put(bytes.length, LENGTH_BITS);
    for (const byte of bytes) this.put(byte, 8);
  }

  /** All of it, with zero bits up to a whole sign. */
  symbols() {
    const symbols = [];
    for (let at = 0; at < this.bits.length; at += BITS) {
      const bits = this.bits.slice(at, at + BITS);
      symbols.push(bits.reduce((value, bit, place) => value | (bit << (BITS - 1 - place)), 0));
    }
    return symbols;
  }
}

/** The same on the way out. */
export class BitReader {
  /** @param {readonly number[]} symbols */
  constructor(symbols) {
    this.source = symbols;
    this.position = 0;
  }

  get left() {
    return this.source.length * BITS - this.position;
  }

  /**
   * The next number, of at most 24 bits. Throws Unfit at the end.
   * @param {number} bits
   */
  take(bits) {
    if (bits > this.left) throw new Unfit("too short");
    let value = 0;
    for (const end = this.position + bits; this.position < end; this.position++) {
      value =
        (value << 1) | ((this.source[Math.floor(this.position / BITS)] >>> (BITS - 1 - (this.position % BITS))) & 1);
    }
    return value;
  }

  /**
   * The next text. Throws Unfit.
   * @param {number} most
   */
  takeText(most) {
    const length = this.take(LENGTH_BITS);
    if (length > most) throw new Unfit("too long a text");
    const bytes = new Uint8Array(length).map(() => this.take(8));
    const text = decodedText(bytes);
    if (!isFit(text)) throw new Unfit("not a fit text");
    return text;
  }

  /** Skips the zero bits to the next whole sign; how many signs are left. Throws Unfit for other bits. */
  toWholeSign() {
    if (this.take(this.left % BITS)) throw new Unfit("bits behind the end");
    return this.left / BITS;
  }
}

/** @param {Uint8Array} bytes */
function decodedText(bytes) {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new Unfit("not UTF-8");
  }
}
