/* The day's set: what is due, what is new, and that it has an end. */

import { make } from "../shared/dom.js";
import { fillWords } from "../shared/fill.js";
import { dayPlan } from "./choose.js";

/** @import { Words } from "../shared/types.js" */
/** @import { Progress } from "./progress.js" */
/** @import { KeptRun } from "./runs.js" */
/** @import { Index } from "./types.js" */

const QUESTIONS_A_MINUTE = 2;

/**
 * What there is to say of the day, and whether anything is left of it.
 * @param {Index} index
 * @param {Progress} progress
 * @param {Words} ui
 * @param {string} day
 */
export function dayInWords(index, progress, ui, day) {
  const { due, fresh, hasBegun, tomorrow } = dayPlan(index.questions, progress, day);
  const count = due.length + fresh.length;
  if (count) {
    const facts = { due: due.length, fresh: fresh.length, minutes: Math.ceil(count / QUESTIONS_A_MINUTE) };
    const parts = due.length ? ui.quiz_due_parts : ui.quiz_due_new;
    return { isLeft: true, said: fillWords(ui.quiz_due_today, { count }), more: fillWords(parts, facts) };
  }
  const said = tomorrow ? fillWords(ui.quiz_day_done, { tomorrow }) : ui.quiz_day_done_for_now;
  return { isLeft: false, said, more: hasBegun ? ui.quiz_day_done_more : "" };
}

/**
 * The day's set as the first thing on the page, or the run that was left.
 * @param {Index} index
 * @param {Progress} progress
 * @param {Words} ui
 * @param {string} day
 * @param {KeptRun | null} begun
 */
export function dayPanel(index, progress, ui, day, begun) {
  if (begun) {
    const place = begun.given.length + Number(begun.isNext);
    const said = fillWords(ui.quiz_left_at, { place, count: begun.ids.length });
    return panel(said, ui.quiz_left_more, `#${begun.mode}`, ui.quiz_go_on);
  }
  const { isLeft, said, more } = dayInWords(index, progress, ui, day);
  return panel(said, more, "#daily", isLeft ? ui.quiz_start : "");
}

/**
 * @param {string} said
 * @param {string} more
 * @param {string} href
 * @param {string} action empty where there is nothing to do
 */
function panel(said, more, href, action) {
  const words = make("div", {}, make("p", { class: "hb-quiz__due" }, said), more ? make("p", {}, more) : null);
  const link = action ? make("a", { href, class: "hb-quiz__main" }, action) : null;
  return make("section", { class: "hb-quiz__today" }, words, link);
}
