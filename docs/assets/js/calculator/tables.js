/* What tables give: the row that a number reaches, progressive scales, of which each part counts at its own row; and what
   parameters are on other days than that of a run. Written in Python, too (`formulas/tables.py`); the parity test
   compares both. */

import { daysBetween } from "./calendar.js";
import { Day, Refusal } from "./days.js";
import { Fraction, bounded } from "./fraction.js";
import { ZERO } from "./say.js";
import { lastOf } from "../shared/lists.js";

/** @import { Dated, DatedValue, Table, TableRow, Value } from "./types.js" */

/** @typedef {{ first: Day, last: Day, days: Fraction, step: DatedValue }} Period days on which one value is in force */

/** @typedef {[part: Fraction, row: TableRow]} Slice so much of an amount lies in one row */

/**
 * The row in which a number lies. Throws Refusal below the first row and behind the end of the table.
 * @param {Table} table
 * @param {Fraction} number
 */
export function rowReached([name, rows], number) {
  const row = lastOf(rows.filter(([start, , beyond]) => !start || number.compare(start) >= (beyond ? 1 : 0)));
  if (!row) throw new Refusal("below_first");
  return sound(name, row);
}

/**
 * The parts of an amount, which is not negative, from nothing on, by rows; those that are nothing are left out. Throws
 * Refusal where a part lies below the first row or behind the end.
 * @param {Table} table
 * @param {Fraction} amount
 * @returns {Slice[]}
 */
export function slicesOf([name, rows], amount) {
  const starts = rows.map(([start]) => larger(start ?? ZERO, ZERO));
  if (rows[0][0] && smaller(starts[0], amount).n > 0n) throw new Refusal("below_first");
  return rows.flatMap((row, index) => {
    const part = smaller(amount, starts[index + 1] ?? amount).sub(starts[index]);
    return part.n > 0n ? [/** @type {Slice} */ ([part, sound(name, row)])] : [];
  });
}

/**
 * The sum of what each part of an amount comes to at its own row.
 * @param {Table} table
 * @param {Fraction} amount
 */
export function sumOfSlices(table, amount) {
  const gains = slicesOf(table, amount).map(([part, row]) => bounded(part.mul(givenBy(row))));
  return gains.reduce((sum, gain) => bounded(sum.add(gain)), ZERO);
}

/**
 * What a row gives that is not the table's end.
 * @param {TableRow} row
 */
export function givenBy([, gives]) {
  return /** @type {Fraction} */ (gives);
}

/**
 * The row itself, where it gives anything.
 * @param {string} name
 * @param {TableRow} row
 */
function sound(name, row) {
  if (!row[1]) throw new Refusal("past_end", { name, limit: String(row[0]) });
  return row;
}

/**
 * @param {Fraction} a
 * @param {Fraction} b
 */
function smaller(a, b) {
  return b.compare(a) < 0 ? b : a;
}

/**
 * @param {Fraction} a
 * @param {Fraction} b
 */
function larger(a, b) {
  return b.compare(a) > 0 ? b : a;
}

// Other days

/**
 * The value of a parameter on a day. Throws Refusal before its first.
 * @param {Dated} parameter
 * @param {Day} day
 * @returns {Value}
 */
export function valueOn(parameter, day) {
  return periodsOf(parameter, day, day)[0].step[1];
}

/**
 * The sum of the values of every day, both ends included.
 * @param {Dated} parameter
 * @param {Day} first
 * @param {Day} last
 */
export function sumOfDays(parameter, first, last) {
  const sums = periodsOf(parameter, first, last).map(({ days, step }) =>
    bounded(days.mul(/** @type {Fraction} */ (step[1]))),
  );
  return sums.reduce((sum, each) => bounded(sum.add(each)), ZERO);
}

/**
 * The days by the values in force. Throws Refusal before the first value, and where the last day is before the first.
 * @param {Dated} parameter
 * @param {Day} first
 * @param {Day} last
 * @returns {Period[]}
 */
export function periodsOf([name, steps], first, last) {
  daysBetween(first, last); // refused where they are not in order
  const [[since]] = steps;
  if (first.day < since.day) throw new Refusal("no_value", { name, day: String(first), first: String(since) });
  const begun = steps.filter(([start]) => start.day <= last.day);
  return begun.flatMap((step, index) => {
    const next = begun[index + 1];
    const [from, to] = [Math.max(first.day, step[0].day), next ? next[0].day - 1 : last.day];
    if (to < from) return [];
    return [{ first: new Day(from), last: new Day(to), days: new Fraction(BigInt(to - from + 1)), step }];
  });
}
