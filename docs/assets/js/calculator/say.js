/* Values as people read them, the same to the letter as in Python (`saying.py`). */

import { fillWords } from "../shared/fill.js";
import { Fraction } from "./fraction.js";
import { Day, Moment } from "./days.js";

const DECIMALS = 4; // shown of a number that has more; the sign ≈ says so
const SCALE = 10000n;
const GROUPED_FROM = 10000n;
const MONTHS = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
];

export const ZERO = new Fraction(0n);
export const ONE = new Fraction(1n);
const HUNDRED = new Fraction(100n);

/** The digits of a fraction with at most four decimals, and whether they are exact: `["206.8966", false]`. */
export function decimalText(number, money = false) {
  const negative = number.n < 0n;
  const scaled = (negative ? -number.n : number.n) * SCALE;
  const exact = scaled % number.d === 0n;
  const whole = (2n * scaled + number.d) / (2n * number.d);
  const above = whole / SCALE;
  let decimals = String(whole % SCALE)
    .padStart(DECIMALS, "0")
    .replace(/0+$/, "");
  if (money && decimals) decimals = decimals.padEnd(2, "0");
  const digits = above >= GROUPED_FROM ? String(above).replace(/\B(?=(\d{3})+$)/g, ",") : String(above);
  const sign = negative && whole ? "-" : "";
  return [sign + digits + (decimals ? "." + decimals : ""), exact];
}

const scales = new Map();

/** What a number counts times this is what people write: a half is 50 percent. `unit` may be `CNY/day`. */
export function scaleOf(unit) {
  if (!scales.has(unit)) {
    const [above, ...below] = (unit ?? "").split("/").map((name) => (name === "percent" ? HUNDRED : ONE));
    scales.set(
      unit,
      below.reduce((scale, each) => scale.div(each), above),
    );
  }
  return scales.get(unit);
}

/** A number with its unit: `20 元`, `≈ 206.8966 元/天`; bare where there is no unit. */
export function sayAmount(rule, number, unit) {
  const shown = number.mul(scaleOf(unit));
  const [digits, exact] = decimalText(shown, Boolean(unit) && unit.startsWith("CNY"));
  const text = unit
    ? fillWords(rule.units[unit][shown.n === 1n && shown.d === 1n ? 1 : 0], { n: digits, ordinal: ordinalOf(shown) })
    : digits;
  return exact ? text : rule.words.about + text;
}

/** What English adds to a day of the month: the 21st. */
function ordinalOf(number) {
  const last = Number(number.n % 100n);
  const plain = number.d !== 1n || last < 0 || (last > 10 && last < 14);
  return (plain ? null : [null, "st", "nd", "rd"][last % 10]) ?? "th";
}

/** A value with its unit. `like` says what kind it is of: `{unit, options}`. */
export function sayValue(rule, value, like) {
  if (typeof value === "boolean") return sayTruth(rule, value, like.options);
  if (value instanceof Fraction) return sayAmount(rule, value, like.unit);
  if (Array.isArray(value))
    return value.map((each) => sayAmount(rule, each, like.unit)).join(rule.words.comma) || rule.words.none;
  if (value instanceof Day) return sayDay(rule, value);
  if (value instanceof Moment) return `${sayDay(rule, value.date)}${rule.lang === "en" ? "," : ""} ${value.time}`;
  return like.options?.find(([id]) => id === value)?.[1] ?? String(value);
}

/** A switch in its own words, or yes and no. */
function sayTruth(rule, value, options) {
  return options?.[value ? 0 : 1][1] ?? rule.words[value ? "yes" : "no"];
}

/** A date in words: `2026 年 3 月 31 日`, `31 March 2026`. */
export function sayDay(rule, date) {
  const [year, month, day] = date.parts;
  return rule.lang === "en" ? `${day} ${MONTHS[month - 1]} ${year}` : `${year} 年 ${month} 月 ${day} 日`;
}

/** A value as data: a fraction in lowest terms, ISO days and moments, options by id, booleans as they are. */
export function exactValue(value) {
  if (Array.isArray(value)) return value.map(exactValue);
  return typeof value === "boolean" ? value : String(value);
}

/** An exact text, `3`, `-0.5` or `69/20`, as a fraction. */
export function fractionOf(text) {
  return Fraction.parse(String(text));
}

/** Whether a space belongs between two texts: between Chinese and a digit, a Latin letter or ≈. */
export function needsSpace(left, right) {
  return (
    (/[\u3400-\u9fff]$/.test(left) && /^[A-Za-z0-9≈]/.test(right)) ||
    (/[A-Za-z0-9≈]$/.test(left) && /^[\u3400-\u9fff]/.test(right))
  );
}
