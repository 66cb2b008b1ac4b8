/* Values as people read them, the same to the letter as in Python (`formatting.py`). */

import { fillWords } from "../shared/fill.js";
import { Fraction } from "./fraction.js";
import { Day, Moment } from "./days.js";

/** @import { ExactValue, Option, Part, Rule, Shown, Unit, Value } from "./types.js" */

const DECIMALS = 4; // shown of a number that was worked out; the sign ≈ says that there are more
const MOST_DECIMALS = 6; // that a value of a parameter may have; it is shown whole
const GROUPED_FROM = 10000n; // 2026 may be a year
const MONEY_GROUPED_FROM = 1000n;

export const ZERO = new Fraction(0n);
export const ONE = new Fraction(1n);

/**
 * The digits of a fraction, of money with all its decimals or none, and whether they are exact: `["206.8966", false]`.
 * @param {Fraction} number
 * @returns {[digits: string, exact: boolean]}
 */
export function decimalText(number, decimalsOfMoney = 0, places = DECIMALS) {
  const negative = number.n < 0n;
  const power = 10n ** BigInt(places);
  const scaled = (negative ? -number.n : number.n) * power;
  const exact = scaled % number.d === 0n;
  const whole = (2n * scaled + number.d) / (2n * number.d);
  const above = whole / power;
  let decimals = String(whole % power)
    .padStart(places, "0")
    .replace(/0+$/, "");
  if (decimals) decimals = decimals.padEnd(decimalsOfMoney, "0");
  const grouped = above >= (decimalsOfMoney ? MONEY_GROUPED_FROM : GROUPED_FROM);
  const digits = grouped ? String(above).replace(/\B(?=(\d{3})+$)/g, ",") : String(above);
  const sign = negative && whole ? "-" : "";
  return [sign + digits + (decimals ? `.${decimals}` : ""), exact];
}

/**
 * What a number counts times this is what people write, a half is 50 percent, by what is known of a unit or field.
 * @param {{ scale?: string } | null} [known]
 */
export function scaleOf(known) {
  return known?.scale ? fractionOf(known.scale) : ONE;
}

/**
 * A number with its unit: `20 元`, `≈ 206.8966 元/天`; bare where there is no unit.
 * @param {Rule} rule
 * @param {Fraction} number
 * @param {string | null | undefined} unit
 */
export function sayAmount(rule, number, unit, places = DECIMALS) {
  const known = unit ? rule.units[unit] : null;
  const [digits, exact] = decimalText(number.mul(scaleOf(known)), known?.decimals, places);
  const text = known ? fillWords(formOf(rule, known, digits), { n: digits }) : digits;
  return exact ? text : rule.words.about + text;
}

/** @type {Map<string, Intl.PluralRules>} */
const pluralRules = new Map();

/**
 * The form of a unit that fits a number, which is chosen by its digits as they are shown: `1 day`, `the 21st`.
 * @param {Rule} rule
 * @param {Unit} unit
 * @param {string} digits
 */
function formOf({ lang }, { forms, ordinal }, digits) {
  if (Object.keys(forms).length === 1) return forms.other;
  const category = pluralRulesOf(lang, ordinal ? "ordinal" : "cardinal").select(Number(digits.replaceAll(",", "")));
  return forms[category] ?? forms.other;
}

/**
 * @param {string} lang
 * @param {"ordinal" | "cardinal"} type
 */
function pluralRulesOf(lang, type) {
  const key = `${lang} ${type}`;
  const known = pluralRules.get(key);
  if (known) return known;
  const made = new Intl.PluralRules(lang, { type });
  pluralRules.set(key, made);
  return made;
}

/**
 * How many of the smallest parts that a number may be written in make one, as people write it.
 * @param {{ parts?: Part[], precision?: number }} input
 */
export function finenessOf({ parts, precision = 0 }) {
  return parts ? BigInt(parts[0].size) : 10n ** BigInt(precision);
}

/**
 * Whether a number in several units is a whole number of the last.
 * @param {Fraction} number
 * @param {Part[]} parts
 */
function isWhole(number, parts) {
  return finenessOf({ parts }) % number.d === 0n;
}

