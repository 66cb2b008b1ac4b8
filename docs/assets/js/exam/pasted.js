/* Finds answer lines in whatever was pasted. The same as `quiz/exams/pasted.py`, which says how. */

import { PREFIX, wholeLine } from "./frame.js";

/** @import { Piece } from "./lines.js" */

export const LONGEST_PASTE = 2_000_000; // bytes in UTF-8
const MOST_TRIES = 5_000; // beginnings that turned out to be none, in one paste
const MOST_SHOWN = 200; // signs of a damaged piece
const LEAST_DAMAGED = 10; // signs that a piece has at least
const LONG_PIECE = 24; // signs of one that names neither this kind of line nor the paper
const OF_NUMBER = 5; // signs of a paper's number that name it
const ESCAPED = /&(?:nbsp|ensp|emsp|thinsp|zwnj|zwj|shy|#x?[0-9a-f]+);|[%=](?:20|09|0a|0d|c2[%=]a0|e2[%=]80[%=]8b)/gi;
const WEB_ADDRESS = /https?:\/\/[!-~]*/g; // its letters and digits look like those of a line
const WIDE = 0xfee0; // how far behind the digits and letters their wide forms stand

/** More than anybody has lines for. */
export class PasteTooLong extends Error {}

/**
 * The lines and the damaged pieces, in the order of the paste. `papers` are numbers whose parts give a piece away.
 * Throws PasteTooLong.
 * @param {string} text
 * @param {readonly string[]} papers
 * @returns {Piece[]}
 */
export function pasted(text, papers = []) {
  if (new TextEncoder().encode(text).length > LONGEST_PASTE) throw new PasteTooLong();
  const found = signsIn(text);
  /** @type {Piece[]} */
  const pieces = [];
  let done = 0;
  const damagedUpTo = (/** @type {number} */ end) => {
    if (end - done >= LEAST_DAMAGED) {
      const raw = text.slice(found.places[done], end < found.places.length ? found.places[end] : text.length);
      pieces.push(...damagedPieces(raw, papers));
    }
  };
  for (const { start, line } of wholeLines(found.signs)) {
    damagedUpTo(start);
    pieces.push({ text: line, isWhole: true });
    done = start + line.length;
  }
  damagedUpTo(found.signs.length);
  return pieces;
}

/**
 * The signs of a text, in capitals and without likenesses, and where in it each stood.
 * @param {string} text
 */
function signsIn(text) {
  const raw = text.replace(ESCAPED, (escape) => " ".repeat(escape.length));
  /** @type {string[]} */
  const signs = [];
  /** @type {number[]} */
  const places = [];
  for (let at = 0; at < raw.length; at++) {
    const code = raw.charCodeAt(at);
    const narrow = code >= 0xff10 && code <= 0xff5a ? code - WIDE : code;
    if (!isLetterOrDigit(narrow)) continue;
    signs.push(withoutLikeness(String.fromCharCode(narrow).toUpperCase()));
    places.push(at);
  }
  return { signs: signs.join(""), places };
}

/** @param {number} code */
function isLetterOrDigit(code) {
  return (code >= 48 && code <= 57) || (code >= 65 && code <= 90) || (code >= 97 && code <= 122);
}

/** @param {string} sign */
function withoutLikeness(sign) {
  if (sign === "O") return "0";
  return sign === "I" || sign === "L" ? "1" : sign;
}

/**
 * Whole lines and where they begin. After a beginning that was none, the next sign may be one.
 * @param {string} signs
 */
function* wholeLines(signs) {
  let tries = 0;
  for (let at = signs.indexOf(PREFIX); at >= 0;) {
    const line = wholeLine(signs, at);
    if (line) yield { start: at, line };
    else if (++tries > MOST_TRIES) throw new PasteTooLong();
    at = signs.indexOf(PREFIX, at + (line || PREFIX).length);
  }
}

/**
 * @param {string} raw
 * @param {readonly string[]} papers
 * @returns {Piece[]}
 */
function damagedPieces(raw, papers) {
  return raw
    .split(/\n+/)
    .filter((piece) => isOfALine(signsIn(piece.replace(WEB_ADDRESS, "")).signs, papers))
    .map((piece) => ({ text: Array.from(piece).slice(0, MOST_SHOWN).join(""), isWhole: false }));
}

/**
 * @param {string} signs
 * @param {readonly string[]} papers
 */
function isOfALine(signs, papers) {
  if (signs.length < LEAST_DAMAGED) return false;
  if (signs.includes(`${PREFIX}1`) || papers.some((paper) => namesPaper(signs, paper))) return true;
  const digits = signs.replace(/[A-Z]/g, "").length;
  return signs.length >= LONG_PIECE && digits >= 5 && signs.length - digits >= 8;
}

/**
 * @param {string} signs
 * @param {string} paper
 */
function namesPaper(signs, paper) {
  const starts = [...Array(Math.max(0, paper.length - OF_NUMBER + 1)).keys()];
  return starts.some((at) => signs.includes(paper.slice(at, at + OF_NUMBER)));
}
