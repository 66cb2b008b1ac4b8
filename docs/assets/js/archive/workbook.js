/* Workbooks (XLSX) of texts and whole numbers, the same to the byte as `quiz/archives/workbook.py` writes them. Texts
   stand in their cells, so nothing that begins with = becomes a formula. */

import { OFFICE, XML_HEAD, escaped, partList, relationships } from "./xml.js";
import { zipped } from "./zip.js";

/** @import { Cell, Rows, Sheets } from "./types.js" */

const MAIN = `${OFFICE}spreadsheetml/2006/main`;
const TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.";
const STYLE = { above: 1, heading: 2, below: 3 }; // as wide as it is; bold and wrapped; wrapped
const STYLES =
  `<styleSheet xmlns="${MAIN}">` +
  '<fonts count="2"><font><sz val="11"/><name val="Calibri"/><family val="2"/></font>' +
  '<font><b/><sz val="11"/><name val="Calibri"/><family val="2"/></font></fonts>' +
  '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>' +
  '</fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>' +
  '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>' +
  '<cellXfs count="4"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>' +
  '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0" applyAlignment="1"><alignment vertical="top"/></xf>' +
  '<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1" applyAlignment="1">' +
  '<alignment vertical="top" wrapText="1"/></xf>' +
  '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0" applyAlignment="1">' +
  '<alignment vertical="top" wrapText="1"/></xf></cellXfs>' +
  '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>';
const LONGEST_NAME = 31;
const NOT_IN_NAMES = /[[\]:*?/\\]|^'|'$/;

/**
 * Sheets, A4 landscape, as wide as a page; texts wrap. `head` is the row of the headings, 0 for none: bold, still in
 * sight below, and again on every printed page. `ownWidths` are of sheets by name. Throws for a name that no sheet may
 * have.
 * @param {Sheets} sheets
 * @param {readonly number[]} widths
 * @param {ReadonlyMap<string, readonly number[]>} ownWidths
 */
export function workbook(sheets, widths = [], head = 0, ownWidths = new Map()) {
  const all = [...sheets];
  const names = all.map(([name]) => name);
  const bad = names.find((name) => !name || [...name].length > LONGEST_NAME || NOT_IN_NAMES.test(name));
  if (bad !== undefined) throw new Error(`no sheet may be called ${bad}`);
  const paths = all.map((_, place) => `worksheets/sheet${place + 1}.xml`);
  /** @type {[string, string][]} */
  const types = [
    ["xl/workbook.xml", `${TYPE}sheet.main+xml`],
    ["xl/styles.xml", `${TYPE}styles+xml`],
  ];
  for (const path of paths) types.push([`xl/${path}`, `${TYPE}worksheet+xml`]);
  /** @type {[string, string][]} */
  const related = paths.map((path) => ["worksheet", path]);
  return zipped([
    ["[Content_Types].xml", partList(types)],
    ["_rels/.rels", relationships([["officeDocument", "xl/workbook.xml"]])],
    ["xl/workbook.xml", bookPart(names, head)],
    ["xl/_rels/workbook.xml.rels", relationships([...related, ["styles", "styles.xml"]])],
    ["xl/styles.xml", XML_HEAD + STYLES],
    ...all.map(
      ([name, rows], place) =>
        /** @type {const} */ ([`xl/${paths[place]}`, sheetPart(rows, ownWidths.get(name) ?? widths, head)]),
    ),
  ]);
}

/**
 * @param {readonly string[]} names
 * @param {number} head
 */
function bookPart(names, head) {
  const listed = names.map(
    (name, place) => `<sheet name="${escaped(name)}" sheetId="${place + 1}" r:id="rId${place + 1}"/>`,
  );
  const titles = names.map(
    (name, place) =>
      `<definedName name="_xlnm.Print_Titles" localSheetId="${place}">` +
      `${escaped(`'${name.replace(/'/g, "''")}'`)}!$${head}:$${head}</definedName>`,
  );
  const defined = head ? `<definedNames>${titles.join("")}</definedNames>` : "";
  return (
    `${XML_HEAD}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}officeDocument/2006/relationships">` +
    `<sheets>${listed.join("")}</sheets>${defined}</workbook>`
  );
}

/**
 * @param {Rows} rows
 * @param {readonly number[]} widths
 * @param {number} head
 */
function sheetPart(rows, widths, head) {
  const columns = widths.map(
    (width, place) => `<col min="${place + 1}" max="${place + 1}" width="${width}" customWidth="1"/>`,
  );
  const frozen = `<pane ySplit="${head}" topLeftCell="A${head + 1}" activePane="bottomLeft" state="frozen"/>`;
  const data = rows.map((row, place) => rowPart(place + 1, row, head)).join("");
  return (
    `${XML_HEAD}<worksheet xmlns="${MAIN}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>` +
    `<sheetViews><sheetView workbookViewId="0">${head ? frozen : ""}</sheetView></sheetViews>` +
    `${columns.length ? `<cols>${columns.join("")}</cols>` : ""}<sheetData>${data}</sheetData>` +
    '<pageSetup paperSize="9" fitToHeight="0" orientation="landscape"/></worksheet>'
  );
}

/**
 * @param {number} number
 * @param {readonly Cell[]} row
 * @param {number} head
 */
function rowPart(number, row, head) {
  const atHead = number === head ? STYLE.heading : STYLE.below;
  const style = number < head ? STYLE.above : atHead;
  const cells = row.map((cell, place) => cellPart(lettersOf(place) + number, cell, style));
  return `<row r="${number}">${cells.join("")}</row>`;
}

/**
 * @param {string} at
 * @param {Cell} cell
 * @param {number} style
 */
function cellPart(at, cell, style) {
  if (cell === "") return `<c r="${at}" s="${style}"/>`;
  if (typeof cell === "number") return `<c r="${at}" s="${style}"><v>${cell}</v></c>`;
  return `<c r="${at}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${escaped(cell)}</t></is></c>`;
}

/**
 * The letters of a column, from 0: A, B … Z, AA.
 * @param {number} column
 * @returns {string}
 */
function lettersOf(column) {
  const before = Math.floor(column / 26);
  return (before ? lettersOf(before - 1) : "") + String.fromCharCode("A".charCodeAt(0) + (column % 26));
}
