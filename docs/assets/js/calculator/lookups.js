/* What was looked up, in words: the row of a table that was hit, the parts of a progressive scale, values of other days.
   The same to the letter as `lookups.py`. */

import { fillWords } from "../shared/fill.js";
import { sayAmount, sayDay, sayWhole } from "./say.js";
import { givenBy } from "./tables.js";

/** @import { Fraction } from "./fraction.js" */
/** @import { Period, Slice } from "./tables.js" */
/** @import { DatedValue, Rule, Table, TableRow } from "./types.js" */

/**
 * Whether the working of a function says what it found.
 * @param {string} name
 */
export function looksUp(name) {
  return /^(band|slices|value_on|rate_days)$/.test(name);
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

/**
 * A parameter with its value and the day from which it is in force; a table has its name alone.
 * @param {Rule} rule
 * @param {string} name
 * @param {DatedValue} step
 */
export function sayStep(rule, name, [since, value]) {
  const { words } = rule;
  const like = rule.parameters[name];
  const said = like.kind === "bands" ? "" : words.colon + sayWhole(rule, value, like);
  return fillWords(words["l:since"], { value: like.label + said, day: sayDay(rule, since) });
}

/**
 * Terms of a sum by days: `0.05% × 31 days (1 January 2026 to 31 January 2026)`.
 * @param {Rule} rule
 * @param {string} name
 * @param {Period[]} periods
 */
export function sayPeriods(rule, name, periods) {
  return periods.map(({ first, last, days, step }) =>
    fillWords(rule.words["l:days"], {
      value: sayWhole(rule, step[1], rule.parameters[name]),
      days: sayAmount(rule, days, "day"),
      first: sayDay(rule, first),
      last: sayDay(rule, last),
    }),
  );
}
