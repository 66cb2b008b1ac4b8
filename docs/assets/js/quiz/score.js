/* The score: how far one is by chapter, what to read again, and what came of the run that has just ended. */

import { make } from "../shared/dom.js";
import { fillWords } from "../shared/fill.js";
import { clauseAddress } from "./bank.js";
import { dayInWords } from "./today.js";

/** @import { Words } from "../shared/types.js" */
/** @import { Progress } from "./progress.js" */
/** @import { Clause, Index, Question, Result } from "./types.js" */

const MOST_WEAK = 10; // clauses to read again

/**
 * By chapter, and the clauses that went wrong most, to read. `results` are of the
 * run that has just ended, `mode` is what it was.
 * @param {{ index: Index, progress: Progress, ui: Words, base: string, day: string, mode: string, results?: Result[] }} page
 * @returns {HTMLElement[]}
 */
export function scorePage({ index, progress, ui, base, day, mode, results }) {
  const weak = weakest(index, progress);
  const link = (/** @type {Clause} */ clause) =>
    make("a", { href: clauseAddress(base, clause) }, `${clause.number} ${clause.title}`);
  const again = (/** @type {Clause} */ clause) => make("a", { href: `#clause=${clause.id}` }, ui.quiz_again);
  const weakItems = weak.map((clause) => make("li", {}, link(clause), " ", again(clause)));
  return [
    ...(results ? [sumOf(results, ui)] : []),
    ...(mode === "daily" ? [make("p", { class: "hb-quiz__day" }, dayInWords(index, progress, ui, day).said)] : []),
    ...(weak.length ? [make("h2", {}, ui.quiz_weak)] : []),
    weak.length ? make("ul", { class: "hb-quiz__rows hb-quiz__weak" }, weakItems) : make("p", {}, ui.quiz_no_weak),
    make("h2", {}, ui.quiz_by_chapter),
    make("ul", { class: "hb-quiz__known" }, chapterScores(index, progress, ui)),
    make(
      "p",
      { class: "hb-quiz__links" },
      weak.length ? make("a", { href: "#mistakes", class: "hb-quiz__main" }, ui.quiz_mistakes) : null,
      make("a", { href: "#" }, ui.quiz_leave),
    ),
  ];
}

/**
 * @param {Result[]} results
 * @param {Words} ui
 */
function sumOf(results, ui) {
  const facts = { right: results.filter((each) => each.right).length, count: results.length };
  return make("p", { class: "hb-quiz__sum", tabindex: "-1" }, fillWords(ui.quiz_sum, facts));
}

/**
 * @param {Index} index
 * @param {Progress} progress
 * @param {Words} ui
 */
function chapterScores(index, progress, ui) {
  return index.chapters.flatMap((chapter) => {
    const own = index.questions.filter((question) => question.chapter === chapter.id);
    const tried = own.filter((question) => ["right", "wrong"].includes(progress.state(question)));
    const { length } = known(progress, own);
    const note = tried.length ? fillWords(ui.quiz_right_of, { known: length, count: tried.length }) : ui.quiz_not_tried;
    return own.length ? [bar(`#chapter=${chapter.id}`, chapter.title, length, tried.length || 1, note)] : [];
  });
}

/**
 * The clauses with the most questions that were answered wrong, the worst first.
 * @param {Index} index
 * @param {Progress} progress
 */
function weakest(index, progress) {
  /** @type {Map<Clause, number>} */
  const wrong = new Map();
  for (const question of index.questions) {
    if (progress.state(question) === "wrong") wrong.set(question.clause, (wrong.get(question.clause) ?? 0) + 1);
  }
  const worst = [...wrong].sort(([, a], [, b]) => b - a).slice(0, MOST_WEAK);
  return worst.map(([clause]) => clause);
}

/**
 * @param {string} href
 * @param {string} title
 * @param {number} value
 * @param {number} max
 * @param {string} note
 */
export function bar(href, title, value, max, note) {
  const progress = make("progress", { max, value, "aria-label": note });
  return make("li", {}, make("a", { href }, make("b", {}, title), progress, make("span", {}, note)));
}

/**
 * @param {Progress} progress
 * @param {Question[]} questions
 */
export function known(progress, questions) {
  return questions.filter((question) => progress.state(question) === "right");
}
