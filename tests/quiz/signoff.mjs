// Makes documents, lines and comparisons with the browser's code, for what stands on standard input.
import { Buffer } from "node:buffer";
import { readFileSync } from "node:fs";
import { readWorkbook } from "../../docs/assets/js/archive/reading.js";
import { workbook } from "../../docs/assets/js/archive/workbook.js";
import { readAcknowledgement, writeAcknowledgement } from "../../docs/assets/js/signoff/acknowledgement.js";
import {
  compareWithStaff,
  comparisonWorkbook,
  gatheredInSheet,
  gatheredInText,
} from "../../docs/assets/js/signoff/checking.js";
import { htmlText } from "../../docs/assets/js/printing/html.js";
import { printedSheet } from "../../docs/assets/js/signoff/printed.js";
import { asWorkbook, attendanceList, signoffSheet } from "../../docs/assets/js/signoff/documents.js";

const { headings, versions, people, training, lines, texts, sheets } = JSON.parse(readFileSync(0, "utf8"));
const base64 = (bytes) => Buffer.from(bytes).toString("base64");

function made({ version, words, template }) {
  const documents = [signoffSheet(version, people, words), attendanceList(version, people, training, words)];
  const gathered = { given: [], unclear: [] };
  const problems = [];
  const add = (more) => {
    gathered.given.push(...more.given);
    gathered.unclear.push(...more.unclear);
  };
  for (const text of texts) add(gatheredInText(text));
  for (const [name, bytes] of sheets) {
    const { rows } = readWorkbook(new Uint8Array(Buffer.from(bytes, "base64")));
    const found = gatheredInSheet(rows, name, headings, words);
    add(found.gathered);
    problems.push(found.problems);
  }
  const compared = compareWithStaff(version, people, gathered);
  return {
    documents,
    printed: documents.map((document) => htmlText(template, printedSheet(document))),
    workbooks: documents.map((document) => base64(asWorkbook(document, workbook))),
    compared,
    problems,
    result: base64(comparisonWorkbook(version, compared, words, workbook)),
  };
}

const told = {
  versions: versions.map(made),
  lines: lines.map(([given, minute]) => writeAcknowledgement(given, minute)),
  read: lines.map(([given, minute]) => readAcknowledgement(writeAcknowledgement(given, minute))),
};
process.stdout.write(JSON.stringify(told));
