/* Whether data have the shape of a `*.paper.json`: the same as the models of `quiz/frozen/shapes.py`. */

import { MOST_QUESTIONS } from "./draw.js";

/** @import { FrozenFile } from "./types.js" */
/** @typedef {(value: unknown) => boolean} Test */

const KIND_NAMES = ["single", "multiple", "true_false", "numeric", "ordering", "matching"];

/** @type {Test} */
const isText = (value) => typeof value === "string";
/** @type {Test} */
const isFilled = (value) => isText(value) && value !== "";
/** @type {Test} */
const isTruth = (value) => typeof value === "boolean";
/** @type {(pattern: RegExp) => Test} */
const matches = (pattern) => (value) => typeof value === "string" && pattern.test(value);
/** @type {(least: number, most: number) => Test} */
const whole = (least, most) => (value) => Number.isInteger(value) && Number(value) >= least && Number(value) <= most;
/** @type {(each: Test, least?: number, most?: number) => Test} */
const list =
  (each, least = 0, most = Infinity) =>
  (value) =>
    Array.isArray(value) && value.length >= least && value.length <= most && value.every(each);
/** @type {(values: string[]) => Test} */
const oneOf = (values) => (value) => values.includes(String(value)) && isText(value);
/** An object with these properties and no others; `optional` may be missing.
 * @type {(needed: Record<string, Test>, optional?: Record<string, Test>) => Test} */
const object =
  (needed, optional = {}) =>
  (value) => {
    if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
    const [tests, given] = [{ ...needed, ...optional }, Object.entries(value)];
    const sound = given.every(([name, each]) => Object.keys(tests).includes(name) && tests[name](each));
    return sound && Object.keys(needed).every((name) => Object.keys(value).includes(name));
  };

const isDay = matches(/^[0-9]{4}-[0-9]{2}-[0-9]{2}$/);
const isNumber = matches(/^[0-9A-HJKMNP-TV-Z]{8}$/);
const isPoints = whole(1, 100);
const arePlaces = list(whole(0, 7));
/** @type {Record<string, Test>} */
const ANSWER = {
  right: arePlaces,
  truth: isTruth,
  number: matches(/^-?(0|[1-9][0-9]*)(\.[0-9]*[1-9])?$/),
  say: isText,
  order: arePlaces,
  pairs: arePlaces,
};
const isQuestion = object(
  { kind: oneOf(KIND_NAMES), points: isPoints, stem: isFilled },
  { options: list(isFilled), lefts: list(isFilled), unit: isText },
);
const isPaper = object({
  number: isNumber,
  title: isFilled,
  company: isText,
  department: isText,
  day: isDay,
  bank: isText,
  language: oneOf(["zh", "en", "zh-Hant"]),
  minutes: whole(1, 600),
  pass: whole(0, 100),
  questions: list(isQuestion, 1, MOST_QUESTIONS),
});
const isQuestionKey = object(
  {
    id: isFilled,
    hash: matches(/^[0-9a-f]{8}$/),
    clause: isFilled,
    clause_number: isText,
    text: isText,
    because: isText,
  },
  { ...ANSWER, why: list(isText), working: list(list(isText, 3, 3)) },
);
const isDrawn = object(
  { seed: isText, policy: isText, count: whole(1, MOST_QUESTIONS) },
  {
    chapters: list(isFilled),
    roles: list(isFilled),
    kinds: list(oneOf(KIND_NAMES)),
    mix: list(Number.isInteger),
    must_know: isTruth,
    changed_since: isDay,
    without: list(isNumber),
    reserved: oneOf(["also", "only"]),
  },
);
const isCorrection = object({
  revision: whole(2, Number.MAX_SAFE_INTEGER),
  day: isDay,
  question: whole(0, MOST_QUESTIONS - 1),
  old: object({}, ANSWER),
  why: isText,
});
const isKey = object({
  revision: whole(1, Number.MAX_SAFE_INTEGER),
  drawn: isDrawn,
  corrections: list(isCorrection),
  questions: list(isQuestionKey),
});
const isFile = object({ format: isText, schema: whole(1, 1), paper: isPaper, key: isKey });

/**
 * @param {unknown} data
 * @returns {data is FrozenFile}
 */
export function isFrozenFile(data) {
  return isFile(data);
}
