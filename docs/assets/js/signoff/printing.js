/* What is signed goes on paper, or into a file for Word. */

import { loadPrinting } from "../quiz/bank.js";
import { saveFile } from "../shared/saving.js";
import { printedSheet } from "./printed.js";

/** @import { PaperLanguage } from "../exam/types.js" */
/** @import { SignedDocument } from "./types.js" */

const WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

/**
 * Prints a document, from a frame in which it can be seen. Rejects where the script that prints cannot be had.
 * @param {SignedDocument} document
 * @param {string} base
 * @param {string} lang
 * @param {Element} host where the frame stands
 */
export async function printSigned(document, base, lang, host) {
  const { printing, template } = await loadPrinting(base, /** @type {PaperLanguage} */ (lang));
  await printing.printInFrame(template, printedSheet(document), host);
}

/**
 * Saves a document for Word.
 * @param {SignedDocument} document
 * @param {string} base
 * @param {string} lang
 */
export async function saveForWord(document, base, lang) {
  const { printing, template } = await loadPrinting(base, /** @type {PaperLanguage} */ (lang));
  saveFile(`${document.title}.docx`, printing.docxBytes(template, printedSheet(document)), WORD);
}
