/* A document for Word, the same to the byte as Python writes it (`quiz/papers/documents/docx.py`, which says more). */

import { OFFICE, XML_HEAD, escaped, partList, relationships } from "../archive/xml.js";
import { zipped } from "../archive/zip.js";
import { unbroken } from "../shared/fill.js";
import { widthOf } from "./answering.js";

/** @import { Block, FieldsBlock, PrintedAnswer, PrintedDocument, PrintedRow } from "./types.js" */
/** @import { QuestionBlock, TableBlock, Template, TitleBlock } from "./types.js" */

const WORD = `xmlns:w="${OFFICE}wordprocessingml/2006/main"`;
const WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.";
const RELATED = `xmlns:r="${OFFICE}officeDocument/2006/relationships"`;
const SETTINGS =
  `${XML_HEAD}<w:settings ${WORD}><w:compat><w:compatSetting w:name="compatibilityMode" ` +
  'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat></w:settings>';
const WORD_LINE = 9695; // twentieths of a point between the margins
const MARGINS = { free: { left: 1105, right: 1106 }, bound: { left: 1361, right: 850 } };
const BINDING =
  '<w:pgBorders w:offsetFrom="page"><w:left w:val="dashed" w:sz="4" w:space="31" w:color="000000"/></w:pgBorders>';
const EDGE = 'w:val="single" w:sz="4" w:space="0" w:color="000000"';
const THICK = '<w:right w:val="single" w:sz="12" w:space="0" w:color="000000"/>';
const SIDES = ["top", "left", "bottom", "right", "insideH", "insideV"];
const KEEP_NEXT = "<w:keepNext/>";
const CHOICE_STYLES = { 1: "Choice", 2: "Choice2", 4: "Choice4" };
const FIVE = 5;
const FIELDS_IN_ROW = 3;
const FIELD_LEAST = 200; // how wide a label is: so much, and for each half of a Chinese sign
const FIELD_SIGN = 95;
const ROW_HEIGHTS = { written: 490, typed: 340 };

/**
 * The document's bytes.
 * @param {Template} template
 * @param {PrintedDocument} document
 */
export function docxBytes(template, document) {
  const [before, between, behind] = template.page;
  const foot = wordRun(before) + wordField("PAGE") + wordRun(between) + wordField("NUMPAGES") + wordRun(behind);
  return zipped([
    [
      "[Content_Types].xml",
      partList([
        ["word/document.xml", `${WORD_TYPE}document.main+xml`],
        ["word/styles.xml", `${WORD_TYPE}styles+xml`],
        ["word/settings.xml", `${WORD_TYPE}settings+xml`],
        ["word/header1.xml", `${WORD_TYPE}header+xml`],
        ["word/footer1.xml", `${WORD_TYPE}footer+xml`],
      ]),
    ],
    ["_rels/.rels", relationships([["officeDocument", "word/document.xml"]])],
    ["word/document.xml", wordBody(document)],
    [
      "word/_rels/document.xml.rels",
      relationships([
        ["styles", "styles.xml"],
        ["settings", "settings.xml"],
        ["header", "header1.xml"],
        ["footer", "footer1.xml"],
      ]),
    ],
    ["word/styles.xml", template.styles],
    ["word/settings.xml", SETTINGS],
    ["word/header1.xml", `${XML_HEAD}<w:hdr ${WORD}>${wordParagraph("Header", wordRun(document.head))}</w:hdr>`],
    ["word/footer1.xml", `${XML_HEAD}<w:ftr ${WORD}>${wordParagraph("Footer", foot)}</w:ftr>`],
  ]);
}

