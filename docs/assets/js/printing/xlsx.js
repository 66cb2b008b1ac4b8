/* A document as a workbook, the same to the byte as Python writes it (`quiz/papers/documents/xlsx.py`). */

import { workbook } from "../archive/workbook.js";
import { sayPrinted } from "./words.js";

/** @import { Cell } from "../archive/types.js" */
/** @import { Block, PrintedDocument, QuestionBlock, TableBlock, Template } from "./types.js" */

const ASKED = ["number", "part", "question", "choices", "points"];
const OPEN = [...ASKED, "yours"];
const ANSWERED = [...ASKED, "answer", "notes", "clause", "id"];
const QUESTION_WIDTHS = [8, 16, 50, 40, 8, 18, 60, 18, 40];
const TURNED_WIDTHS = { number: 8, mark: 24 }; // of a column of numbers, and of answers
const SIGNS_IN_LINE = 110; // of a list

/**
 * The workbook's bytes. Questions, and answers in grids, have a row each.
 * @param {Template} template
 * @param {PrintedDocument} document
 */
export function xlsxBytes(template, { sheet, blocks }) {
  const above = blocks.flatMap(rowsAbove);
  const { rows, widths } = sheetRows(template, blocks);
  return workbook([[sheet, [...above, ...rows]]], widths, above.length + 1);
}

/**
 * @param {Template} template
 * @param {readonly Block[]} blocks
 * @returns {{ rows: Cell[][], widths: number[] }}
 */
function sheetRows(template, blocks) {
  const questions = blocks.filter(/** @returns {block is QuestionBlock} */ (block) => block.type === "question");
  if (questions.length) {
    const names = questions[0].answer ? ANSWERED : OPEN;
    const heads = names.map((name) => sayPrinted(template, `papers.column.${name}`));
    return { rows: [heads, ...questions.map(sheetQuestion)], widths: QUESTION_WIDTHS.slice(0, names.length) };
  }
  const isTable = /** @returns {block is TableBlock} */ (/** @type {Block} */ block) => block.type === "table";
  const tables = blocks.filter(isTable).filter(({ look }) => look !== "score");
  const [{ look, rows, widths }] = tables;
  if (look === "list") {
    const shares = widths.map((width) => Math.floor((SIGNS_IN_LINE * width) / 1000));
    return { rows: rows.map(({ cells }) => cells), widths: shares };
  }
  const heads = rows.map(({ cells }) => cells[0]);
  const { number, mark } = TURNED_WIDTHS;
  return { rows: [heads, ...tables.flatMap(turnedRows)], widths: [number, ...heads.slice(1).map(() => mark)] };
}

/**
 * What stands above the rows.
 * @param {Block} block
 * @returns {Cell[][]}
 */
function rowsAbove(block) {
  switch (block.type) {
    case "title":
      return [block.above, block.title, block.left, block.right].filter(Boolean).map((text) => [text]);
    case "fields":
      return block.labels.map((label) => [label]);
    case "remark":
      return [[block.text]];
    default:
      return [];
  }
}

/**
 * The columns of a grid as rows, without that of labels: a question's number, and what stands below it.
 * @param {TableBlock} table
 * @returns {Cell[][]}
 */
function turnedRows({ rows: [numbers, ...others] }) {
  return numbers.cells.slice(1).map((number, at) => [Number(number), ...others.map(({ cells }) => cells[at + 1])]);
}

/**
 * @param {QuestionBlock} question
 * @returns {Cell[]}
 */
function sheetQuestion({ number, part, stem, items, options, points, answer }) {
  const cells = [number, part, stem, [...items, ...options].join("\n"), points];
  if (!answer) return [...cells, ""];
  const notes = answer.notes.map((note) => note.join("")).join("\n");
  return [...cells, answer.mark, notes, answer.clause, answer.id];
}
