/* Grading by the browser's code: {file, words, cases} on standard input, the files of each case on standard output. */

import { Buffer } from "node:buffer";
import { readFileSync } from "node:fs";
import { canonical } from "../../../docs/assets/js/exam/canonical.js";
import { correctedFile } from "../../../docs/assets/js/grading/correcting.js";
import { allFiles } from "../../../docs/assets/js/grading/handouts.js";
import { grade } from "../../../docs/assets/js/grading/results.js";
import { NoAnswer, readSheet } from "../../../docs/assets/js/grading/typed.js";
import { resultsCsv, resultsJson, resultsXlsx } from "../../../docs/assets/js/grading/writing.js";

const { template, words, headings, cases, corrections } = JSON.parse(readFileSync(0, "utf-8"));

const corrected = corrections.map(({ file, question, answer }) => {
  try {
    const found = correctedFile(file, question, answer, "x", "2026-12-03");
    return found && canonical(found);
  } catch (error) {
    if (!(error instanceof NoAnswer)) throw error;
    return "NoAnswer";
  }
});
const graded = cases.map(({ file, text, rows, seats, counted }) => {
  const { papers, problems } = readSheet(rows, file.paper, headings);
  const results = grade(file, { text, typed: papers, seats, counted: new Set(counted) });
  const xlsx = Buffer.from(resultsXlsx(results, words)).toString("hex");
  const all = Buffer.from(allFiles(template, words, file, results)).toString("hex");
  return { problems, json: resultsJson(results), csv: resultsCsv(results, words), xlsx, all };
});
console.log(JSON.stringify({ graded, corrected }));