/** @param {PrintedDocument} document */
function wordBody({ bound, blocks }) {
  const { left, right } = bound ? MARGINS.bound : MARGINS.free;
  const section =
    '<w:sectPr><w:headerReference w:type="default" r:id="rId3"/><w:footerReference w:type="default" r:id="rId4"/>' +
    `<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="964" w:right="${right}" w:bottom="794" w:left="${left}" ` +
    `w:header="482" w:footer="397" w:gutter="0"/>${bound ? BINDING : ""}</w:sectPr>`;
  const body = blocks.map(wordBlock).join("");
  return `${XML_HEAD}<w:document ${WORD} ${RELATED}><w:body>${body}${section}</w:body></w:document>`;
}

/** @param {Block} block */
function wordBlock(block) {
  switch (block.type) {
    case "title":
      return wordTitle(block);
    case "fields":
      return wordFields(block);
    case "heading":
      return wordParagraph("Heading1", wordRun(block.text));
    case "question":
      return wordQuestion(block);
    case "table":
      return wordTable(block);
    default:
      return wordParagraph("Remark", wordRun(block.text));
  }
}

/** @param {TitleBlock} block */
function wordTitle({ above, title, left, right }) {
  const meta = `${wordRun(left)}<w:r><w:tab/></w:r>${wordRun(right)}`;
  const first = above ? wordParagraph("Above", wordRun(above)) : "";
  return first + wordParagraph("Title", wordRun(title)) + wordParagraph("Meta", meta);
}

/**
 * All paragraphs but the last keep with the next, so that no page parts a question; of a key, up to the reason.
 * @param {QuestionBlock} block
 */
function wordQuestion({ number, before, stem, items, options, columns, line, answer }) {
  /** @type {[style: string, text: string][]} */
  const told = [["Question", `${number}. ${before}${stem}`]];
  for (const text of items) told.push(["Choice", text]);
  for (let start = 0; start < options.length; start += columns) {
    told.push([CHOICE_STYLES[columns], options.slice(start, start + columns).join("\t")]);
  }
  if (line) told.push(["Choice", line]);
  if (answer) told.push(["Answer", answer.text]);
  const kept = answer ? told.length : told.length - 1;
  const paragraphs = told.map(([style, text], place) =>
    wordParagraph(style, wordRun(text), place < kept ? KEEP_NEXT : ""),
  );
  return paragraphs.join("") + (answer ? wordNotes(answer) : "");
}

/** @param {PrintedAnswer} answer */
function wordNotes({ notes }) {
  return notes
    .map(([label, text]) => wordParagraph("Explanation", (label ? wordRun(label, "<w:b/>") : "") + wordRun(text)))
    .join("");
}

/**
 * A table without edges: cells cannot part a label from its line.
 * @param {FieldsBlock} block
 */
function wordFields({ labels }) {
  const labelWidth = FIELD_LEAST + FIELD_SIGN * Math.max(...labels.map(widthOf));
  const blankWidth = Math.floor(WORD_LINE / FIELDS_IN_ROW) - labelWidth;
  const bottom = `<w:tcBorders><w:bottom ${EDGE}/></w:tcBorders>`;
  const empty = wordCell(labelWidth, "CellList", "") + wordCell(blankWidth, "CellList", "");
  let rows = "";
  for (let start = 0; start < labels.length; start += FIELDS_IN_ROW) {
    const here = labels.slice(start, start + FIELDS_IN_ROW);
    const cells = here.map(
      (label) =>
        wordCell(labelWidth, "CellListHead", label, "<w:noWrap/>") + wordCell(blankWidth, "CellList", "", bottom),
    );
    rows += wordRow(cells.join("") + empty.repeat(FIELDS_IN_ROW - here.length), ROW_HEIGHTS.typed);
  }
  const pair = `<w:gridCol w:w="${labelWidth}"/><w:gridCol w:w="${blankWidth}"/>`;
  return wordGrid("", WORD_LINE, pair.repeat(FIELDS_IN_ROW), rows);
}

