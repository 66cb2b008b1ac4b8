/* Printed documents of a frozen paper: what there are, and the files they become, as in Python
   (`quiz/papers/documents/__init__.py`). */

import { docxBytes } from "./docx.js";
import { keyDocument, stripDocument, versionsDocument } from "./for_markers.js";
import { paperDocument, sheetDocument } from "./for_learners.js";
import { htmlText } from "./html.js";
import { xlsxBytes } from "./xlsx.js";

/** @import { FrozenFile } from "../exam/types.js" */
/** @import { AnswerPlace, PrintedDocument, PrintedForm, Template, WhatPrinted } from "./types.js" */

/**
 * The documents of a kind of some versions: `paper`, `sheet` and `key` are one each version, `strip` and `versions` one
 * for all. `place` is where answers are written.
 * @param {Template} template
 * @param {FrozenFile} file
 * @param {WhatPrinted} what
 * @param {readonly string[]} versions
 * @param {AnswerPlace} place
 * @returns {PrintedDocument[]}
 */
export function documentsOf(template, file, what, versions, place) {
  switch (what) {
    case "paper":
      return versions.map((version) => paperDocument(template, file.paper, version, place));
    case "sheet":
      return versions.map((version) => sheetDocument(template, file.paper, version));
    case "key":
      return versions.map((version) => keyDocument(template, file, version));
    case "strip":
      return [stripDocument(template, file, versions)];
    default:
      return [versionsDocument(template, file, versions)];
  }
}

/**
 * A document as a file.
 * @param {Template} template
 * @param {PrintedDocument} document
 * @param {PrintedForm} form
 */
export function writtenDocument(template, document, form) {
  if (form === "html") return new TextEncoder().encode(htmlText(template, document));
  return form === "docx" ? docxBytes(template, document) : xlsxBytes(template, document);
}
