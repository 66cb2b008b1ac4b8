/* Everything that is handed out of results: what is printed, and all files in an archive. */

import { zipped } from "../archive/zip.js";
import { shownNumber } from "../exam/signs.js";
import { htmlText } from "../printing/html.js";
import { personalDocument, resultsDocument } from "./documents.js";
import { sayIn } from "./tables.js";
import { resultsCsv, resultsJson, resultsXlsx } from "./writing.js";

/** @import { ArchivedFile } from "../archive/types.js" */
/** @import { FrozenFile } from "../exam/types.js" */
/** @import { Template } from "../printing/types.js" */
/** @import { Words } from "../shared/types.js" */
/** @import { Results } from "./types.js" */

/**
 * The list, to print.
 * @param {Template} template
 * @param {Words} words
 * @param {FrozenFile} file
 * @param {Results} results
 */
export function resultsHtml(template, words, file, results) {
  return htmlText(template, resultsDocument(template, words, file, results));
}

/**
 * What each who failed gets, to print: a page a person.
 * @param {Template} template
 * @param {Words} words
 * @param {FrozenFile} file
 * @param {Results} results
 */
export function personalHtml(template, words, file, results, site = "") {
  return htmlText(template, personalDocument(template, words, file, results, site));
}

/**
 * All files in an archive; personal sheets where somebody failed.
 * @param {Template} template
 * @param {Words} words
 * @param {FrozenFile} file
 * @param {Results} results
 */
export function allFiles(template, words, file, results, site = "") {
  const number = shownNumber(results.paper);
  const name = sayIn(words, "grading.file.results", { number });
  /** @type {ArchivedFile[]} */
  const files = [
    [`${name}.xlsx`, resultsXlsx(results, words)],
    [`${name}.csv`, resultsCsv(results, words)],
    [`${name}.json`, resultsJson(results)],
    [`${name}.html`, resultsHtml(template, words, file, results)],
  ];
  if (results.people.some((each) => !each.passed)) {
    const personal = sayIn(words, "grading.file.personal", { number });
    files.push([`${personal}.html`, personalHtml(template, words, file, results, site)]);
  }
  return zipped(files);
}
