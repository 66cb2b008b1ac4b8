/* What the rules' scripts are given: the signs and functions of formulas on exact values, and numbers read from texts.
   A script is the formulas of one rule as functions, which the build has made (`handbook/rules/script.py`). */

import { Day, Moment, Refusal } from "./days.js";
import { Fraction, bounded } from "./fraction.js";
import { addDays, compute } from "./functions.js";
import { fractionOf } from "./say.js";

/** @import { Frame, Value } from "./types.js" */

/** How many parts of formulas may be worked out for single rows; more, as of sums within sums within sums, is refused. */
export const MOST_WORK = 3000000;

/** Thrown where a value belongs to a step that was skipped: what needs it is skipped, too. */
export class Skipped {}

/**
 * The rows of a list. Throws Skipped where the list is a step that was skipped.
 * @param {Frame} frame
 * @param {string} name
 */
export function rowsOf(frame, name) {
  if (!frame.rows[name]) throw new Skipped();
  return frame.rows[name];
}

/**
 * Throws Skipped where a value is missing.
 * @param {Value | null | undefined} value
 */
function need(value) {
  if (value === undefined || value === null) throw new Skipped();
}

/**
 * @param {Fraction} above
 * @param {Fraction} below
 */
function divided(above, below) {
  if (below.n === 0n) throw new Refusal("divide_by_zero");
  return bounded(above.div(below));
}

/**
 * Below zero, zero or above. Both are of one kind; of other kinds than numbers, days and moments only equality counts.
 * @param {Value} left
 * @param {Value} right
 */
function orderOf(left, right) {
  if (left instanceof Fraction) return left.compare(/** @type {Fraction} */ (right));
  if (left instanceof Day) return left.day - /** @type {Day} */ (right).day;
  if (left instanceof Moment) return left.minute - /** @type {Moment} */ (right).minute;
  return left === right ? 0 : 1;
}

/**
 * Numbers add up; of two days the difference is taken; a day moves by a number of days.
 * @param {Value} left
 * @param {Value} right
 * @param {1 | -1} sign
 */
function sumOf(left, right, sign) {
  if (left instanceof Fraction) {
    const other = /** @type {Fraction} */ (right);
    return bounded(sign > 0 ? left.add(other) : left.sub(other));
  }
  const day = /** @type {Day} */ (left);
  if (right instanceof Day) return new Fraction(BigInt(day.day - right.day));
  const count = /** @type {Fraction} */ (right);
  return addDays(day, sign > 0 ? count : count.neg());
}

/**
 * Plain digits as a whole number of parts, `"4.5"` as 45 tenths, or a fraction, `"15/2"` hours as 450 minutes; NaN where
 * it has more decimals, is made of other parts or is out of bounds.
 * @param {string} text
 * @param {number} decimals
 * @param {number} parts how many make one: a multiple of so many decimals' power of ten
 * @param {number} least
 * @param {number} most below 2^53, so that all numbers on the way are exact
 */
function wholeParts(text, decimals, parts, least, most) {
  const point = text.indexOf(".");
  const slash = text.indexOf("/");
  let number = NaN;
  if (slash > 0) {
    const below = Number(text.slice(slash + 1));
    if (parts % below === 0) number = Number(text.slice(0, slash)) * (parts / below);
  } else if (point < 0) number = Number(text) * parts;
  else {
    const behind = text.slice(point + 1).replace(/0+$/, "");
    if (behind.length <= decimals) number = Number(text.slice(0, point) + behind) * (parts / 10 ** behind.length);
  }
  return number >= least && number <= most ? number : NaN;
}

export const KIT = {
  MOST_WORK,
  compute,
  need,
  add: (/** @type {Fraction} */ a, /** @type {Fraction} */ b) => bounded(a.add(b)),
  sub: (/** @type {Fraction} */ a, /** @type {Fraction} */ b) => bounded(a.sub(b)),
  mul: (/** @type {Fraction} */ a, /** @type {Fraction} */ b) => bounded(a.mul(b)),
  div: divided,
  neg: (/** @type {Fraction} */ a) => a.neg(),
  over: (/** @type {number} */ above, /** @type {bigint} */ below) => new Fraction(BigInt(above), below),
  whole: (/** @type {Fraction} */ number, /** @type {bigint} */ below) => Number(number.n * (below / number.d)),
  order: orderOf,
  plus: (/** @type {Value} */ a, /** @type {Value} */ b) => sumOf(a, b, 1),
  minus: (/** @type {Value} */ a, /** @type {Value} */ b) => sumOf(a, b, -1),
  later: addDays,
  parts: wholeParts,
  num: fractionOf,
  day: Day.parse,
  moment: (/** @type {string} */ text) => Moment.parse(text.replace(" ", "T")),
};
