/* The index is delivered in columns (`macros/data/quiz_data.py`), which weigh less; here they become rows. */

/** @import { Clause, ClauseColumns, DeliveredIndex, Index, Question } from "./types.js" */

/**
 * The index with its clauses and questions as rows, and the questions by id.
 * @param {DeliveredIndex} index
 * @returns {Index}
 */
export function rowsOfColumns(index) {
  const clauses = clauseRows(index.clauses);
  const questions = questionRows(index, clauses);
  return { ...index, clauses, questions, byId: new Map(questions.map((each) => [each.id, each])) };
}

/**
 * @param {ClauseColumns} columns
 * @returns {Clause[]}
 */
function clauseRows({ ids, numbers, titles, changed, since, mustKnow }) {
  const days = new Map(Object.entries(since).flatMap(([day, places]) => places.map((place) => [place, day])));
  return apartIds(ids).map((id, at) => ({
    id,
    number: numbers[at],
    title: titles[at],
    changed: changed[at],
    since: days.get(at) ?? "",
    mustKnow: mustKnow.includes(at),
  }));
}

/**
 * @param {DeliveredIndex} index
 * @param {Clause[]} clauses
 * @returns {Question[]}
 */
function questionRows({ kinds, roles, questions: columns }, clauses) {
  const ids = apartIds(columns.ids);
  const digits = columns.hashes.length / ids.length;
  return ids.map((id, at) => {
    const clause = clauses[columns.clauses[at]];
    return {
      id,
      hash: columns.hashes.slice(at * digits, (at + 1) * digits),
      clause,
      chapter: clause.id.split(".")[0],
      kind: kinds[Number(columns.kinds[at])],
      level: Number(columns.levels[at]),
      roles: columns.roles[at].map((role) => roles[role].id),
      asks: columns.asks[at],
      tells: columns.tells[at],
    };
  });
}

/**
 * `"pay.bonus.up ..down"`: a dot at the beginning stands for the part that the id before has at that place.
 * @param {string} text
 */
function apartIds(text) {
  /** @type {string[]} */
  let before = [];
  return text
    .split(" ")
    .filter(Boolean)
    .map((shortened) => {
      const same = shortened.length - shortened.replace(/^\.+/, "").length;
      before = [...before.slice(0, same), ...shortened.slice(same).split(".")];
      return before.join(".");
    });
}
