/* What is signed as a document to print, the same as `quiz/signoff/printed.py`. */

/** @import { Block, PrintedDocument, PrintedRow, TableBlock } from "../printing/types.js" */
/** @import { SignedDocument, SignedTable } from "./types.js" */

/**
 * The document as blocks; its title and its version, or day, stand on every page.
 * @param {SignedDocument} document
 * @returns {PrintedDocument}
 */
export function printedSheet({ company, title, facts, statement, tables, ends, notes }) {
  const [first, ...others] = tables;
  const remarks = (/** @type {string[]} */ texts) =>
    texts.filter(Boolean).map((text) => /** @type {Block} */ ({ type: "remark", text }));
  const blocks = /** @type {Block[]} */ ([
    { type: "title", above: company, title, left: facts[0], right: "" },
    ...remarks([...facts.slice(1), statement]),
    tableBlock(first),
    { type: "fields", labels: ends },
    ...remarks(notes),
    ...others.flatMap((table) => [{ type: "heading", text: table.title }, tableBlock(table)]),
  ]);
  return { name: title, title, head: `${title} · ${facts[0]}`, sheet: first.title, bound: true, blocks };
}

/**
 * @param {SignedTable} table
 * @returns {TableBlock}
 */
function tableBlock({ head, rows, widths, signed }) {
  const whole = widths.reduce((sum, width) => sum + width, 0);
  const kind = /** @type {PrintedRow["kind"]} */ (signed ? "write" : "text");
  return {
    type: "table",
    look: signed ? "grid" : "list",
    widths: widths.map((width) => Math.floor((width * 1000) / whole)),
    rows: [{ kind: "head", cells: head }, ...rows.map((cells) => ({ kind, cells: cells.map(String) }))],
  };
}
