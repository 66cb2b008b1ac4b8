/* Workbooks (XLSX) that people bring, as rows of texts. Nothing is evaluated, and no text becomes markup: XML is read sign
   by sign. */

import { UnreadableSheet, entriesOf } from "./unzip.js";
import { walkXml } from "./walk.js";

/** @import { ReadCell, ReadRow, ReadSheet } from "./types.js" */

const MOST_ROWS = 100_000;
const MOST_COLUMNS = 1_000;
const OLD_WORKBOOK = [0xd0, 0xcf, 0x11, 0xe0];

/**
 * The first sheet of a workbook, its rows that are not empty, and the cells with formulas that were never worked out.
 * Throws UnreadableSheet.
 * @param {Uint8Array} bytes
 * @returns {ReadSheet}
 */
export function readWorkbook(bytes) {
  if (OLD_WORKBOOK.every((byte, place) => bytes[place] === byte)) throw new UnreadableSheet("old_workbook");
  try {
    return firstSheet(bytes);
  } catch (error) {
    throw error instanceof UnreadableSheet ? error : new UnreadableSheet("damaged");
  }
}

/** @param {ReadRow} row */
function isFilledRow([, cells]) {
  return cells.some((cell) => cell.trim() !== "");
}

/**
 * @param {Uint8Array} bytes
 * @returns {ReadSheet}
 */
function firstSheet(bytes) {
  const parts = entriesOf(bytes, /^(\[Content_Types\]\.xml|xl\/.*\.(xml|rels))$/i);
  const part = (/** @type {string} */ name) => parts.get(name.toLowerCase());
  const book = part("xl/workbook.xml");
  const related = part("xl/_rels/workbook.xml.rels");
  if (book === undefined || related === undefined) throw new UnreadableSheet("damaged");
  const target = targetsOf(related).get(firstSheetOf(book));
  const sheet = target === undefined ? undefined : part(target.startsWith("/") ? target.slice(1) : `xl/${target}`);
  if (sheet === undefined) throw new UnreadableSheet("damaged");
  const shared = part("xl/sharedStrings.xml");
  return sheetRows(sheet, shared === undefined ? [] : sharedTexts(shared));
}

/**
 * The id of the relationship of the first sheet.
 * @param {string} book
 */
function firstSheetOf(book) {
  let id = "";
  walkXml(book, {
    open: (name, attributes) => {
      if (name === "sheet") id ||= attributes.id ?? "";
    },
  });
  return id;
}

/** @param {string} related */
function targetsOf(related) {
  /** @type {Map<string, string>} */
  const targets = new Map();
  walkXml(related, {
    open: (name, { Id: id = "", Target: target = "" }) => {
      if (name === "Relationship") targets.set(id, target);
    },
  });
  return targets;
}

/**
 * The texts that cells share; how a sign is read aloud is none of them.
 * @param {string} shared
 */
function sharedTexts(shared) {
  /** @type {string[]} */
  const texts = [];
  let aloud = 0;
  let within = false;
  walkXml(shared, {
    open: (name) => {
      if (name === "si") texts.push("");
      if (name === "rPh") aloud += 1;
      within = name === "t";
    },
    close: (name) => {
      if (name === "rPh") aloud -= 1;
      within = false;
    },
    text: (text) => {
      if (within && !aloud) texts[texts.length - 1] += text;
    },
  });
  return texts;
}

/**
 * @param {string} sheet
 * @param {readonly string[]} shared
 * @returns {ReadSheet}
 */
function sheetRows(sheet, shared) {
  /** @type {ReadRow[]} */
  const rows = [];
  /** @type {string[]} */
  const formulas = [];
  /** @type {ReadCell | undefined} */
  let cell;
  let within = "";
  let aloud = 0;
  walkXml(sheet, {
    open: (name, attributes) => {
      if (name === "row") beginRow(rows, Number(attributes.r ?? lastNumber(rows) + 1));
      else if (name === "c") cell = { place: attributes.r ?? "", kind: attributes.t ?? "n", value: "", formula: false };
      else if (name === "f" && cell) cell.formula = true;
      else if (name === "rPh") aloud += 1;
      within = name;
    },
    close: (name) => {
      if (name === "c" && cell) {
        const text = textOf(cell, shared);
        if (cell.formula && text === "") formulas.push(cell.place);
        put(rows[rows.length - 1]?.[1], cell.place, text);
        cell = undefined;
      }
      if (name === "rPh") aloud -= 1;
      within = "";
    },
    text: (text) => {
      if (cell && !aloud && (within === "v" || within === "t")) cell.value += text;
    },
  });
  return { rows: rows.filter(isFilledRow), formulas };
}

/** @param {readonly ReadRow[]} rows */
function lastNumber(rows) {
  return rows.length ? rows[rows.length - 1][0] : 0;
}

/**
 * @param {ReadRow[]} rows
 * @param {number} number
 */
function beginRow(rows, number) {
  if (rows.length >= MOST_ROWS) throw new UnreadableSheet("large");
  rows.push([number, []]);
}

/**
 * @param {string[] | undefined} cells
 * @param {string} at
 * @param {string} text
 */
function put(cells, at, text) {
  if (!cells) throw new UnreadableSheet("damaged");
  const letters = /^[A-Z]+/.exec(at)?.[0] ?? "";
  const column = letters
    ? [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1
    : cells.length;
  if (column >= MOST_COLUMNS) {
    if (text === "") return; // styles reach to the end of a sheet
    throw new UnreadableSheet("large");
  }
  while (cells.length < column) cells.push("");
  cells[column] = text;
}

/**
 * What a person would type for it.
 * @param {ReadCell} cell
 * @param {readonly string[]} shared
 */
function textOf(cell, shared) {
  if (cell.kind === "s") return shared[Number(cell.value)] ?? "";
  if (cell.kind === "b") return cell.value === "1" ? "TRUE" : "FALSE";
  if (cell.kind !== "n" || cell.value === "" || /^-?\d{1,15}$/.test(cell.value)) return cell.value;
  const number = Number(cell.value); // as Excel shows it, with at most 15 digits
  return Number.isFinite(number) ? String(Number(number.toPrecision(15))) : cell.value;
}
