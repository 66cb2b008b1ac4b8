/* A document as a workbook, the same to the byte as Python writes it (`quiz/papers/documents/xlsx.py`). */

import { workbook } from "../archive/workbook.js";
import { sayPrinted } from "./words.js";

/** @import { Cell } from "../archive/types.js" */
/** @import { Block, PrintedDocument, QuestionBlock, TableBlock, Template } from "./types.js" */

const ASKED = ["number", "part", "question", "choices", "points"];
const OPEN = [...ASKED, "yours"];
const ANSWERED = [...ASKED, "answer", "notes", "clause", "id"];
const QUESTION_WIDTHS = [8, 16, 50, 40, 8, 18, 60, 18, 40];
const SIGNS_IN_LINE = 110; // of a table

/**
 * The workbook's bytes.
 * @param {Template} template
 * @param {PrintedDocument} document
 */
export function xlsxBytes(template, { sheet, blocks }) {
  const questions = blocks.filter(/** @returns {block is QuestionBlock} */ (block) => block.type === "question");
  if (!questions.length) {
    const tables = blocks.filter(/** @returns {block is TableBlock} */ (block) => block.type === "table");
    const shares = tables[tables.length - 1].widths;
    const widths = shares.map((width) => Math.max(8, Math.floor((SIGNS_IN_LINE * width) / 1000)));
    return workbook([[sheet, blocks.flatMap(sheetRows)]], widths);
  }
  const above = blocks.filter(({ type }) => type !== "table" && type !== "heading").flatMap(sheetRows);
  const names = questions[0].answer ? ANSWERED : OPEN;
  const heads = names.map((name) => sayPrinted(template, `papers.column.${name}`));
  const rows = [...above, heads, ...questions.map(sheetQuestion)];
  return workbook([[sheet, rows]], QUESTION_WIDTHS.slice(0, names.length), above.length + 1);
}

/**
 * The rows of what is no question.
 * @param {Block} block
 * @returns {Cell[][]}
 */
function sheetRows(block) {
  switch (block.type) {
    case "title":
      return [block.above, block.title, block.left, block.right].filter(Boolean).map((text) => [text]);
    case "fields":
      return block.labels.map((label) => [label]);
    case "table":
      return block.rows.map(({ cells }) => cells);
    case "question":
      return [];
    default:
      return [[block.text]];
  }
}

/**
 * @param {QuestionBlock} question
 * @returns {Cell[]}
 */
function sheetQuestion({ number, part, stem, items, options, points, answer }) {
  const cells = [number, part, stem, [...items, ...options].join("\n"), points];
  if (!answer) return [...cells, ""];
  const notes = answer.notes.map((note) => note.join("")).join("\n");
  return [...cells, answer.text, notes, answer.clause, answer.id];
}
