/* Lists and sheets that people bring: pasted, or as files. Nothing of them leaves the browser. */

import { loadFiles } from "../quiz/bank.js";
import { fillWords } from "../shared/fill.js";
import { csvRows, textOfBytes } from "../archive/delimited.js";
import { columnLetters } from "./staff.js";

/** @import { Words } from "../shared/types.js" */
/** @import { ListProblem, Row } from "./types.js" */

const MOST_CELLS = 5; // that are named

/**
 * The rows of a sheet, or what is wrong with it. Rejects where the script that reads workbooks cannot be had.
 * @param {File} file
 * @param {string} base
 * @returns {Promise<{ rows: Row[], problems: ListProblem[] }>}
 */
export async function rowsOfFile(file, base) {
  const bytes = new Uint8Array(await file.arrayBuffer());
  const refused = (/** @type {string} */ code, row = 0, facts = {}) => ({
    rows: [],
    problems: [{ row, column: null, code, facts }],
  });
  if (isArchive(bytes) || /\.xlsx?$/i.test(file.name)) {
    const { readWorkbook } = await loadFiles(base);
    try {
      const { rows, formulas } = readWorkbook(bytes);
      const cells = formulas.slice(0, MOST_CELLS).join(" ");
      return formulas.length ? refused("formulas", 0, { cells }) : { rows, problems: [] };
    } catch {
      return refused("workbook");
    }
  }
  const text = textOfBytes(bytes);
  if (text === null) return refused("encoding");
  const { rows, broken } = csvRows(text);
  return broken ? refused("unreadable", broken) : { rows, problems: [] };
}

/**
 * Whether a file is a workbook by what it begins with.
 * @param {Uint8Array} bytes
 */
function isArchive(bytes) {
  return bytes[0] === 0x50 && bytes[1] === 0x4b;
}

/**
 * A problem with its place, in words.
 * @param {ListProblem} problem
 * @param {Words} words
 */
export function sayProblem({ row, column, code, facts }, words) {
  const text = fillWords(words[`staff_${code}`], facts);
  if (!row) return text;
  const place = column
    ? fillWords(words.staff_at_column, { row, column: columnLetters(column) })
    : fillWords(words.staff_at, { row });
  return fillWords(words.staff_wrong, { place, text });
}
