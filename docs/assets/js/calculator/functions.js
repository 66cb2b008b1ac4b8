/* The named functions of formulas; each is written in Python, too (`functions.py`), and the parity test compares both. */

import { Fraction, bounded } from "./fraction.js";
import {
  addMonths,
  dateOf,
  daysBetween,
  daysCovered,
  wholeMonths,
  workingDaysBetween,
  wholeYears,
} from "./calendar.js";
import { Day, Moment, Refusal, dayNumber, monthKey } from "./days.js";
import { ONE, ZERO } from "./say.js";
import { givenBy, rowReached, sumOfDays, sumOfSlices, valueOn } from "./tables.js";
import { lastOf } from "../shared/lists.js";

/** @import { Calendars } from "./days.js" */
/** @import { Table, Value } from "./types.js" */

const MOST_INSTALMENTS = 120n;
const MOST_SHARES = 1000n;
const MINUTES = new Fraction(60n); // an hour's
const HUNDRED = new Fraction(100n);

/**
 * Whether a function gives a bare number a unit; each unit of a rule has the name of its own.
 * @param {string} name
 */
export function isUnitFunction(name) {
  return !(name in COMPUTED);
}

/** @type {<Given extends unknown[]>(count: (...given: Given) => number) => (...given: Given) => Fraction} */
const counted =
  (count) =>
  (...given) =>
    whole(count(...given));

/** @type {Record<string, (...args: never[]) => Value>} */
const COMPUTED = {
  min: (/** @type {Fraction[]} */ ...numbers) => numbers.reduce((a, b) => (b.compare(a) < 0 ? b : a)),
  max: (/** @type {Fraction[]} */ ...numbers) => numbers.reduce((a, b) => (b.compare(a) > 0 ? b : a)),
  floor: (/** @type {Fraction} */ number) => new Fraction(number.floor()),
  round2: (/** @type {Fraction} */ number) => new Fraction(hundredths(number), 100n),
  round_up: toStep((quotient) => -quotient.neg().floor()),
  round_down: toStep((quotient) => quotient.floor()),
  round_to: toStep(nearest),
  band: (/** @type {Table} */ table, /** @type {Fraction} */ number) => givenBy(rowReached(table, number)),
  slices: sumOfSlices,
  value_on: valueOn,
  rate_days: sumOfDays,
  largest: (/** @type {Ordered[]} */ values) => beyondAll(values, 1),
  smallest: (/** @type {Ordered[]} */ values) => beyondAll(values, -1),
  first_where: firstWhere,
  sum: totalOf,
  count: (/** @type {Value[]} */ values) => whole(values.filter((value) => value !== false).length),
  any: (/** @type {boolean[]} */ truths) => truths.includes(true),
  all: (/** @type {boolean[]} */ truths) => !truths.includes(false),
  longest_run: (/** @type {boolean[]} */ truths) => whole(runsOf(truths).reduce((a, b) => Math.max(a, b), 0)),
  last_run: (/** @type {boolean[]} */ truths) => whole(lastOf(runsOf(truths)) ?? 0),
  run_of_working_days: longestAbsence,
  most_in_months: mostWithin,
  earliest: (/** @type {(Day | Moment)[]} */ ...days) => days.reduce((a, b) => (b < a ? b : a)),
  latest: (/** @type {(Day | Moment)[]} */ ...days) => days.reduce((a, b) => (b > a ? b : a)),
  add_days: addDays,
  add_months: (/** @type {Day} */ day, /** @type {Fraction} */ count) => addMonths(day, wholeNumber(count)),
  add_years: (/** @type {Day} */ day, /** @type {Fraction} */ count) => addMonths(day, wholeNumber(count) * 12),
  days_between: counted(daysBetween),
  months_between: counted(wholeMonths),
  years_between: counted(wholeYears),
  age_on: counted(wholeYears),
  start_of_month: (/** @type {Day} */ { year, month }) => new Day(dayNumber(year, month, 1)),
  end_of_month: (/** @type {Day} */ { year, month }) => new Day(dayNumber(year, month + 1, 0)),
  month_of: counted((/** @type {Day} */ day) => day.month),
  weekday_of: counted((/** @type {Day} */ day) => day.weekday + 1),
  date_of: dateOf,
  working_days_between: counted(workingDaysBetween),
  days_covered: counted(daysCovered),
  year_of: counted((/** @type {Day} */ day) => day.year),
  end_of_year: (/** @type {Day} */ { year }) => new Day(dayNumber(year, 12, 31)),
  is_working_day: (/** @type {Calendars} */ calendars, /** @type {Day} */ day) => calendars.isWorking(day),
  day_of: (/** @type {Moment} */ moment) => moment.date,
  add_working_days: (/** @type {Calendars} */ calendars, /** @type {Day} */ day, /** @type {Fraction} */ count) =>
    calendars.after(day, wholeNumber(count)),
  add_hours: (/** @type {Moment} */ moment, /** @type {Fraction} */ hours) =>
    new Moment(moment.minute + wholeNumber(hours.mul(MINUTES))),
  instalments,
  shares,
};

