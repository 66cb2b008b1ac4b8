/* Workbooks by the browser's writer and reader: cases on standard input, hex or rows on standard output. */

import { Buffer } from "node:buffer";
import { readFileSync } from "node:fs";
import { readWorkbook } from "../../docs/assets/js/archive/reading.js";
import { workbook } from "../../docs/assets/js/archive/workbook.js";
import { zipped } from "../../docs/assets/js/archive/zip.js";

const { written, archives, read } = JSON.parse(readFileSync(0, "utf-8"));
const hex = (bytes) => Buffer.from(bytes).toString("hex");

console.log(
  JSON.stringify({
    written: written.map(({ sheets, widths, head, own_widths: own }) =>
      hex(workbook(sheets, widths, head, new Map(Object.entries(own)))),
    ),
    archives: archives.map((files) => hex(zipped(files))),
    read: read.map((content) => {
      try {
        return readWorkbook(Uint8Array.from(Buffer.from(content, "hex")));
      } catch (error) {
        return { refused: error.code ?? String(error) };
      }
    }),
  }),
);
