// Reads staff lists with the browser's code: {headings, texts, files} on standard input; files are base64.
import { Buffer } from "node:buffer";
import { readFileSync } from "node:fs";
import { textOfBytes } from "../../docs/assets/js/archive/delimited.js";
import { columnLetters, readStaffText } from "../../docs/assets/js/signoff/staff.js";

const { headings, texts, files, columns } = JSON.parse(readFileSync(0, "utf8"));
const told = {
  texts: texts.map((text) => readStaffText(text, headings)),
  files: files.map((file) => textOfBytes(Buffer.from(file, "base64"))),
  columns: columns.map(columnLetters),
};
process.stdout.write(JSON.stringify(told));
