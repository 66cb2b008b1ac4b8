/* Days that were missed on the calendar, a row a month. */

import { draw, make } from "../../shared/dom.js";
import { lastOf } from "../../shared/lists.js";
import { Day, Refusal } from "../days.js";
import { calendarsOf } from "../engine.js";
import { fractionOf, sayAmount } from "../say.js";
import { drawWith, figure } from "./figure.js";

/** @import { Given, PageRule, Row, Timeline } from "../types.js" */

/** @typedef {"working" | "rest" | "absent" | "half" | "rest-absent"} DayKind */

const MONTH_HEIGHT = 26;
const MOST_MONTHS = 13;
const CELL_WIDTH = 9.6;

/**
 * @param {PageRule} rule
 * @param {Timeline} picture
 * @param {Given} given
 */
function timeline(rule, picture, given) {
  const { ui } = rule;
  const absences = absencesIn(rule, picture, given);
  const days = [...absences.keys()].sort();
  if (!days.length) return null;
  const months = monthsBetween(days[0], lastOf(days)).slice(-MOST_MONTHS);
  const shapes = months.map((month, index) => drawMonth(rule, month, index * MONTH_HEIGHT, absences));
  const description = days
    .map((text) => `${text} ${sayAmount(rule, fractionOf(String(absences.get(text))), "day")}`)
    .join(rule.words.comma);
  const keys = [
    ["working", ui.calc_key_working],
    ["rest", ui.calc_key_rest],
    ["absent", ui.calc_key_absent],
    ["half", ui.calc_key_half],
  ].map(([kind, text]) => make("span", { class: `hb-key hb-key--${kind}` }, text));
  const height = months.length * MONTH_HEIGHT;
  const numbers = dayNumbers(height + 12);
  const below = make("p", { class: "hb-keys" }, keys);
  return /** @type {[Element]} */ ([figure(ui.calc_timeline, description, height + 18, [numbers, shapes], below)]);
}

/**
 * How much of each day was missed, at most the whole day.
 * @param {PageRule} rule
 * @param {Timeline} picture
 * @param {Given} given
 */
function absencesIn(rule, { rows, day, amount }, given) {
  const list = rule.inputs.find((input) => input.id === rows);
  const fields = list?.kind === "rows" ? list.fields : [];
  const standard = fields.find((field) => field.id === amount)?.default;
  /** @type {Map<string, number>} */
  const absences = new Map();
  for (const row of /** @type {Row[]} */ (given[rows] ?? [])) {
    const date = String(row[day]);
    const sum = (absences.get(date) ?? 0) + Number(row[amount] ?? standard ?? 1);
    absences.set(date, Math.min(sum, 1));
  }
  return absences;
}

/**
 * @param {string} first
 * @param {string} last
 */
function monthsBetween(first, last) {
  /** @type {string[]} */
  const months = [];
  let [year, month] = first.split("-").map(Number);
  for (let label = first.slice(0, 7); label <= last.slice(0, 7); label = `${year}-${String(month).padStart(2, "0")}`) {
    months.push(label);
    [year, month] = month === 12 ? [year + 1, 1] : [year, month + 1];
  }
  return months;
}

/**
 * @param {PageRule} rule
 * @param {string} label such as `2026-03`
 * @param {number} top
 * @param {Map<string, number>} absences
 */
function drawMonth(rule, label, top, absences) {
  const cells = [];
  const width = CELL_WIDTH - 1.6;
  for (let date = 1; date <= 31; date += 1) {
    const kind = dayKind(rule, `${label}-${String(date).padStart(2, "0")}`, absences);
    if (!kind) continue;
    const x = 58 + (date - 1) * CELL_WIDTH;
    const style = kind === "half" ? "working" : kind;
    cells.push(draw("rect", { x, y: top, width, height: 18, rx: 1.5, class: `hb-day--${style}` }));
    if (kind === "half") cells.push(draw("rect", { x, y: top + 9, width, height: 9, class: "hb-day--absent" }));
  }
  return draw("g", {}, draw("text", { x: 0, y: top + 14, class: "hb-picture__month" }, label), cells);
}

/** @param {number} top */
function dayNumbers(top) {
  return [1, 10, 20, 31].map((date) =>
    draw("text", { x: 58 + (date - 0.6) * CELL_WIDTH, y: top, class: "hb-picture__tick" }, String(date)),
  );
}

/**
 * How a day is drawn; nothing for a day that the month lacks. A year without a calendar counts from Monday to Friday.
 * @param {PageRule} rule
 * @param {string} text
 * @param {Map<string, number>} absences
 * @returns {DayKind | null}
 */
function dayKind(rule, text, absences) {
  let day;
  try {
    day = Day.parse(text);
  } catch {
    return null;
  }
  const working = isWorkingDay(rule, day);
  const missed = absences.get(text);
  if (missed === undefined) return working ? "working" : "rest";
  if (!working) return "rest-absent";
  return missed < 1 ? "half" : "absent";
}

/**
 * @param {PageRule} rule
 * @param {Day} day
 */
function isWorkingDay(rule, day) {
  try {
    return calendarsOf(rule).isWorking(day);
  } catch (error) {
    if (error instanceof Refusal) return day.weekday < 5;
    throw error;
  }
}

drawWith((rule, given) => timeline(rule, /** @type {Timeline} */ (rule.picture), given));
