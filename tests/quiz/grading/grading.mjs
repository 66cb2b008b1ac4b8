/* Grading by the browser's code: {file, words, cases} on standard input, the files of each case on standard output. */

import { Buffer } from "node:buffer";
import { readFileSync } from "node:fs";
import { allFiles } from "../../../docs/assets/js/grading/handouts.js";
import { grade } from "../../../docs/assets/js/grading/results.js";
import { readSheet } from "../../../docs/assets/js/grading/typed.js";
import { resultsCsv, resultsJson, resultsXlsx } from "../../../docs/assets/js/grading/writing.js";

const { template, words, headings, cases } = JSON.parse(readFileSync(0, "utf-8"));

console.log(
  JSON.stringify(
    cases.map(({ file, text, rows, seats, counted }) => {
      const { papers, problems } = readSheet(rows, file.paper, headings);
      const results = grade(file, { text, typed: papers, seats, counted: new Set(counted) });
      const xlsx = Buffer.from(resultsXlsx(results, words)).toString("hex");
      const all = Buffer.from(allFiles(template, words, file, results)).toString("hex");
      return { problems, json: resultsJson(results), csv: resultsCsv(results, words), xlsx, all };
    }),
  ),
);