/**
 * How many of each unit there are in a number's size, and its sign.
 * @param {Fraction} number
 * @param {Part[]} parts
 * @returns {[sign: string, counts: bigint[]]}
 */
export function splitInParts(number, parts) {
  let rest = ((number.n < 0n ? -number.n : number.n) * finenessOf({ parts })) / number.d;
  const counts = parts.map(({ size }) => {
    const count = rest / BigInt(size);
    rest %= BigInt(size);
    return count;
  });
  return [number.n < 0n ? "-" : "", counts];
}

/**
 * A number in several units, without those of which there are none: `7 小时 30 分钟`.
 * @param {Rule} rule
 * @param {Fraction} number
 * @param {Part[]} parts
 */
export function sayParts(rule, number, parts, all = false) {
  const [sign, counts] = splitInParts(number, parts);
  const said = counts.flatMap((count, index) =>
    count || all ? sayAmount(rule, new Fraction(count), parts[index].unit) : [],
  );
  return sign + (said.join(" ") || sayAmount(rule, ZERO, parts[0].unit));
}

/**
 * The value of a parameter, with all its digits.
 * @param {Rule} rule
 * @param {Value} value
 * @param {Shown} like
 */
export function sayWhole(rule, value, like) {
  return value instanceof Fraction ? sayAmount(rule, value, like.unit, MOST_DECIMALS) : sayValue(rule, value, like);
}

/**
 * A value with its unit. `like` says how it is shown.
 * @param {Rule} rule
 * @param {Value} value
 * @param {Shown} like
 * @returns {string}
 */
export function sayValue(rule, value, like) {
  if (typeof value === "boolean") return sayTruth(rule, value, like.options);
  if (value instanceof Fraction) {
    return like.parts && isWhole(value, like.parts)
      ? sayParts(rule, value, like.parts)
      : sayAmount(rule, value, like.unit);
  }
  if (Array.isArray(value)) {
    const amounts = /** @type {Fraction[]} */ (value); // tables are never shown as values
    return amounts.map((each) => sayAmount(rule, each, like.unit)).join(rule.words.comma) || rule.words.none;
  }
  if (value instanceof Day) return sayDay(rule, value);
  if (value instanceof Moment) return fillWords(rule.words.moment, { day: sayDay(rule, value.date), time: value.time });
  return like.options?.find(([id]) => id === value)?.[1] ?? String(value);
}

/**
 * A switch in its own words, or yes and no.
 * @param {Rule} rule
 * @param {boolean} value
 * @param {Option[]} [options]
 */
function sayTruth(rule, value, options) {
  return options?.[value ? 0 : 1][1] ?? rule.words[value ? "yes" : "no"];
}

/**
 * A date in words: `2026 年 3 月 31 日`, `31 March 2026`.
 * @param {Rule} rule
 * @param {Day} date
 */
export function sayDay(rule, date) {
  const [year, month, day] = date.parts;
  if (year === 1900 && month === 1 && day === 1) return rule.words.none; // what stands for a day that was not given
  const names = rule.words.months.split(" ");
  /** @type {Record<string, string | number>} */
  const parts = { y: year, M: month, MMMM: names[month - 1], d: day }; // as in Unicode's patterns of dates
  return rule.words.day.replace(/y|M+|d/g, (part) => String(parts[part]));
}

/**
 * A value as data: a fraction in lowest terms, ISO days and moments, options by id, booleans as they are.
 * @param {Value} value
 * @returns {ExactValue}
 */
export function exactValue(value) {
  if (Array.isArray(value)) return /** @type {Value[]} */ (value).map(exactValue);
  return typeof value === "boolean" ? value : String(value);
}

/**
 * An exact text, `3`, `-0.5` or `69/20`, as a fraction.
 * @param {string | number} text
 */
export function fractionOf(text) {
  return Fraction.parse(String(text));
}

/**
 * Whether a space belongs between two texts: between Chinese and a digit, a Latin letter or ≈.
 * @param {string} left
 * @param {string} right
 */
export function needsSpace(left, right) {
  return (
    (/[\u3400-\u9fff]$/.test(left) && /^[A-Za-z0-9≈]/.test(right)) ||
    (/[A-Za-z0-9≈]$/.test(left) && /^[\u3400-\u9fff]/.test(right))
  );
}