/** The functions whose first argument is the calendars. */
const WITH_CALENDARS = new Set([
  "run_of_working_days",
  "most_in_months",
  "is_working_day",
  "add_working_days",
  "working_days_between",
]);

/** @typedef {(number: Fraction) => void} Need refuses a number that is not as it must be */

/** @type {(code: string, holds: (number: Fraction) => boolean) => Need} */
const needs = (code, holds) => (number) => {
  if (!holds(number)) throw new Refusal(code);
};
const WHOLE = needs("not_whole", (number) => number.d === 1n);
const NOT_NEGATIVE = needs("negative", (number) => number.n >= 0n);
const POSITIVE = needs("not_positive", (number) => number.n > 0n);
/** @type {Need} */
const WHOLE_MINUTES = (hours) => WHOLE(hours.mul(MINUTES));

/** What each argument (of rows: every value) must be; outside it a function answers nothing.
 * @type {Record<string, Need[][]>} */
const DOMAINS = {
  run_of_working_days: [[], [NOT_NEGATIVE]],
  most_in_months: [[], [NOT_NEGATIVE], [WHOLE, POSITIVE]],
  date_of: [[WHOLE], [WHOLE], [WHOLE]],
  add_hours: [[], [WHOLE_MINUTES]],
  slices: [[], [NOT_NEGATIVE]],
  round_up: [[], [POSITIVE]],
  round_down: [[], [POSITIVE]],
  round_to: [[], [POSITIVE]],
  instalments: [[NOT_NEGATIVE], [NOT_NEGATIVE]],
  shares: [[NOT_NEGATIVE], [WHOLE, POSITIVE]],
};

/**
 * What a function gives. Functions of rows get lists; those that count working days get the calendars first.
 * @param {string} name
 * @param {Calendars} calendars
 * @param {(Value | Value[])[]} args
 * @returns {Value}
 */
export function compute(name, calendars, args) {
  DOMAINS[name]?.forEach((needed, index) => {
    if (!needed.length) return;
    const numbers = /** @type {Fraction[]} */ ([args[index]].flat());
    for (const need of needed) numbers.forEach(need);
  });
  const given = WITH_CALENDARS.has(name) ? [calendars, ...args] : args;
  return COMPUTED[name](.../** @type {never[]} */ (given));
}

/**
 * A fraction that must be whole, as a plain number; sizes beyond any calendar stop at its end.
 * @param {Fraction} number
 */
export function wholeNumber(number) {
  WHOLE(number);
  return Number(number.n);
}

/**
 * A day later by a whole number of days.
 * @param {Day} day
 * @param {Fraction} count
 */
export function addDays(day, count) {
  return new Day(day.day + wholeNumber(count));
}

/** @param {Fraction[]} numbers */
function totalOf(numbers) {
  return numbers.reduce((a, b) => bounded(a.add(b)), ZERO);
}

/** @typedef {Fraction | Day} Ordered */

/**
 * The largest or smallest of several values of one kind.
 * @param {Ordered[]} values
 * @param {1 | -1} sign
 */
function beyondAll(values, sign) {
  if (!values.length) throw new Refusal("no_rows");
  return values.reduce((best, value) => (sign * difference(value, best) > 0 ? value : best));
}

/**
 * @param {Ordered} a
 * @param {Ordered} b
 */
function difference(a, b) {
  return a instanceof Fraction ? a.compare(/** @type {Fraction} */ (b)) : a.day - /** @type {Day} */ (b).day;
}

