/* A key that turns out to be wrong: what was right before stays in the file, with the day and the reason. */

import { ANSWERS } from "../exam/fitting.js";
import { plainNumber } from "./marking.js";
import { NoAnswer, readAnswer } from "./typed.js";

/** @import { FrozenFile, FrozenQuestion, QuestionAnswer, QuestionKey } from "../exam/types.js" */

/**
 * The file with another key for a question, of the next revision; null where nothing would change. Throws NoAnswer.
 * The same as `quiz/grading/correcting.py`.
 * @param {FrozenFile} file
 * @param {number} question its place in the paper
 * @param {string} answer in letters, as one types answers
 * @param {string} why
 * @param {string} day
 * @returns {FrozenFile | null}
 */
export function correctedFile(file, question, answer, why, day) {
  const right = readKey(file.paper.questions[question], answer);
  const { key } = file;
  const before = key.questions[question];
  const old = answerIn(before, ANSWERS[file.paper.questions[question].kind]);
  if (JSON.stringify(old) === JSON.stringify(right)) return null;
  const revision = key.revision + 1;
  const questions = key.questions.map((each, place) => (place === question ? { ...each, ...right } : each));
  return {
    ...file,
    key: { ...key, revision, corrections: [...key.corrections, { revision, day, question, old, why }], questions },
  };
}

/**
 * What counts as right, of a single choice also several options. Throws NoAnswer.
 * @param {FrozenQuestion} question
 * @param {string} text
 * @returns {QuestionAnswer}
 */
export function readKey(question, text) {
  const kind = question.kind === "single" ? "multiple" : question.kind;
  const given = readAnswer({ ...question, kind }, text);
  if (given === null || (Array.isArray(given) && given.includes(null))) throw new NoAnswer();
  if (kind === "numeric") {
    const number = plainNumber(String(given));
    return { number, say: question.unit ? `${number} ${question.unit}` : number };
  }
  return { [ANSWERS[kind]]: given };
}

/**
 * What of a key says what is right.
 * @param {QuestionKey} key
 * @param {keyof QuestionAnswer} name
 * @returns {QuestionAnswer}
 */
function answerIn(key, name) {
  return name === "number" ? { number: key.number, say: key.say } : { [name]: key[name] };
}
