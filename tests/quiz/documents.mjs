/* Printed documents by the browser's code: {templates, papers, jobs} on standard input, on standard output what each
   job's documents are called, with a hash of their bytes in each form. */

import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { readPaper } from "../../docs/assets/js/exam/frozen.js";
import { documentsOf, writtenDocument } from "../../docs/assets/js/printing/documents.js";

const { templates, papers, jobs, forms } = JSON.parse(readFileSync(0, "utf8"));
const files = papers.map((text) => readPaper(text).file);
const written = jobs.map(({ paper, what, versions, place }) => {
  const template = templates[files[paper].paper.language];
  const made = documentsOf(template, files[paper], what, versions, place);
  return made.map((document) => [
    document.name,
    ...forms.map((form) =>
      createHash("sha256")
        .update(writtenDocument(template, document, form))
        .digest("hex"),
    ),
  ]);
});
process.stdout.write(JSON.stringify(written));
