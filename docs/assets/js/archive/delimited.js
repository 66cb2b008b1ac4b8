/* Texts that hold rows: CSV as Excel saves it, and what is copied out of a spreadsheet. */

/** @import { ReadRow } from "./types.js" */

/**
 * The bytes of a file of text in the encodings in which Excel saves one; null where it is in none of them.
 * @param {Uint8Array} bytes
 */
export function textOfBytes(bytes) {
  const marks = { "255,254": "utf-16le", "254,255": "utf-16be" };
  const wide = marks[/** @type {keyof typeof marks} */ (bytes.subarray(0, 2).join(","))];
  for (const encoding of [...(wide ? [wide] : []), "utf-8", "gb18030"]) {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(bytes);
    } catch {
      // the next one
    }
  }
  return null;
}

/**
 * The rows of CSV, parted by whatever its first line has most of: comma, semicolon or tab. `broken` is the row where a
 * quotation mark has no partner, else 0.
 * @param {string} text
 * @returns {{ rows: ReadRow[], broken: number }}
 */
export function csvRows(text) {
  const plain = text.replace(/^\ufeff/, "").replace(/\r\n?/g, "\n");
  const parting = delimiter(plain.split("\n").find((line) => line.trim()) ?? "");
  const rows = /** @type {ReadRow[]} */ ([]);
  let at = 0;
  for (let row = 1; at < plain.length; row++) {
    const cells = [];
    for (;;) {
      const cell = csvCell(plain, at, parting);
      if (!cell) return { rows, broken: row };
      cells.push(cell.text);
      at = cell.end + 1;
      if (plain[cell.end] !== parting) break;
    }
    rows.push([row, cells]);
  }
  return { rows, broken: 0 };
}

/** @param {string} line */
function delimiter(line) {
  const outside = line.replace(/"[^"]*"/g, "");
  const count = (/** @type {string} */ sign) => outside.split(sign).length;
  return [",", ";", "\t"].reduce((most, sign) => (count(sign) > count(most) ? sign : most));
}

/**
 * The cell that begins at a place, and the place of the sign that ends it; null where a quotation mark has no partner.
 * @param {string} text
 * @param {number} start
 * @param {string} parting
 */
function csvCell(text, start, parting) {
  if (text[start] !== '"') {
    let end = start;
    while (end < text.length && text[end] !== parting && text[end] !== "\n") end++;
    return { text: text.slice(start, end), end };
  }
  let [cell, at] = ["", start + 1];
  for (;;) {
    const end = text.indexOf('"', at);
    if (end < 0) return null;
    cell += text.slice(at, end);
    if (text[end + 1] !== '"') {
      const ended = end + 1 >= text.length || text[end + 1] === parting || text[end + 1] === "\n";
      return ended ? { text: cell, end: end + 1 } : null;
    }
    cell += '"';
    at = end + 2;
  }
}
