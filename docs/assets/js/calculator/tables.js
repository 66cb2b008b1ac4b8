/* What tables give: the row that a number reaches, and progressive scales, of which each part counts at its own row.
   Written in Python, too (`formulas/tables.py`); the parity test compares both. */

import { Refusal } from "./days.js";
import { bounded } from "./fraction.js";
import { ZERO } from "./say.js";
import { lastOf } from "../shared/lists.js";

/** @import { Fraction } from "./fraction.js" */
/** @import { Table, TableRow } from "./types.js" */

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
