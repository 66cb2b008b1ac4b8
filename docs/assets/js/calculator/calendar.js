/* Days by the calendar, as `calendar.py` has it: a day that a month lacks is its last one, and what lies between two days
   is the greatest number of whole months after which it is not yet past the second. */

import { Day, Refusal, dayNumber } from "./days.js";

/** @import { Calendars } from "./days.js" */
/** @import { Fraction } from "./fraction.js" */

const MONTHS = 12; // a year's
const LAST_YEAR = 9999;

/**
 * A day later by whole months, or earlier.
 * @param {Day} day
 * @param {number} count
 */
export function addMonths(day, count) {
  const [year, month, date] = day.parts;
  return new Day(Math.min(dayNumber(year, month + count, date), dayNumber(year, month + count + 1, 0)));
}

/**
 * @param {Day} first
 * @param {Day} last
 */
export function daysBetween(first, last) {
  if (last.day < first.day) throw new Refusal("last_before_first", { first: String(first), last: String(last) });
  return last.day - first.day;
}

/**
 * @param {Day} first
 * @param {Day} last
 */
export function wholeMonths(first, last) {
  daysBetween(first, last); // in order
  const begun = (last.year - first.year) * MONTHS + last.month - first.month;
  return addMonths(first, begun).day > last.day ? begun - 1 : begun;
}

/**
 * @param {Day} first
 * @param {Day} last
 */
export function wholeYears(first, last) {
  return Math.floor(wholeMonths(first, last) / MONTHS);
}

/**
 * The day of that date, all whole numbers.
 * @param {Fraction[]} date
 */
export function dateOf(...date) {
  const [year, month, day] = date.map(({ n }) => n);
  const [y, m, d] = date.map(({ n }) => Number(n));
  if (y < 1 || y > LAST_YEAR) throw new Refusal("out_of_range");
  const before = dayNumber(y, m, 0);
  if (m < 1 || m > MONTHS || d < 1 || before + d > dayNumber(y, m + 1, 0))
    throw new Refusal("no_such_day", { year, month, day });
  return new Day(before + d);
}

/**
 * How many working days there are from one day to another, both counted.
 * @param {Calendars} calendars
 * @param {Day} first
 * @param {Day} last
 */
export function workingDaysBetween(calendars, first, last) {
  daysBetween(first, last); // in order
  let count = 0;
  for (let at = first.day; at <= last.day; at += 1) count += Number(calendars.isWorking(new Day(at)));
  return count;
}

/**
 * On how many days at least one of the ranges lies, their first and last days counted.
 * @param {Day[]} firsts
 * @param {Day[]} lasts
 */
export function daysCovered(firsts, lasts) {
  firsts.forEach((first, index) => daysBetween(first, lasts[index]));
  const ranges = firsts.map((first, index) => [first.day - 1, lasts[index].day]).sort(([a], [b]) => a - b);
  let [covered, reached] = [0, -Infinity];
  for (const [before, last] of ranges) {
    covered += Math.max(last - Math.max(before, reached), 0);
    reached = Math.max(reached, last);
  }
  return covered;
}
