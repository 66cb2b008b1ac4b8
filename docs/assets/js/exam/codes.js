/* Codes of seats: what only one person got, so that nobody else can hand in for that seat or read what was answered.
   The same as `quiz/exams/codes.py`. */

import { inSigns, ofSigns } from "./bits.js";
import { hmac, sha256, utf8 } from "./sha256.js";
import { SIGNS, base32 } from "./signs.js";

export const SIGNATURE = 6; // signs
const DRAWN_SIGNS = 10; // signs of a code, before the two that tell a slip of typing
const CODE_SIGNS = 12;
const ROW = 51; // whole signs in an HMAC

/**
 * A code that nobody can guess, for a seat of a paper.
 * @param {string} paper
 * @param {number} seat
 */
export function newCode(paper, seat) {
  const drawn = inSigns([...crypto.getRandomValues(new Uint8Array(DRAWN_SIGNS))].map((byte) => byte & 31));
  return drawn + checkSigns(paper, seat, drawn);
}

/**
 * Whether a code can be the seat's. It tells a slip of typing, not a forger, who can make the two signs.
 * @param {string} paper
 * @param {number} seat
 * @param {string} code
 */
export function isCode(paper, seat, code) {
  const drawn = code.slice(0, DRAWN_SIGNS);
  const isOfSigns = [...drawn].every((sign) => SIGNS.includes(sign));
  return code.length === CODE_SIGNS && isOfSigns && code.slice(DRAWN_SIGNS) === checkSigns(paper, seat, drawn);
}

/**
 * The signature of what stands before it in a line.
 * @param {readonly number[]} symbols
 * @param {string} code
 */
export function signatureOf(symbols, code) {
  return ofSigns(keyed(code, inSigns(symbols), SIGNATURE));
}

/**
 * The symbols with those from `start` on hidden, or seen again: it is its own inverse.
 * @param {readonly number[]} symbols
 * @param {number} start
 * @param {string} code
 */
export function hidden(symbols, start, code) {
  const head = inSigns(symbols.slice(0, start));
  const behind = symbols.slice(start);
  let row = "";
  for (let block = 0; row.length < behind.length; block++) row += keyed(code, `answers ${head} ${block}`, ROW);
  const others = ofSigns(row);
  return [...symbols.slice(0, start), ...behind.map((symbol, place) => symbol ^ others[place])];
}

/**
 * @param {string} paper
 * @param {number} seat
 * @param {string} drawn
 */
function checkSigns(paper, seat, drawn) {
  return base32(sha256(utf8(`${paper}/${seat}/${drawn}`)), CODE_SIGNS - DRAWN_SIGNS);
}

/**
 * @param {string} code
 * @param {string} message
 * @param {number} signs
 */
function keyed(code, message, signs) {
  return base32(hmac(utf8(code), utf8(message)), signs);
}
