/* Answers as SCORM 1.2 writes them: letters `a,c`, `t` or `f`, a number, `1.c,2.a` for pairs. */

/** @import { Given } from "../exam/lines.js" */
/** @import { FrozenPaper, FrozenQuestion, QuestionKey } from "../exam/types.js" */
/** @import { Told } from "./types.js" */

const SMALL_LETTERS = "abcdefgh";
const LONGEST_ID = 255;
/** @type {Record<FrozenQuestion["kind"], Told["type"]>} */
const TYPES = {
  single: "choice",
  multiple: "choice",
  true_false: "true-false",
  numeric: "numeric",
  ordering: "sequencing",
  matching: "matching",
};

/**
 * @param {FrozenPaper} paper
 * @param {readonly QuestionKey[]} keys
 * @param {readonly Given[]} answers
 * @param {readonly number[]} wrong places
 * @returns {Told[]}
 */
export function given(paper, keys, answers, wrong) {
  return paper.questions.map((question, place) => ({
    id: keys[place].id.replace(/[^!-~]/g, "_").slice(0, LONGEST_ID),
    type: TYPES[question.kind],
    student_response: response(question, answers[place]),
    result: wrong.includes(place) ? "wrong" : "correct",
    weighting: question.points,
  }));
}

/**
 * @param {FrozenQuestion} question
 * @param {Given} answer
 */
function response(question, answer) {
  if (answer === null) return "";
  if (typeof answer === "boolean") return answer ? "t" : "f";
  if (typeof answer === "string") return answer;
  const places = typeof answer === "number" ? [answer] : answer;
  const letters = places.map((place) => (place === null ? "" : SMALL_LETTERS[place]));
  if (question.kind !== "matching") return letters.join(",");
  const pairs = letters.map((letter, left) => letter && `${left + 1}.${letter}`);
  return pairs.filter(Boolean).join(",");
}
