/* What makes an exam of a paper, as a script of its own: the trainers' page loads it when somebody wants one. */

import { zipped } from "../archive/zip.js";
import { canonical } from "./canonical.js";
import { buildExam } from "./page.js";
import { newSeats } from "./seats.js";
import { slipsPage } from "./slips.js";

/** @import { ExamTemplate } from "./lines.js" */
/** @import { FrozenFile } from "./types.js" */

/**
 * The files of an exam by their names, as `quiz exam new` writes them; null where a line of the paper could be too long.
 * Without people everybody says their own name.
 * @param {ExamTemplate} template
 * @param {FrozenFile} file
 * @param {{ name: string, number: string }[]} people
 * @param {string} address
 * @returns {[name: string, content: string][] | null}
 */
function examFiles(template, file, people, address) {
  const { paper } = file;
  const page = buildExam(template, paper, people.length > 0);
  if (page === null) return null;
  /** @type {[string, string][]} */
  const files = [
    ["public/exam.html", page],
    [`private/${paper.number}.paper.json`, canonical(file)],
  ];
  if (people.length) {
    const seats = newSeats(paper, people);
    files.push([`private/${paper.number}.seats.json`, canonical(seats)]);
    files.push(["private/slips.html", slipsPage(paper, seats, template.slips[paper.language], address)]);
  }
  return files;
}

window.handbookQuiz.deliver("exam_making", { examFiles, zipped });
