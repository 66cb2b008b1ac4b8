/* What was looked up, in words: the row of a table that was hit, the parts of a progressive scale. The same to the letter
   as `lookups.py`. */

import { fillWords } from "../shared/fill.js";
import { sayAmount, sayWhole } from "./say.js";
import { givenBy } from "./tables.js";

/** @import { Fraction } from "./fraction.js" */
/** @import { Slice } from "./tables.js" */
/** @import { Rule, Table, TableRow } from "./types.js" */

/**
 * Whether the working of a function says what it found.
 * @param {string} name
 */
export function looksUp(name) {
  return name === "band" || name === "slices";
}

/**
 * A row: `5 days from 1 year`, `3% above 5,000 yuan`, `0 days below 1 year`, or where the table ends.
 * @param {Rule} rule
 * @param {Table} table
 * @param {TableRow} row
 */
export function sayRow(rule, [name, rows], row) {
  const { words } = rule;
  const like = rule.parameters[name];
  const [start, , beyond] = row[0] ? row : rows[1];
  const amount = sayWhole(rule, /** @type {Fraction} */ (start), { ...like, unit: like.by });
  const side = fillWords(words[`l:${row[0] ? "from" : "to"}_${beyond ? "more_than" : "at_least"}`], { amount });
  if (!row[1]) return fillWords(words["l:ends"], { start: side });
  const gives = sayWhole(rule, row[1], like);
  return fillWords(words[row[0] ? "l:last" : "l:first"], { gives, start: side, end: side });
}

/**
 * A progressive scale's terms: `36,000 yuan × 3%`.
 * @param {Rule} rule
 * @param {Table} table
 * @param {Slice[]} slices
 */
export function saySlices(rule, [name], slices) {
  const like = rule.parameters[name];
  return slices.map(([part, row]) => `${sayAmount(rule, part, like.by)} × ${sayWhole(rule, givenBy(row), like)}`);
}
