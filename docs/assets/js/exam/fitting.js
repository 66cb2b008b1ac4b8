/* Whether the two halves of a paper fit, and each question its kind, as in Python (`quiz/frozen/fitting.py`). */

/** @import { FrozenFile, FrozenQuestion, QuestionAnswer, QuestionKey } from "./types.js" */
/** @import { KindName } from "../quiz/types.js" */

const TOTAL = 100; // points
const MOST_OPTIONS = 8;

/** What is right in a key, of each kind.
 * @type {Record<KindName, keyof QuestionAnswer>} */
export const ANSWERS = {
  single: "right",
  multiple: "right",
  true_false: "truth",
  numeric: "number",
  ordering: "order",
  matching: "pairs",
};

/**
 * @param {FrozenFile} file
 */
export function misfitIn({ paper: { questions }, key }) {
  if (questions.reduce((sum, { points }) => sum + points, 0) !== TOTAL) return true;
  if (questions.length !== key.questions.length) return true;
  const unfit = questions.some((question, place) => {
    const own = key.questions[place];
    return !isWhole(question) || !isAnswered(question, own) || !hasReasons(question, own);
  });
  return (
    unfit ||
    key.corrections.some(({ revision, question, old }) => {
      return revision > key.revision || question >= questions.length || !isAnswered(questions[question], old);
    })
  );
}

/** @param {FrozenQuestion} question */
function isWhole(question) {
  /** @type {Partial<Record<KindName, string>>} */
  const needed = { numeric: "unit", true_false: "", matching: "lefts options" };
  const given = ["lefts", "options", "unit"].filter((name) => name in question);
  if (given.join(" ") !== (needed[question.kind] ?? "options")) return false;
  const least = question.kind === "matching" ? 1 : 2;
  return [question.options, question.lefts].every((texts) => {
    return !texts || (texts.length >= least && texts.length <= MOST_OPTIONS);
  });
}

/** Whether places are those of an answer, of a question with so many options and left sides.
 * @type {Partial<Record<keyof QuestionAnswer, (places: number[], options: number, lefts: number) => boolean>>} */
const SOUND = {
  right: (places) => places.length > 0 && places.every((each, at) => !at || places[at - 1] < each),
  order: (places, options) => new Set(places).size === options && places.length === options,
  pairs: (places, _, lefts) => places.length === lefts,
};

/**
 * @param {FrozenQuestion} question
 * @param {QuestionAnswer} answer
 */
function isAnswered({ kind, options = [], lefts = [] }, answer) {
  const name = ANSWERS[kind];
  const given = ["number", "order", "pairs", "right", "say", "truth"].filter((each) => each in answer);
  if (given.join(" ") !== (name === "number" ? "number say" : name)) return false;
  const places = answer[name];
  if (!Array.isArray(places)) return true;
  const there = places.every((place) => place < options.length);
  return there && (SOUND[name]?.(places, options.length, lefts.length) ?? false);
}

/**
 * @param {FrozenQuestion} question
 * @param {QuestionKey} key
 */
function hasReasons(question, key) {
  const chosen = question.kind === "single" || question.kind === "multiple";
  return (key.why?.length ?? 0) === (chosen ? question.options?.length : 0);
}