/** @param {TableBlock} block */
function wordTable(block) {
  const widths = block.widths.map((width) => Math.floor((WORD_LINE * width) / 1000));
  const edges = `<w:tblBorders>${SIDES.map((side) => `<w:${side} ${EDGE}/>`).join("")}</w:tblBorders>`;
  const grid = widths.map((width) => `<w:gridCol w:w="${width}"/>`).join("");
  const rows = block.rows.map((row, place) => wordCells(row, block, widths, place < block.rows.length - 1)).join("");
  const whole = widths.reduce((sum, width) => sum + width, 0);
  return wordGrid(edges, whole, grid, rows);
}

/**
 * A row; of a grid it keeps with the next one, so that its numbers and answers stay together.
 * @param {PrintedRow} row
 * @param {TableBlock} table
 * @param {readonly number[]} widths
 * @param {boolean} kept
 */
function wordCells({ kind, cells }, { look }, widths, kept) {
  const isList = look === "list";
  const told = cells.map((text, place) => {
    const isHead = kind === "head" || (!place && !isList);
    const isFifth = look === "fives" && place > 0 && place < widths.length - 1 && place % FIVE === 0;
    const more = isFifth ? `<w:tcBorders>${THICK}</w:tcBorders>` : "";
    return wordCell(widths[place], `Cell${isList ? "List" : ""}${isHead ? "Head" : ""}`, text, more, kept && !isList);
  });
  return wordRow(told.join(""), kind === "write" ? ROW_HEIGHTS.written : ROW_HEIGHTS.typed, kind === "head");
}

/**
 * @param {string} edges
 * @param {number} width
 * @param {string} grid
 * @param {string} rows
 */
function wordGrid(edges, width, grid, rows) {
  const margins = '<w:tblCellMar><w:left w:w="60" w:type="dxa"/><w:right w:w="60" w:type="dxa"/></w:tblCellMar>';
  const about = `<w:tblW w:w="${width}" w:type="dxa"/>${edges}<w:tblLayout w:type="fixed"/>${margins}`;
  const gap = wordParagraph("Gap", ""); // two tables without anything between them are one
  return `<w:tbl><w:tblPr>${about}</w:tblPr><w:tblGrid>${grid}</w:tblGrid>${rows}</w:tbl>${gap}`;
}

/**
 * @param {string} cells
 * @param {number} height
 */
function wordRow(cells, height, isHead = false) {
  const about = `<w:cantSplit/><w:trHeight w:val="${height}" w:hRule="atLeast"/>${isHead ? "<w:tblHeader/>" : ""}`;
  return `<w:tr><w:trPr>${about}</w:trPr>${cells}</w:tr>`;
}

/**
 * @param {number} width
 * @param {string} style
 * @param {string} text
 */
function wordCell(width, style, text, more = "", kept = false) {
  const about = `<w:tcW w:w="${width}" w:type="dxa"/>${more}<w:vAlign w:val="center"/>`;
  return `<w:tc><w:tcPr>${about}</w:tcPr>${wordParagraph(style, wordRun(text), kept ? KEEP_NEXT : "")}</w:tc>`;
}

/**
 * @param {string} style
 * @param {string} runs
 */
function wordParagraph(style, runs, more = "") {
  return `<w:p><w:pPr><w:pStyle w:val="${style}"/>${more}</w:pPr>${runs}</w:p>`;
}

/**
 * A text with its tabs and line feeds.
 * @param {string} text
 */
function wordRun(text, looks = "") {
  if (!text) return "";
  const told = `<w:t xml:space="preserve">${escaped(unbroken(text))}</w:t>`
    .replace(/\t/g, '</w:t><w:tab/><w:t xml:space="preserve">')
    .replace(/\n/g, '</w:t><w:br/><w:t xml:space="preserve">');
  return `<w:r>${looks ? `<w:rPr>${looks}</w:rPr>` : ""}${told}</w:r>`;
}

/**
 * A number that Word works out; 1 until it does.
 * @param {string} name
 */
function wordField(name) {
  return `<w:fldSimple w:instr="${name}">${wordRun("1")}</w:fldSimple>`;
}
