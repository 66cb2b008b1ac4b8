/* The questions: an index that every page loads, and a file a chapter that is loaded when one of its questions comes.
   The files are scripts, so that they also load from a file opened without a server. */

import { rowsOfColumns } from "./columns.js";

/** @import { PageTemplate } from "../exam/lines.js" */
/** @import { PaperLanguage } from "../exam/types.js" */
/** @import { Handouts } from "../grading/types.js" */
/** @import { Printing, Template } from "../printing/types.js" */
/** @import { FileTools, SignoffData } from "../signoff/types.js" */
/** @import { ChapterWords, Clause, DeliveredIndex, Index } from "./types.js" */

/** @type {Map<string, (data: unknown) => void>} */
const waiting = new Map();
/** @type {Map<string, Promise<unknown>>} */
const loaded = new Map();

window.handbookQuiz = { deliver: (name, data) => waiting.get(name)?.(data) };

/**
 * The index: questions without their words, clauses, chapters, roles. Rejects where the file cannot be had.
 * @param {string} base
 * @returns {Promise<Index>}
 */
export async function loadIndex(base) {
  const delivered = /** @type {DeliveredIndex} */ (await load("index", fileOf(base, "index")));
  return rowsOfColumns(delivered);
}

/**
 * A chapter's clauses and questions in words, both by id. Rejects where the file cannot be had.
 * @param {string} base
 * @param {string} id
 */
export async function loadChapter(base, id) {
  return /** @type {ChapterWords} */ (await load(id, fileOf(base, id)));
}

/**
 * A script that pages load only when somebody asks for what it does: `papers`, `printing`. Rejects where it cannot be had.
 * @param {string} base
 * @param {string} name
 */
export async function loadHeavy(base, name) {
  return load(name, `${base}assets/js/${name}.js`);
}

/**
 * What is printed of results, and what it is printed with in a language. Rejects where either cannot be had.
 * @param {string} base
 * @param {string} lang
 */
export async function loadHandouts(base, lang) {
  const name = `printing-${lang}`;
  const [handouts, template] = await Promise.all([
    load("handouts", `${base}assets/js/handouts.js`),
    load(name, fileOf(base, name)),
  ]);
  return { handouts: /** @type {Handouts} */ (handouts), template: /** @type {Template} */ (template) };
}

/**
 * A page that stands alone, of which this is the name: its parts. Rejects where they cannot be had.
 * @param {string} base
 * @param {string} page
 */
export async function loadOwnPage(base, page) {
  return /** @type {PageTemplate} */ (await load(`${page}_page`, `${base}assets/pages/${page}.js`));
}

/**
 * What prints papers, and what papers of a language are printed with. Rejects where either cannot be had.
 * @param {string} base
 * @param {PaperLanguage} lang
 */
export async function loadPrinting(base, lang) {
  const name = `printing-${lang}`;
  const [printing, template] = await Promise.all([loadHeavy(base, "printing"), load(name, fileOf(base, name))]);
  return { printing: /** @type {Printing} */ (printing), template: /** @type {Template} */ (template) };
}

/**
 * The version in force, with the words and headings of sign-off. Rejects where the file cannot be had.
 * @param {string} base
 */
export async function loadSignoff(base) {
  return /** @type {SignoffData} */ (await load("signoff", fileOf(base, "signoff")));
}

/**
 * What reads and writes people's files. Rejects where the script cannot be had.
 * @param {string} base
 */
export async function loadFiles(base) {
  return /** @type {FileTools} */ (await loadHeavy(base, "files"));
}

/**
 * Where a clause stands in the handbook.
 * @param {string} base
 * @param {Clause} clause
 */
export function clauseAddress(base, { id }) {
  return `${base}chapters/${id.split(".")[0]}/#${id}`;
}

/**
 * @param {string} base
 * @param {string} name
 */
function fileOf(base, name) {
  return `${base}assets/quiz/${name}.js`;
}

/**
 * @param {string} name
 * @param {string} address
 * @returns {Promise<unknown>}
 */
function load(name, address) {
  const before = loaded.get(name);
  if (before) return before;
  const promise = fetchScript(name, address);
  loaded.set(name, promise);
  promise.catch(() => loaded.delete(name)); // the next try asks again
  return promise;
}

/**
 * @param {string} name
 * @param {string} address
 * @returns {Promise<unknown>}
 */
function fetchScript(name, address) {
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    waiting.set(name, resolve);
    script.src = address;
    script.onerror = () => {
      script.remove();
      reject(new Error(name));
    };
    document.head.append(script);
  });
}