/**
 * @param {boolean[]} truths
 * @param {Value[]} values
 */
function firstWhere(truths, values) {
  const index = truths.indexOf(true);
  if (index < 0) throw new Refusal("no_such_row");
  return values[index];
}

/** @param {number} number */
function whole(number) {
  return new Fraction(BigInt(number));
}

/**
 * A number in hundredths, half rounded away from zero.
 * @param {Fraction} number
 */
function hundredths(number) {
  return nearest(number.mul(HUNDRED));
}

/**
 * The whole number next to it, half away from zero.
 * @param {Fraction} number
 */
function nearest(number) {
  const half = number.n < 0n ? -number.d : number.d;
  return (2n * number.n + half) / (2n * number.d); // BigInt division drops the fraction
}

/**
 * A number made a multiple of a step by making their quotient whole.
 * @param {(quotient: Fraction) => bigint} made
 */
function toStep(made) {
  return (/** @type {Fraction} */ number, /** @type {Fraction} */ step) =>
    bounded(step.mul(new Fraction(made(number.div(step)))));
}

/** @param {boolean[]} truths */
function runsOf(truths) {
  let run = 0;
  return truths.map((truth) => (run = truth ? run + 1 : 0));
}

/**
 * Amounts by working day, at most one day a date, in the order given.
 * @param {Calendars} calendars
 * @param {Day[]} days
 * @param {Fraction[]} amounts
 * @returns {Map<number, [Day, Fraction]>} by the day's number
 */
function workedAmounts(calendars, days, amounts) {
  /** @type {Map<number, [Day, Fraction]>} */
  const found = new Map();
  days.forEach((day, index) => {
    if (!calendars.isWorking(day)) return;
    const sum = bounded((found.get(day.day)?.[1] ?? ZERO).add(amounts[index]));
    found.set(day.day, [day, sum.compare(ONE) < 0 ? sum : ONE]);
  });
  return found;
}

/**
 * @param {Calendars} calendars
 * @param {Day[]} days
 * @param {Fraction[]} amounts
 */
function longestAbsence(calendars, days, amounts) {
  const worked = [...workedAmounts(calendars, days, amounts).values()].sort((a, b) => a[0].day - b[0].day);
  const missed = worked.filter(([, amount]) => amount.compare(ONE) === 0).map(([day]) => day);
  const joined = missed.map((day, index) => index > 0 && calendars.follows(missed[index - 1], day));
  return whole(runsOf(joined).reduce((most, run) => Math.max(most, run + 1), 0));
}

/**
 * @param {Calendars} calendars
 * @param {Day[]} days
 * @param {Fraction[]} amounts
 * @param {Fraction} months
 */
function mostWithin(calendars, days, amounts, months) {
  const worked = [...workedAmounts(calendars, days, amounts).values()];
  const window = wholeNumber(months);
  let best = ZERO;
  for (const [start] of worked) {
    const end = monthKey(start, window);
    const inside = worked.filter(([day]) => day.day >= start.day && monthKey(day) < end);
    const total = totalOf(inside.map(([, amount]) => amount));
    if (total.compare(best) > 0) best = total;
  }
  return best;
}

/**
 * @param {Fraction} total
 * @param {Fraction} each
 * @returns {Fraction[]}
 */
function instalments(total, each) {
  if (total.n === 0n) return [];
  POSITIVE(each); // of nothing no number of parts is enough
  const full = -total.div(each).neg().floor() - 1n; // all but the last
  if (full >= MOST_INSTALMENTS) throw new Refusal("too_many", { most: MOST_INSTALMENTS });
  return [...Array(Number(full)).fill(each), bounded(total.sub(each.mul(new Fraction(full))))];
}

/**
 * @param {Fraction} total
 * @param {Fraction} people
 */
function shares(total, people) {
  const count = people.n;
  if (count > MOST_SHARES) throw new Refusal("too_many", { most: MOST_SHARES });
  const fen = hundredths(total);
  const rest = fen % count;
  const each = (fen - rest) / count;
  const [more, less] = [new Fraction(each + 1n, 100n), new Fraction(each, 100n)];
  return Array.from({ length: Number(count) }, (_, index) => (index < Number(rest) ? more : less));
}
