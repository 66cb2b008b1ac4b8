/* What every line is made of: what it is about, who hands it in, when; then a body; then letters that tell slips.
   The same as `quiz/exams/frame.py`, which shows the form. */

import { BITS, BitReader, BitWriter, Unfit, inSigns, ofSigns } from "./bits.js";
import { LETTERS, checkLetters, isWholeLine } from "./check_letters.js";
import { SIGNATURE, hidden, signatureOf } from "./codes.js";
import { SIGNS } from "./signs.js";

/** @import { Head, Line } from "./lines.js" */

export const PREFIX = "HX";
export const LINE_VERSION = 1;
export const EXAM = 0; // kinds of lines
export const BEGUN = 2; // tells the trainer's computer that somebody has begun
export const LONGEST_LINE = 900; // signs
export const EPOCH = Date.UTC(2025, 0, 1) / 60000; // minutes
export const NAME_BYTES = 60;
export const STAFF_NUMBER_BYTES = 24;
export const MOST_SEATS = 16383;
const SHORTEST_LINE = 30;
const PAPER_NUMBER = 8; // signs
const BEFORE_LENGTH = PREFIX.length + 3; // signs up to what the length counts

/**
 * The line, without blanks. Throws Unfit where something has no room.
 * @param {string} paper
 * @param {Head} head
 * @param {readonly number[]} body
 * @param {string | null} code
 */
export function writeLine(paper, head, body = [], code = null) {
  const headSymbols = symbolsOfHead(head, code !== null);
  const length = PAPER_NUMBER + headSymbols.length + body.length + (code ? SIGNATURE : 0) + LETTERS;
  if (BEFORE_LENGTH + length > LONGEST_LINE) throw new Unfit(`a line of ${length} signs`);
  let symbols = [LINE_VERSION, length >> BITS, length & 31, ...ofSigns(paper), ...headSymbols];
  const start = symbols.length;
  symbols.push(...body);
  if (code) {
    symbols = hidden(symbols, start, code);
    symbols.push(...signatureOf(symbols, code));
  }
  return PREFIX + inSigns([...symbols, ...checkLetters(symbols)]);
}

/**
 * Reads a line as `writeLine` made it. Throws Unfit for anything else.
 * @param {string} text
 * @returns {Line}
 */
export function readLine(text) {
  if (wholeLine(text, 0) !== text || text[PREFIX.length] !== SIGNS[LINE_VERSION]) {
    throw new Unfit("no line of this version");
  }
  const symbols = ofSigns(text.slice(PREFIX.length));
  const bits = new BitReader(symbols.slice(BEFORE_LENGTH - PREFIX.length + PAPER_NUMBER, -LETTERS));
  const { head, isSigned } = readHead(bits);
  const left = bits.toWholeSign();
  const end = symbols.length - LETTERS - (isSigned ? SIGNATURE : 0);
  const body = symbols.length - LETTERS - left;
  if (body > end) throw new Unfit("too short");
  return { text, paper: text.slice(BEFORE_LENGTH, BEFORE_LENGTH + PAPER_NUMBER), head, isSigned, symbols, body, end };
}

/**
 * Whether whoever made the line had this code.
 * @param {Line} line
 * @param {string} code
 */
export function isSignedBy({ isSigned, symbols, end }, code) {
  const signature = symbols.slice(end, end + SIGNATURE);
  return isSigned && inSigns(signatureOf(symbols.slice(0, end), code)) === inSigns(signature);
}

/**
 * The body, of a signed line seen through its code.
 * @param {Line} line
 * @param {string | null} code
 */
export function bodySymbols({ symbols, body, end }, code) {
  const upToEnd = symbols.slice(0, end);
  return (code === null ? upToEnd : hidden(upToEnd, body, code)).slice(body);
}

/**
 * The line of any version that begins at a place of a row of signs; null where none does, or not a whole one.
 * @param {string} signs
 * @param {number} at
 */
export function wholeLine(signs, at) {
  const high = SIGNS.indexOf(signs[at + BEFORE_LENGTH - 2] || "U");
  const low = SIGNS.indexOf(signs[at + BEFORE_LENGTH - 1] || "U");
  const length = BEFORE_LENGTH + high * 32 + low;
  if (high < 0 || low < 0 || length < SHORTEST_LINE || length > LONGEST_LINE) return null;
  const text = signs.slice(at, at + length);
  const isLine = text.length === length && text.startsWith(PREFIX) && !text.includes("U");
  return isLine && isWholeLine(ofSigns(text.slice(PREFIX.length))) ? text : null;
}

/**
 * A line as people see it: five signs and a blank.
 * @param {string} text
 */
export function shownLine(text) {
  return text.replace(/(.{5})(?=.)/g, "$1 ");
}

/**
 * @param {Head} head
 * @param {boolean} isSigned
 */
function symbolsOfHead(head, isSigned) {
  const bits = new BitWriter();
  bits.put(head.kind, 3);
  bits.put(Number(isSigned), 1);
  bits.put(head.version, 3);
  bits.put(head.seat, 14);
  if (!head.seat) {
    bits.putText(head.staff_number, STAFF_NUMBER_BYTES);
    bits.putText(head.name, NAME_BYTES);
  }
  bits.put(head.start, 24);
  bits.put(Math.min(head.used, 65535), 16);
  bits.put(Math.min(head.resumed, 15), 4);
  bits.put(Math.min(head.left, 31), 5);
  bits.put(Number(head.odd_clock), 1);
  return bits.symbols();
}

/**
 * @param {BitReader} bits
 * @returns {{ head: Head, isSigned: boolean }}
 */
function readHead(bits) {
  const kind = bits.take(3);
  const isSigned = bits.take(1) === 1;
  const version = bits.take(3);
  const seat = bits.take(14);
  const staff_number = seat ? "" : bits.takeText(STAFF_NUMBER_BYTES);
  const name = seat ? "" : bits.takeText(NAME_BYTES);
  const start = bits.take(24);
  const used = bits.take(16);
  const resumed = bits.take(4);
  const left = bits.take(5);
  const odd_clock = bits.take(1) === 1;
  return { head: { kind, version, seat, name, staff_number, start, used, resumed, left, odd_clock }, isSigned };
}
