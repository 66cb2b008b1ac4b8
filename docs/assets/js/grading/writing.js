/* Results as files, the same to the byte as `quiz/grading/writing.py` writes them. */

import { workbook } from "../archive/workbook.js";
import { canonical } from "../exam/canonical.js";
import { WIDTHS, headsOf, sayIn, scoresOf, sheetsOf } from "./tables.js";

/** @import { Cell } from "../archive/types.js" */
/** @import { Words } from "../shared/types.js" */
/** @import { Results } from "./types.js" */

const FORMULA = /^[=+\-@\uff1d\uff0b\uff0d\uff20\t\r]/;
const TO_QUOTE = /[",\r\n]/;

/** @param {Results} results */
export function resultsJson(results) {
  return canonical(results);
}

/**
 * The scores, for Excel: with a mark at the beginning, and nothing that it would take for a formula.
 * @param {Results} results
 * @param {Words} words
 */
export function resultsCsv(results, words) {
  const rows = [headsOf("scores", words), ...scoresOf(results, words)];
  return `\ufeff${rows.map((row) => `${row.map(csvField).join(",")}\r\n`).join("")}`;
}

/**
 * A workbook: scores, what a correction changed, clauses, questions, what to look at.
 * @param {Results} results
 * @param {Words} words
 */
export function resultsXlsx(results, words) {
  const named = Object.entries(WIDTHS).map(
    ([name, widths]) => /** @type {const} */ ([sayIn(words, `grading.sheet.${name}`), widths]),
  );
  return workbook(sheetsOf(results, words), [], 1, new Map(named));
}

/** @param {Cell} cell */
function csvField(cell) {
  if (typeof cell === "number") return String(cell);
  const text = FORMULA.test(cell) ? `'${cell}` : cell;
  return TO_QUOTE.test(text) ? `"${text.replace(/"/g, '""')}"` : text;
}
