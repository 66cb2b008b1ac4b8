/* Grades what is on standard input with the browser's code: {file, text, words, template}; out come the seconds of CPU. */

import { readFileSync } from "node:fs";
import { allFiles } from "../../docs/assets/js/grading/handouts.js";
import { grade } from "../../docs/assets/js/grading/results.js";
import { resultsJson } from "../../docs/assets/js/grading/writing.js";

const { file, text, words, template } = JSON.parse(readFileSync(0, "utf8"));
const begun = process.cpuUsage();
const results = grade(file, { text });
const graded = secondsSince(begun);
const then = process.cpuUsage();
allFiles(template, words, file, results);
console.log(JSON.stringify({ graded, written: secondsSince(then), json: resultsJson(results) }));

function secondsSince(start) {
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1e6;
}
