/* Six letters at the end of a line that tell slips of copying: the checksum of Bech32m (`quiz/exams/check_letters.py`). */

export const LETTERS = 6;
const GENERATOR = [0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3];
const WHOLE_REMAINDER = 0x2bc830a3;
const PREFIX_SYMBOLS = [2, 2, 0, 8, 24]; // the letters before a line, as Bech32 expands them
const TOP_MULTIPLES = [...Array(32).keys()].map((top) =>
  GENERATOR.reduce((sum, part, bit) => ((top >>> bit) & 1 ? sum ^ part : sum), 0),
); // what each value of the five uppermost bits adds

/**
 * The letters for what stands between the prefix and them.
 * @param {readonly number[]} symbols
 */
export function checkLetters(symbols) {
  const value = remainder([...symbols, 0, 0, 0, 0, 0, 0]) ^ WHOLE_REMAINDER;
  return [25, 20, 15, 10, 5, 0].map((shift) => (value >>> shift) & 31);
}

/**
 * Whether the last six are the letters of all before them.
 * @param {readonly number[]} symbols
 */
export function isWholeLine(symbols) {
  return remainder(symbols) === WHOLE_REMAINDER;
}

/** @param {readonly number[]} symbols */
function remainder(symbols) {
  let value = 1;
  for (const symbol of PREFIX_SYMBOLS) value = nextRemainder(value, symbol);
  for (const symbol of symbols) value = nextRemainder(value, symbol);
  return value;
}

/**
 * @param {number} value
 * @param {number} symbol
 */
function nextRemainder(value, symbol) {
  return ((value & 0x1ffffff) << 5) ^ symbol ^ TOP_MULTIPLES[value >>> 25];
}
