/* The hub: what can be practised, how far one is, and the device's progress to take along. */

import { make } from "../shared/dom.js";
import { fillWords } from "../shared/fill.js";
import { saveFile } from "../shared/saving.js";
import { clauseAddress } from "./bank.js";
import { chosen } from "./choose.js";

/** @import { Words } from "../shared/types.js" */
/** @import { Progress } from "./progress.js" */
/** @import { Clause, Index, Question, Result, Titled } from "./types.js" */
/** @typedef {(notice: string) => void} Redraw shows the page again, with a notice above it */

const MOST_WEAK = 10; // clauses to read again

/**
 * The page before a run.
 * @param {{ index: Index, progress: Progress, ui: Words, day: string, notice: string, redraw: Redraw }} page
 * @returns {HTMLElement[]}
 */
export function hub({ index, progress, ui, day, notice, redraw }) {
  /** @type {(chapter: Titled, question: Question) => boolean} */
  const ofChapter = (chapter, question) => question.chapter === chapter.id;
  /** @type {(role: Titled, question: Question) => boolean} */
  const ofRole = (role, question) => question.roles.includes(role.id);
  return [
    ...(notice ? [make("p", { class: "hb-quiz__notice", role: "status" }, notice)] : []),
    make("ul", { class: "hb-quiz__doors" }, runs(index, progress, ui, day)),
    make("h2", {}, ui.quiz_by_chapter),
    make("ul", { class: "hb-quiz__doors" }, groupItems(index, progress, ui, "chapter", index.chapters, ofChapter)),
    make("h2", {}, ui.quiz_by_role),
    make("ul", { class: "hb-quiz__doors" }, groupItems(index, progress, ui, "role", index.roles, ofRole)),
    make("h2", {}, ui.quiz_take_along),
    takeAlong(progress, ui, redraw),
  ];
}

/**
 * The runs that are not of a chapter or a role, each with how many questions it has.
 * @param {Index} index
 * @param {Progress} progress
 * @param {Words} ui
 * @param {string} day
 */
function runs(index, progress, ui, day) {
  /** @type {(mode: string, title: string, note: string, has: boolean) => HTMLElement} */
  const entry = (mode, title, note, has) => {
    const attributes = { href: `#${mode}`, "aria-disabled": has ? null : "true" };
    return make("li", {}, make("a", attributes, make("b", {}, title), make("span", {}, note)));
  };
  /** @type {(mode: string, title: string) => HTMLElement} */
  const counted = (mode, title) => {
    const { length } = chosen(index, progress, mode, day, "count");
    const note = length ? fillWords(ui.quiz_count, { count: length }) : ui.quiz_nothing_here;
    return entry(mode, title, note, length > 0);
  };
  return [
    counted("daily", ui.quiz_daily),
    entry("mixed", ui.quiz_mixed, ui.quiz_mixed_note, true),
    counted("mistakes", ui.quiz_mistakes),
    counted("changed", ui.quiz_changed),
    entry("score", ui.quiz_score, ui.quiz_score_note, true),
  ];
}

/**
 * The chapters, or the roles, that have questions, each with how many of them are known.
 * @param {Index} index
 * @param {Progress} progress
 * @param {Words} ui
 * @param {string} mode
 * @param {Titled[]} all
 * @param {(group: Titled, question: Question) => boolean} has
 */
function groupItems(index, progress, ui, mode, all, has) {
  return all.flatMap((group) => {
    const own = index.questions.filter((question) => has(group, question));
    const known = right(progress, own).length;
    const note = fillWords(ui.quiz_known, { known, count: own.length });
    return own.length ? [bar(`#${mode}=${group.id}`, group.title, known, own.length, note)] : [];
  });
}

/**
 * @param {string} href
 * @param {string} title
 * @param {number} value
 * @param {number} max
 * @param {string} note
 */
function bar(href, title, value, max, note) {
  const progress = make("progress", { max, value, "aria-label": note });
  return make("li", {}, make("a", { href }, make("b", {}, title), progress, make("span", {}, note)));
}

/**
 * @param {Progress} progress
 * @param {Question[]} questions
 */
function right(progress, questions) {
  return questions.filter((question) => progress.state(question) === "right");
}

/**
 * By chapter, and the clauses that went wrong most, to read. `results` are of the run that has just ended.
 * @param {{ index: Index, progress: Progress, ui: Words, base: string, results?: Result[] }} page
 * @returns {HTMLElement[]}
 */
export function scorePage({ index, progress, ui, base, results }) {
  const weak = weakest(index, progress);
  const link = (/** @type {Clause} */ clause) =>
    make("a", { href: clauseAddress(base, clause) }, `${clause.number} ${clause.title}`);
  const again = (/** @type {Clause} */ clause) => make("a", { href: `#clause=${clause.id}` }, ui.quiz_again);
  const weakItems = weak.map((clause) => make("li", {}, link(clause), " · ", again(clause)));
  return [
    ...(results ? [sumOf(results, ui)] : []),
    ...(weak.length ? [make("h2", {}, ui.quiz_weak)] : []),
    weak.length ? make("ul", {}, weakItems) : make("p", {}, ui.quiz_no_weak),
    make("h2", {}, ui.quiz_by_chapter),
    make("ul", { class: "hb-quiz__doors" }, chapterScores(index, progress, ui)),
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
    const known = right(progress, own).length;
    const note = tried.length ? fillWords(ui.quiz_right_of, { known, count: tried.length }) : ui.quiz_not_tried;
    return own.length ? [bar(`#chapter=${chapter.id}`, chapter.title, known, tried.length || 1, note)] : [];
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
 * Export, import, reset with undo.
 * @param {Progress} progress
 * @param {Words} ui
 * @param {Redraw} redraw
 */
function takeAlong(progress, ui, redraw) {
  const field = make("textarea", { rows: 3, "aria-label": ui.quiz_code, class: "hb-quiz__code" });
  const status = make("p", { role: "status" });
  const take = (/** @type {string} */ text) => {
    try {
      redraw(fillWords(ui.quiz_imported, { count: progress.imported(text) }));
    } catch {
      status.textContent = ui.quiz_not_imported;
    }
  };
  const file = make("input", {
    type: "file",
    accept: ".json,application/json",
    "aria-label": ui.quiz_import_file,
    change: async () => {
      const chosenFile = file.files?.[0];
      if (chosenFile) take(await chosenFile.text());
    },
  });
  const show = () => {
    field.value = progress.code();
    field.focus();
    field.select();
  };
  return make(
    "div",
    { class: "hb-quiz__take-along" },
    make("p", {}, ui.quiz_on_device),
    make(
      "p",
      { class: "hb-quiz__links" },
      button(ui.quiz_export_file, () => saveFile("handbook-progress.json", progress.exported(), "application/json")),
      button(ui.quiz_show_code, show),
      button(ui.quiz_import_code, () => take(field.value)),
      button(ui.quiz_reset, () => reset(progress, ui, redraw)),
    ),
    field,
    make("label", {}, make("span", {}, ui.quiz_import_file), " ", file),
    status,
  );
}

/**
 * @param {string} text
 * @param {() => void} click
 */
function button(text, click) {
  return make("button", { type: "button", click }, text);
}

/**
 * @param {Progress} progress
 * @param {Words} ui
 * @param {Redraw} redraw
 */
function reset(progress, ui, redraw) {
  const before = progress.entries;
  progress.replace({});
  redraw(ui.quiz_was_reset);
  const undo = button(ui.quiz_undo, () => {
    progress.replace(before);
    redraw("");
  });
  document.querySelector(".hb-quiz__notice")?.append(" ", undo);
  undo.focus();
}
