/* What somebody has acknowledged, as a line of text that people can copy, and back. The same as
   `quiz/signoff/acknowledgement.py`, which shows the form. */

import { BitReader, BitWriter, Unfit } from "../exam/bits.js";
import { EPOCH, EXAM, LINE_VERSION, bodySymbols, readLine, writeLine } from "../exam/frame.js";
import { SIGNS, base32 } from "../exam/signs.js";

/** @import { Acknowledgement } from "./types.js" */

const ACKNOWLEDGEMENT = 1; // kind of line
const FORM = 1;
const FIRST_DAY = Date.UTC(2000, 0, 1);
const DAY = 86_400_000; // milliseconds
const SHANGHAI = 8 * 60; // minutes
const MOST_ROLE = 60; // bytes
const LANGUAGES = ["zh", "en", "zh-Hant"];

/**
 * The line; `minute` since 2025 in UTC is when it was made. Throws Unfit where something has no room.
 * @param {Acknowledgement} given
 * @param {number} minute
 */
export function writeAcknowledgement({ name, number, digest, since, role, lang, seconds }, minute) {
  const bits = new BitWriter();
  bits.put(FORM, 4);
  bits.put((Date.parse(`${since}T00:00:00Z`) - FIRST_DAY) / DAY, 16);
  bits.put(LANGUAGES.indexOf(lang), 3);
  bits.putText(role, MOST_ROLE);
  const head = { version: 0, seat: 0, resumed: 0, left: 0, odd_clock: false };
  return writeLine(
    numberOfVersion(digest),
    { ...head, kind: ACKNOWLEDGEMENT, name, staff_number: number, start: minute, used: seconds },
    bits.symbols(),
  );
}

/** How many minutes since 2025 it is. */
export function minuteNow() {
  return Math.floor(Date.now() / 60_000) - EPOCH;
}

/**
 * What a line says, or what is wrong with it; `text` is one line as `pasted` finds it.
 * @param {string} text
 * @returns {Acknowledgement | "damaged" | "exam" | "newer"}
 */
export function readAcknowledgement(text) {
  if (text[2] !== SIGNS[LINE_VERSION]) return "newer";
  try {
    const line = readLine(text);
    if (line.head.kind !== ACKNOWLEDGEMENT) return line.head.kind === EXAM ? "exam" : "newer";
    const bits = new BitReader(bodySymbols(line, null));
    return bits.take(4) === FORM ? rest(line.head, digestOfVersion(line.paper), bits, text) : "newer";
  } catch (error) {
    if (error instanceof Unfit) return "damaged";
    throw error;
  }
}

/**
 * @param {import("../exam/lines.js").Head} head
 * @param {string} digest
 * @param {BitReader} bits
 * @param {string} source
 * @returns {Acknowledgement}
 */
function rest({ name, staff_number: number, start, used }, digest, bits, source) {
  const since = isoDay(FIRST_DAY + bits.take(16) * DAY);
  const lang = LANGUAGES[bits.take(3)];
  const role = bits.takeText(MOST_ROLE);
  if (!lang || bits.toWholeSign()) throw new Unfit("another body");
  const day = isoDay((EPOCH + start + SHANGHAI) * 60_000);
  return { name, number, digest, since, day, by: "line", source, role, lang, seconds: used };
}

/** @param {number} milliseconds */
function isoDay(milliseconds) {
  return new Date(milliseconds).toISOString().slice(0, 10);
}

/**
 * A version's number of eight digits in hexadecimal, as a line has it.
 * @param {string} digest
 */
function numberOfVersion(digest) {
  const bytes = [0, 2, 4, 6].map((at) => Number.parseInt(digest.slice(at, at + 2), 16));
  return base32(new Uint8Array([0, ...bytes]), 8);
}

/**
 * The same on the way back. Throws Unfit where it is none.
 * @param {string} number
 */
function digestOfVersion(number) {
  const value = [...number].reduce((sum, sign) => sum * 32 + SIGNS.indexOf(sign), 0); // 40 bits, exact
  if (value >= 2 ** 32) throw new Unfit("no version");
  return value.toString(16).padStart(8, "0");
}
