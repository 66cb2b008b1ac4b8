/* Which answers are right, by the key as it is or as it was before a correction. The same as `quiz/grading/marking.py`. */

/** @import { Given } from "../exam/lines.js" */
/** @import { FrozenPaper, FrozenQuestion, PaperKey, QuestionAnswer } from "../exam/types.js" */
/** @import { Marks } from "./types.js" */

export const ANSWER_LETTERS = "ABCDEFGH";
export const TRUE_SIGN = "\u221a";
export const FALSE_SIGN = "\u00d7";
const NONE = "-"; // beside a left side that nothing was matched to

/**
 * Marks answers that stand in the paper's own order and by its own places. A question counts whole or not at all.
 * @param {FrozenPaper} paper
 * @param {readonly QuestionAnswer[]} key
 * @param {readonly Given[]} answers
 * @returns {Marks}
 */
export function markAnswers(paper, key, answers) {
  const wrong = [...paper.questions.keys()].filter((place) => !isRight(key[place], answers[place]));
  const lost = wrong.reduce((sum, place) => sum + paper.questions[place].points, 0);
  const points = paper.questions.reduce((sum, question) => sum + question.points, -lost);
  return { points, passed: points >= paper.pass, wrong };
}

/**
 * Whether an answer is right. Of a single choice whose key was corrected, each of several may be.
 * @param {QuestionAnswer} key
 * @param {Given} given
 */
export function isRight(key, given) {
  if (given === null) return false;
  if (key.truth !== undefined) return given === key.truth;
  if (key.number !== undefined) return plainNumber(String(given)) === key.number;
  if (typeof given === "number") return (key.right ?? []).includes(given);
  return String(given) === String(key.right ?? key.order ?? key.pairs);
}

/**
 * A number without zeros that say nothing: `07.50` is `7.5`.
 * @param {string} text
 */
export function plainNumber(text) {
  const [sign, digits] = text.startsWith("-") ? ["-", text.slice(1)] : ["", text];
  const [whole, decimals = ""] = digits.split(".");
  const rest = decimals.replace(/0+$/, "");
  const value = (whole.replace(/^0+/, "") || "0") + (rest && `.${rest}`);
  return value === "0" ? value : sign + value;
}

/**
 * What counted as right when the key was of this revision: later corrections are undone, the last one first.
 * @param {PaperKey} key
 * @param {number} revision
 */
export function atRevision(key, revision) {
  /** @type {QuestionAnswer[]} */
  const answers = [...key.questions];
  for (const correction of [...key.corrections].reverse()) {
    if (correction.revision > revision) answers[correction.question] = correction.old;
  }
  return answers;
}

/**
 * An answer as one writes it on paper: `B`, `ACD`, `√`, `110.34`; empty where there is none.
 * @param {FrozenQuestion} question
 * @param {Given} given
 */
export function inLetters(question, given) {
  if (given === null || typeof given === "string") return given ?? "";
  if (question.kind === "true_false") return given ? TRUE_SIGN : FALSE_SIGN;
  const places = Array.isArray(given) ? given : [Number(given)];
  return places.map((place) => (place === null ? NONE : ANSWER_LETTERS[place])).join("");
}
