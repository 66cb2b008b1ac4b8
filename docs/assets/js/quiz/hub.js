/* The hub: what is due today, what else can be practised, how far one is, and the device's progress to take along. */

import { make } from "../shared/dom.js";
import { fillWords } from "../shared/fill.js";
import { takeAlong } from "./carrying.js";
import { chosen } from "./choose.js";
import { bar, known } from "./score.js";
import { dayPanel } from "./today.js";

/** @import { Words } from "../shared/types.js" */
/** @import { Redraw } from "./carrying.js" */
/** @import { Progress } from "./progress.js" */
/** @import { KeptRun, Runs } from "./runs.js" */
/** @import { Index, Question, Titled } from "./types.js" */

/**
 * The page before a run: `counts` gives what stands in its `.hb-quiz__hub`.
 * @param {() => HTMLElement[]} counts
 * @param {Progress} progress
 * @param {Runs} runs
 * @param {Words} ui
 * @param {string} notice
 * @param {Redraw} redraw
 * @returns {HTMLElement[]}
 */
export function hub(counts, progress, runs, ui, notice, redraw) {
  const counted = make("div", { class: "hb-quiz__hub" }, counts());
  return [
    ...(notice ? [make("p", { class: "hb-quiz__notice", role: "status" }, notice)] : []),
    counted,
    takeAlong(progress, runs, ui, redraw, () => counted.replaceChildren(...counts())),
  ];
}

/**
 * @param {{ index: Index, progress: Progress, ui: Words, day: string, begun: KeptRun | null }} page
 * @returns {HTMLElement[]}
 */
export function countsOf({ index, progress, ui, day, begun }) {
  /** @type {(chapter: Titled, question: Question) => boolean} */
  const ofChapter = (chapter, question) => question.chapter === chapter.id;
  /** @type {(role: Titled, question: Question) => boolean} */
  const ofRole = (role, question) => question.roles.includes(role.id);
  return [
    dayPanel(index, progress, ui, day, begun),
    make("h2", {}, ui.quiz_more),
    make("ul", { class: "hb-quiz__rows" }, runRows(index, progress, ui, day)),
    make("h2", {}, ui.quiz_by_chapter),
    make("ul", { class: "hb-quiz__known" }, groupItems(index, progress, ui, "chapter", index.chapters, ofChapter)),
    make("h2", {}, ui.quiz_by_role),
    make("ul", { class: "hb-quiz__known" }, groupItems(index, progress, ui, "role", index.roles, ofRole)),
  ];
}

/**
 * The runs that are not of a chapter or a role, each with how many questions it has.
 * @param {Index} index
 * @param {Progress} progress
 * @param {Words} ui
 * @param {string} day
 */
function runRows(index, progress, ui, day) {
  /** @type {(mode: string, title: string, note: string, has?: boolean) => HTMLElement} */
  const row = (mode, title, note, has = true) => {
    const attributes = { href: `#${mode}`, "aria-disabled": has ? null : "true" };
    return make("li", {}, make("a", attributes, make("b", {}, title), make("span", {}, note)));
  };
  /** @type {(mode: string, title: string) => HTMLElement} */
  const counted = (mode, title) => {
    const { length } = chosen(index, progress, mode, day, "count");
    const note = length ? fillWords(ui.quiz_count, { count: length }) : ui.quiz_nothing_here;
    return row(mode, title, note, length > 0);
  };
  return [
    counted("mistakes", ui.quiz_mistakes),
    counted("must", ui.quiz_must),
    counted("changed", ui.quiz_changed),
    row("mixed", ui.quiz_mixed, ui.quiz_mixed_note),
    row("score", ui.quiz_score, ui.quiz_score_note),
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
    const count = known(progress, own).length;
    const note = fillWords(ui.quiz_known, { known: count, count: own.length });
    return own.length ? [bar(`#${mode}=${group.id}`, group.title, count, own.length, note)] : [];
  });
}
