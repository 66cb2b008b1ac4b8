/* The named functions of formulas; each is written in Python, too (`functions.py`), and the parity test compares both. */

import { Fraction } from "./fraction.js";
import { Day, Moment, Refusal, monthKey } from "./days.js";
import { ONE, ZERO } from "./say.js";

const MOST_INSTALMENTS = 120n;
const MOST_SHARES = 1000n;
const SECONDS = { second: new Fraction(1n), minute: new Fraction(60n), hour: new Fraction(3600n) };

/** Functions that give a bare number a unit; times of one clock also convert. */
export const UNIT_FUNCTIONS = {
  yuan: "CNY", points: "point", seconds: "second", minutes: "minute", hours: "hour", days: "day",
  working_days: "working_day", months: "month", years: "year", people: "person", times: "time",
};

/** `number` in the unit of a unit function; `unit` is what it comes in, empty when bare. */
export function inUnit(number, name, unit) {
  const target = UNIT_FUNCTIONS[name];
  return unit && unit !== target ? number.mul(SECONDS[unit]).div(SECONDS[target]) : number;
}

/** What each function computes. Functions of rows get lists; those that count working days get the calendars first. */
export const FUNCTIONS = {
  min: (...numbers) => numbers.reduce((a, b) => (b.compare(a) < 0 ? b : a)),
  max: (...numbers) => numbers.reduce((a, b) => (b.compare(a) > 0 ? b : a)),
  floor: (number) => new Fraction(number.floor()),
  round2: (number) => new Fraction(hundredths(number), 100n),
  band: (table, number) => table.reduce((given, [least, gives]) => (number.compare(least) >= 0 ? gives : given), ZERO),
  sum: (numbers) => numbers.reduce((a, b) => a.add(b), ZERO),
  count: (values) => whole(values.filter((value) => value !== false).length),
  any: (truths) => truths.includes(true),
  all: (truths) => !truths.includes(false),
  longest_run: (truths) => whole(runs(truths).reduce((a, b) => Math.max(a, b), 0)),
  last_run: (truths) => whole(runs(truths).at(-1) ?? 0),
  run_of_working_days: longestAbsence,
  most_in_months: mostWithin,
  year_of: (day) => whole(day.year),
  end_of_year: (day) => Day.parse(`${String(day.year).padStart(4, "0")}-12-31`),
  is_working_day: (calendars, day) => calendars.isWorking(day),
  day_of: (moment) => moment.date,
  add_working_days: (calendars, day, count) => calendars.after(day, wholeNumber(count)),
  add_hours: (moment, hours) => new Moment(moment.minute + wholeNumber(hours.mul(SECONDS.minute))),
  instalments,
  shares,
};

/** The functions whose first argument is the calendars. */
export const WITH_CALENDARS = new Set(["run_of_working_days", "most_in_months", "is_working_day", "add_working_days"]);

/** A fraction that must be whole, as a plain number; sizes beyond any calendar stop at its end. */
export function wholeNumber(number) {
  if (number.d !== 1n) throw new Refusal("not_whole");
  return Number(number.n);
}

function whole(number) {
  return new Fraction(BigInt(number));
}

/** A number in hundredths, half rounded away from zero. */
function hundredths(number) {
  const half = number.n < 0n ? -number.d : number.d;
  return (200n * number.n + half) / (2n * number.d); // BigInt division drops the fraction
}

function runs(truths) {
  let run = 0;
  return truths.map((truth) => (run = truth ? run + 1 : 0));
}

/** Amounts by working day, at most one day a date, in the order given: a map from day number to `[Day, amount]`. */
function workedAmounts(calendars, days, amounts) {
  const found = new Map();
  days.forEach((day, index) => {
    if (!calendars.isWorking(day)) return;
    const sum = (found.get(day.day)?.[1] ?? ZERO).add(amounts[index]);
    found.set(day.day, [day, sum.compare(ONE) < 0 ? sum : ONE]);
  });
  return found;
}

function longestAbsence(calendars, days, amounts) {
  const worked = [...workedAmounts(calendars, days, amounts).values()].sort((a, b) => a[0].day - b[0].day);
  let best = ZERO;
  let total = ZERO;
  worked.forEach(([day, amount], index) => {
    const joined = index > 0 && calendars.follows(worked[index - 1][0], day);
    total = joined ? total.add(amount) : amount;
    if (total.compare(best) > 0) best = total;
  });
  return best;
}

function mostWithin(calendars, days, amounts, months) {
  const worked = [...workedAmounts(calendars, days, amounts).values()];
  const window = wholeNumber(months);
  let best = ZERO;
  for (const [start] of worked) {
    const end = monthKey(start, window);
    const within = worked.filter(([day]) => day.day >= start.day && monthKey(day) < end);
    const total = within.reduce((sum, [, amount]) => sum.add(amount), ZERO);
    if (total.compare(best) > 0) best = total;
  }
  return best;
}

function instalments(total, each) {
  if (total.compare(ZERO) <= 0 || each.compare(ZERO) <= 0) return [];
  const full = -total.div(each).neg().floor() - 1n; // all but the last
  if (full >= MOST_INSTALMENTS) throw new Refusal("too_many", { most: MOST_INSTALMENTS });
  return [...Array(Number(full)).fill(each), total.sub(each.mul(new Fraction(full)))];
}

function shares(total, people) {
  if (people.d !== 1n) throw new Refusal("not_whole");
  const count = people.n;
  if (count <= 0n) return [];
  if (count > MOST_SHARES) throw new Refusal("too_many", { most: MOST_SHARES });
  const fen = hundredths(total);
  const rest = ((fen % count) + count) % count;
  const each = (fen - rest) / count;
  return Array.from({ length: Number(count) }, (_, index) => new Fraction(each + (BigInt(index) < rest ? 1n : 0n), 100n));
}
