/* What a key means while answers are typed from paper: one key an answer, where a question has one letter. */

import { NoAnswer, readAnswer } from "./typed.js";

/** @import { FrozenQuestion } from "../exam/types.js" */

/** What of an answer is typed, and whether the next question comes. */
/** @typedef {{ text: string, isDone: boolean }} Typed */

/**
 * The answer with one more sign; null where the question has none such. Of multiple choice a letter that is there goes.
 * @param {FrozenQuestion} question
 * @param {string} before
 * @param {string} sign
 * @returns {Typed | null}
 */
export function withKey(question, before, sign) {
  const key = sign.toUpperCase();
  switch (question.kind) {
    case "single":
    case "true_false":
      return isAnswer(question, key) ? { text: key, isDone: true } : null;
    case "numeric":
      return /^[-.0-9]$/.test(key) ? { text: before + key, isDone: false } : null;
    case "multiple":
      return toggled(question, before, key);
    default:
      return inARow(question, before, key);
  }
}

/**
 * Whether what was typed is an answer, or none.
 * @param {FrozenQuestion} question
 * @param {string} text
 */
export function isAnswer(question, text) {
  try {
    readAnswer(question, text);
    return true;
  } catch (error) {
    if (error instanceof NoAnswer) return false;
    throw error;
  }
}

/**
 * @param {FrozenQuestion} question
 * @param {string} before
 * @param {string} key
 */
function toggled(question, before, key) {
  if (key === "-" || !isAnswer(question, key)) return null;
  const letters = before.includes(key) ? before.replace(key, "") : before + key;
  return { text: [...letters].sort().join(""), isDone: false };
}

/**
 * Letters of an order, or one for each left side.
 * @param {FrozenQuestion} question
 * @param {string} before
 * @param {string} key
 */
function inARow({ kind, options = [], lefts = [] }, before, key) {
  const place = key === "-" ? 0 : "ABCDEFGH".indexOf(key);
  const isTwice = kind === "ordering" && (key === "-" || before.includes(key));
  const length = kind === "ordering" ? options.length : lefts.length;
  if (key.length !== 1 || place < 0 || place >= options.length || isTwice || before.length >= length) return null;
  return { text: before + key, isDone: before.length + 1 === length };
}
