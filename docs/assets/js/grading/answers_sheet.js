/* Typed answers as a sheet, as `readSheet` reads it: a row a person, in the order of the person's version. */

import { ordersOf } from "../exam/orders.js";
import { inLetters } from "./marking.js";
import { sayIn } from "./tables.js";

/** @import { Cell } from "../archive/types.js" */
/** @import { Given } from "../exam/lines.js" */
/** @import { FrozenPaper } from "../exam/types.js" */
/** @import { Words } from "../shared/types.js" */
/** @import { TypedPaper } from "./types.js" */

const WHO = ["number", "name", "version"];
const WIDTH = { who: 14, answer: 7 };

/**
 * @param {FrozenPaper} paper
 * @param {readonly TypedPaper[]} papers none for an empty sheet
 * @param {Words} words
 */
export function answersSheet(paper, papers, words) {
  const heads = [
    ...WHO.map((name) => sayIn(words, `grading.column.${name}`)),
    ...paper.questions.map((_, place) => String(place + 1)),
  ];
  /** @type {Cell[][]} */
  const rows = papers.map((typed) => [typed.number, typed.name, typed.version, ...seenAnswers(paper, typed)]);
  const widths = [...WHO.map(() => WIDTH.who), ...paper.questions.map(() => WIDTH.answer)];
  return { name: sayIn(words, "grading.sheet.answers"), rows: [heads, ...rows], widths };
}

/**
 * The answers in letters, in the order and by the letters of the version.
 * @param {FrozenPaper} paper
 * @param {TypedPaper} typed
 */
export function seenAnswers(paper, { version, answers }) {
  const { questions, options } = ordersOf(paper, version);
  return questions.map((index) => {
    const letters = inLetters(paper.questions[index], seen(answers[index], options[index]));
    return paper.questions[index].kind === "multiple" ? [...letters].sort().join("") : letters;
  });
}

/**
 * An answer by the places that stand on the paper.
 * @param {Given} given
 * @param {readonly number[]} order
 * @returns {Given}
 */
function seen(given, order) {
  if (typeof given === "number") return order.indexOf(given);
  if (!Array.isArray(given)) return given;
  return given.map((place) => (place === null ? null : order.indexOf(place)));
}
