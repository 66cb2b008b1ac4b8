/* Results as rows of a sheet. The same as `quiz/grading/tables.py`. */

import { fillWords } from "../shared/fill.js";

/** @import { Cell, Rows } from "../archive/types.js" */
/** @import { Facts, Words } from "../shared/types.js" */
/** @import { PersonResult, QuestionResult, Results, Told } from "./types.js" */

/** @type {Record<string, number[]>} */
export const WIDTHS = {
  scores: [14, 16, 8, 10, 8, 20, 30, 50],
  clauses: [30, 14, 14],
  questions: [8, 36, 14, 10, 10, 10, 40],
  told: [40, 80],
  corrected: [14, 16, 10, 12, 12, 10, 10],
};
const FROM_THE_LINE = [
  "copied",
  "damaged",
  "no_exam",
  "no_seat",
  "other_version",
  "sealed",
  "unfit",
  "unknown_seat",
  "wrong_code",
  "wrong_exam",
];

/**
 * Words of the catalogue, filled.
 * @param {Words} words
 * @param {string} key
 * @param {Facts} facts
 */
export function sayIn(words, key, facts = {}) {
  return fillWords(words[key.replace(/\./g, "_")], facts);
}

/**
 * The sheets of a workbook by their names.
 * @param {Results} results
 * @param {Words} words
 * @returns {[string, Rows][]}
 */
export function sheetsOf(results, words) {
  return rowsByName(results, words).map(([name, rows]) => [
    sayIn(words, `grading.sheet.${name}`),
    [headsOf(name, words), ...rows],
  ]);
}

/**
 * The rows of the tables; but for the scores, those without any are left out.
 * @param {Results} results
 * @param {Words} words
 */
export function rowsByName(results, words) {
  /** @type {[string, Cell[][]][]} */
  const found = [
    ["scores", scoresOf(results, words)],
    ["corrected", correctedOf(results, words)],
    ["clauses", results.clauses.map((each) => [each.clause_number, each.people, results.people.length])],
    ["questions", questionsOf(results)],
    ["told", results.told.map((each) => [sayTold(each, words), each.text])],
  ];
  return found.filter(([name, rows]) => rows.length || name === "scores");
}

/**
 * The headings of a table.
 * @param {string} name
 * @param {Words} words
 */
export function headsOf(name, words) {
  return sayIn(words, `grading.heads.${name}`).split("|");
}

/**
 * A row a person, and one for each of whom nothing came.
 * @param {Results} results
 * @param {Words} words
 * @returns {Cell[][]}
 */
export function scoresOf(results, words) {
  const numbers = new Map(results.questions.map(({ clause, clause_number: number }) => [clause, number]));
  const people = results.people.map((each) => [
    each.number,
    each.name,
    each.points,
    resultWord(each.passed, words),
    each.used ? Math.ceil(each.used / 60) : "",
    each.wrong.map((place) => place + 1).join(" "),
    each.clauses.map((clause) => numbers.get(clause)).join(sayIn(words, "grading.between")),
    remarksOn(each, words).join(" "),
  ]);
  const nothing = sayIn(words, "grading.absent");
  return [...people, ...results.absent.map(({ number, name }) => [number, name, "", nothing, "", "", "", ""])];
}

/**
 * @param {boolean} passed
 * @param {Words} words
 */
export function resultWord(passed, words) {
  return sayIn(words, passed ? "grading.passed" : "grading.failed");
}

/**
 * What is to be known of somebody's answers besides the points.
 * @param {PersonResult} person
 * @param {Words} words
 */
export function remarksOn({ others, typed, resumed, left, odd_clock: odd }, words) {
  const points = others.map((each) => each.points).join(sayIn(words, "grading.between"));
  return [
    others.length && sayIn(words, "grading.remark.others", { count: others.length + 1, points }),
    typed && sayIn(words, "grading.remark.typed"),
    resumed && sayIn(words, "grading.remark.resumed", { count: resumed }),
    left && sayIn(words, "grading.remark.left", { count: left }),
    odd && sayIn(words, "grading.remark.odd_clock"),
  ].filter(Boolean);
}

/**
 * What somebody has to look at, in words.
 * @param {Told} told
 * @param {Words} words
 */
export function sayTold({ kind, facts }, words) {
  return sayIn(words, `${FROM_THE_LINE.includes(kind) ? "exams.fault" : "grading.told"}.${kind}`, facts);
}

/**
 * The wrong answers with how many gave each: `B 12, D 3`.
 * @param {QuestionResult} question
 */
export function wrongAnswers({ wrong }) {
  return wrong.map(({ answer, count }) => `${answer} ${count}`).join(", ");
}

/**
 * @param {Results} results
 * @returns {Cell[][]}
 */
function questionsOf({ questions, people }) {
  return questions.map((each, place) => [
    place + 1,
    each.id,
    each.clause_number,
    each.right,
    each.blank,
    people.length,
    wrongAnswers(each),
  ]);
}

/**
 * Those for whom a correction of the key has changed something.
 * @param {Results} results
 * @param {Words} words
 * @returns {Cell[][]}
 */
function correctedOf({ people }, words) {
  return people.flatMap((each) => {
    const changed = each.before.filter((before) => before.points !== each.points);
    return changed.map((before) => [
      each.number,
      each.name,
      before.revision,
      before.points,
      resultWord(before.passed, words),
      each.points,
      resultWord(each.passed, words),
    ]);
  });
}
