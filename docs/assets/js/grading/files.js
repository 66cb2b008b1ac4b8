/* Files that somebody brings to be graded, told apart by what is in them, whatever they are called. */

import { readWorkbook } from "../archive/reading.js";
import { UnreadableSheet } from "../archive/unzip.js";
import { PAPER_FORMAT, readPaper } from "../exam/frozen.js";
import { readSeats } from "../exam/seats.js";
import { csvRows, textOfBytes } from "../archive/delimited.js";
import { readSheet } from "./typed.js";

/** @import { FrozenFile } from "../exam/types.js" */
/** @import { AnswerHeadings, Brought, SheetRow } from "./types.js" */

const OF_SEATS = "handbook-seats";
const LARGEST = 20_000_000; // bytes
const ZIPPED = "80,75,3,4";
const OLD_BOOK = "208,207,17,224";
const OF_A_PAPER = { number: "refused_changed", schema: "refused_schema" };

/**
 * What a file is: a paper, seats, a sheet of typed answers, or a text to look for lines in; or why it is refused, as a
 * key of the page's words.
 * @param {File} file
 * @param {FrozenFile | null} paper that is there already
 * @param {AnswerHeadings} headings
 * @returns {Promise<Brought>}
 */
export async function readBrought(file, paper, headings) {
  if (file.size > LARGEST) return { refused: "refused_large" };
  const bytes = new Uint8Array(await file.arrayBuffer());
  const start = bytes.subarray(0, 4).join();
  if (start === ZIPPED || start === OLD_BOOK) return bookBrought(bytes, paper, headings);
  const text = textOfBytes(bytes);
  if (text === null) return { refused: "refused_other" };
  return /^[\s\ufeff]*\{/.test(text) ? jsonBrought(text, paper) : textBrought(text, paper, headings);
}

/**
 * @param {Uint8Array} bytes
 * @param {FrozenFile | null} paper
 * @param {AnswerHeadings} headings
 * @returns {Brought}
 */
function bookBrought(bytes, paper, headings) {
  try {
    const { rows, formulas } = readWorkbook(bytes);
    const text = rows.map(([, cells]) => cells.join("\t")).join("\n"); // what a form has collected holds lines
    return sheetBrought(rows, formulas, text, paper, headings);
  } catch (error) {
    if (!(error instanceof UnreadableSheet)) throw error;
    return { refused: error.code === "large" ? "refused_large" : "refused_sheet" };
  }
}

/**
 * @param {string} text
 * @param {FrozenFile | null} paper
 * @returns {Brought}
 */
function jsonBrought(text, paper) {
  const format = /"format":\s*"([\w-]+)"/.exec(text)?.[1];
  if (format === OF_SEATS) {
    if (!paper) return { refused: "refused_paper_first" };
    const { file: seats, other } = readSeats(text, paper.paper);
    if (!seats) return { refused: other ? "refused_seats" : "refused_json" };
    return { seats };
  }
  const { file, refused } = readPaper(text);
  if (file) return { file };
  if (format !== PAPER_FORMAT) return { refused: "refused_other" };
  return { refused: OF_A_PAPER[/** @type {keyof typeof OF_A_PAPER} */ (refused)] ?? "refused_json" };
}

/**
 * @param {string} text
 * @param {FrozenFile | null} paper
 * @param {AnswerHeadings} headings
 * @returns {Brought}
 */
function textBrought(text, paper, headings) {
  const { rows, broken } = csvRows(text);
  return broken ? { text } : sheetBrought(rows, [], text, paper, headings);
}

/**
 * A sheet of typed answers has a row with the numbers of all questions; every other one is a text.
 * @param {readonly SheetRow[]} rows
 * @param {string[]} formulas
 * @param {string} text
 * @param {FrozenFile | null} paper
 * @param {AnswerHeadings} headings
 * @returns {Brought}
 */
function sheetBrought(rows, formulas, text, paper, headings) {
  if (!paper) return { text };
  const sheet = readSheet(rows, paper.paper, headings);
  return sheet.problems.some(({ kind }) => kind === "no_head") ? { text } : { ...sheet, formulas };
}
