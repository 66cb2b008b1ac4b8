/* What a person enters: texts made values for the engine, or refused with the cure. The same rules and words as
   in Python (`inputs.py`). */

import { readExact } from "./engine.js";
import { Fraction } from "./fraction.js";
import { ONE, decimalText, finenessOf, fractionOf, sayAmount, sayParts, sayValue } from "./say.js";
import { readDay, readMoment, readMonth } from "./written_days.js";
import { fillWords } from "../shared/fill.js";
import { lastOf } from "../shared/lists.js";

/** @import { Facts } from "../shared/types.js" */
/** @import { Field, Given, NumberField, Read, Row, Rule } from "./types.js" */

const NUMBER = /^[-+]?(\d+(\.\d*)?|\.\d+)$/;
const GROUPED = /^[-+]?\d{1,3}(,\d{3})+(\.\d*)?$/;
const BY_POINTS = /^[-+]?[1-9]\d{0,2}(\.\d{3})+$/; // thousands, as much of Europe writes them
// Blanks of all kinds, seen and unseen.
// eslint-disable-next-line no-control-regex -- they are pasted along, too
const BLANK = /[\t-\r\x1c-\x20\x85\xa0\u1680\u180e\u2000-\u200d\u2028\u2029\u202f\u205f\u2060\u3000\ufeff]/;
// What people type for a switch, the last of each in Chinese; the same as in Python.
const YES = ["1", "true", "yes", "y", "是", "√", "✓", "✔"];
const NO = ["0", "false", "no", "n", "否", "×", "✗", "✘"];
const NOTHING = ["无", "無", "没有", "沒有", "none", "nil", "n/a", "-", "--", "—", "–", "/"];
const MAX_LENGTH = 40;

/**
 * One value from its text: `{value}` for the engine (undefined where nothing was entered and the default will do), or
 * `{error}`, a sentence. `answers` are the values of inputs that may bound it.
 * @param {Rule} rule
 * @param {Field} input
 * @param {unknown} text
 * @param {Row} answers
 * @returns {Read}
 */
export function readInput(rule, input, text, answers = {}) {
  let tidy = withoutBlanks(String(text ?? "").normalize("NFKC"));
  if (input.default === "0" && NOTHING.includes(tidy.toLowerCase())) tidy = "";
  const read = tidy === "" ? emptyInput(rule, input) : readFilled(rule, input, tidy);
  if (read.error !== undefined) return read;
  const value = /** @type {string} */ (read.value ?? input.default);
  return beyond(rule, input, value, tidy, answers) ?? read;
}

/**
 * What is wrong with a value that is beyond one of its bounds.
 * @param {Rule} rule
 * @param {Field} input
 * @param {string} value
 * @param {string} entered its text, empty of a default
 * @param {Row} answers
 */
function beyond(rule, input, value, entered, answers) {
  /** @type {(text: string) => string} */
  const said = (text) => sayValue(rule, readExact(input.kind, text, input), input);
  for (const { end, limit, by, label } of input.bounds ?? []) {
    const bound = /** @type {string | undefined} */ (by ? answers[by] : limit);
    if (bound === undefined) continue;
    const order = compareTexts(input, value, bound);
    if (end === "min" ? order >= 0 : order <= 0) continue;
    const code = input.kind === "number" ? end : { min: "earliest", max: "latest" }[end];
    const facts = { found: entered || said(value), limit: said(bound), other: label ?? "" };
    return wrong(rule, input, by ? `${code}_of` : code, facts);
  }
  return undefined;
}

/**
 * Days and moments are in order as their texts are.
 * @param {Field} input
 * @param {string} a
 * @param {string} b
 */
function compareTexts({ kind }, a, b) {
  if (kind === "number") return fractionOf(a).compare(fractionOf(b));
  return a < b ? -1 : Number(a > b);
}

/**
 * @param {Rule} rule
 * @param {Field} input
 * @param {string} tidy
 * @returns {Read}
 */
function readFilled(rule, input, tidy) {
  switch (input.kind) {
    case "choice":
      return readChoice(rule, input, tidy);
    case "switch":
      return readSwitch(rule, input, tidy);
    case "day":
      return readDated(rule, input, tidy, input.month ? "month" : "day", readDay, ...(input.month ? [readMonth] : []));
    case "moment":
      return readDated(rule, input, tidy, "moment", readMoment);
    default:
      return readNumber(rule, /** @type {NumberField} */ (input), tidy);
  }
}

/**
 * A text without the blanks around it.
 * @param {string} text
 */
export function withoutBlanks(text) {
  let [start, end] = [0, text.length];
  while (start < end && BLANK.test(text[start])) start += 1;
  while (end > start && BLANK.test(text[end - 1])) end -= 1;
  return text.slice(start, end);
}

/**
 * Whether a text is a number with its thousands set off by commas: `12,345.50`.
 * @param {string} text
 */
export function isGrouped(text) {
  return GROUPED.test(text);
}

/**
 * What the example has in every input: texts, booleans and rows, as `run` takes them; `now` is what else there is.
 * @param {Rule} rule
 * @param {Given} now
 */
export function exampleGiven(rule, now = {}) {
  /** @type {Given} */
  const given = {};
  for (const input of rule.inputs) {
    if (input.kind === "rows") given[input.id] = input.example.map((row) => ({ ...row }));
    else given[input.id] = now[input.id] ?? input.example ?? input.default ?? "";
  }
  return given;
}

/**
 * @param {Rule} rule
 * @param {Field} input
 * @returns {Read}
 */
function emptyInput(rule, input) {
  const optional = input.default !== null && input.default !== undefined;
  return optional ? { value: undefined } : wrong(rule, input, "missing", { example: exampleText(rule, input) });
}

/**
 * @param {Rule} rule
 * @param {NumberField} input
 * @param {string} text
 * @returns {Read}
 */
function readNumber(rule, input, text) {
  return (input.parts && readInParts(rule, input, text)) ?? readOneNumber(rule, input, text);
}

/**
 * @param {Rule} rule
 * @param {NumberField} input
 * @param {string} text
 * @returns {Read}
 */
function readOneNumber(rule, input, text) {
  const bare = digitsOf(text, input.suffixes);
  const byPoints = BY_POINTS.test(bare);
  const asPoints = () =>
    wrong(rule, input, "points", {
      found: shortened(text),
      plain: bare.replaceAll(".", ""),
      commas: bare.replaceAll(".", ","),
      limit: input.precision,
    });
  if (byPoints && bare.split(".").length > 2) return asPoints();
  if (!NUMBER.test(bare) || bare.length > MAX_LENGTH) {
    const code = input.parts ? "parts" : "number";
    return wrong(rule, input, code, { found: shortened(text), example: exampleText(rule, input) });
  }
  const number = fractionOf(bare);
  if (finenessOf(input) % number.d !== 0n) return tooFine(rule, input, text);
  if (byPoints && input.precision < 3) return asPoints(); // 36.000 may be meant for 36,000, and nobody would notice 36
  return within(rule, input, number, text) ?? { value: input.parts ? String(number) : bare };
}

/**
 * @param {Rule} rule
 * @param {NumberField} input
 * @param {string} text
 */
function tooFine(rule, input, text) {
  const { parts, precision } = input;
  if (!parts) return wrong(rule, input, precision ? "precision" : "whole", { found: text, limit: precision });
  const unit = lastOf(parts).label;
  return wrong(rule, input, "parts_whole", { found: text, unit, example: exampleText(rule, input) });
}

/**
 * What is wrong with a number beyond its bounds.
 * @param {Rule} rule
 * @param {NumberField} input
 * @param {Fraction} number
 * @param {string} text
 */
function within(rule, input, number, text) {
  const [low, high] = [fractionOf(input.min), fractionOf(input.max)];
  if (number.compare(low) < 0) return wrong(rule, input, "min", { found: text, limit: limitText(rule, input, low) });
  if (number.compare(high) > 0) return wrong(rule, input, "max", { found: text, limit: limitText(rule, input, high) });
  return undefined;
}

/**
 * A number in several units, `7:30`, `7小时30分`, `7h 30m`, as an exact text; nothing where it is one number or none.
 * @param {Rule} rule
 * @param {NumberField} input
 * @param {string} text
 * @returns {Read | undefined}
 */
function readInParts(rule, input, text) {
  const { parts = [] } = input;
  const entered = text.replaceAll("−", "-").toLowerCase();
  let [whole, above] = [0n, 0n];
  for (const [index, digits] of countsIn(input, entered).entries()) {
    if (digits === undefined) continue;
    const { unit, size } = parts[index];
    const more = BigInt(digits) * BigInt(size);
    if (above && more >= above) {
      const limit = sayAmount(rule, new Fraction(above, BigInt(size)), unit);
      return wrong(rule, input, "parts_most", { found: shortened(text), limit, example: exampleText(rule, input) });
    }
    [whole, above] = [whole + more, BigInt(size)];
  }
  if (!above) return undefined;
  const number = new Fraction(entered.startsWith("-") ? -whole : whole, finenessOf(input));
  return within(rule, input, number, text) ?? { value: String(number) };
}

/**
 * The digits of each unit that a text names; none where it is one number, or not to be read.
 * @param {NumberField} input
 * @param {string} entered
 * @returns {(string | undefined)[]}
 */
function countsIn({ patterns = [] }, entered) {
  if (NUMBER.test(entered) || entered.length > MAX_LENGTH) return [];
  const signless = entered.replace(/^[-+]/, "");
  const found = patterns.map((pattern) => new RegExp(`^(?:${pattern})$`).exec(signless)).find(Boolean);
  return found?.slice(1) ?? [];
}

/**
 * What stands before the unit, without the commas between thousands.
 * @param {string} text
 * @param {string[]} suffixes
 */
function digitsOf(text, suffixes) {
  const entered = withoutBlanks(text.replace(/^¥/, "")).replaceAll("−", "-");
  const unit = suffixes.find((each) => entered.endsWith(each)) ?? "";
  const bare = withoutBlanks(entered.slice(0, entered.length - unit.length));
  if (unit && bare === "半") return "0.5";
  return isGrouped(bare) ? bare.replaceAll(",", "") : bare;
}

/**
 * @param {Rule} rule
 * @param {Field} input
 * @param {string} text
 * @returns {Read}
 */
function readChoice(rule, input, text) {
  const options = input.options ?? [];
  const near = /^[\u4e00-\u9fff]{2,}$/.test(text)
    ? options.filter((names) => names.some((name) => name.includes(text)))
    : [];
  const option =
    options.find((names) => names.some((name) => name.normalize("NFKC") === text)) ??
    (near.length === 1 ? near[0] : undefined); // a part of one option alone: 服务之星
  const allowed = options.map(([id, label]) => `${label} ${id}`).join(rule.words.comma);
  return option ? { value: option[0] } : wrong(rule, input, "choice", { found: shortened(text), allowed });
}

/**
 * @param {Rule} rule
 * @param {Field} input
 * @param {string} text
 * @returns {Read}
 */
function readSwitch(rule, input, text) {
  const lower = text.toLowerCase();
  if (YES.includes(lower)) return { value: true };
  return NO.includes(lower) ? { value: false } : wrong(rule, input, "switch", { found: shortened(text) });
}

/**
 * A day or a moment, by the first of some readers that can read it.
 * @param {Rule} rule
 * @param {Field} input
 * @param {string} text
 * @param {string} code of the message where none can
 * @param {((text: string) => string)[]} readers
 * @returns {Read}
 */
function readDated(rule, input, text, code, ...readers) {
  for (const read of readers) {
    try {
      return { value: read(text) };
    } catch {
      continue;
    }
  }
  return wrong(rule, input, code, { found: shortened(text) });
}

/**
 * @param {Rule} rule
 * @param {Field} input
 * @param {string} code names the sentence in the words
 * @param {Facts} facts
 */
function wrong(rule, input, code, facts) {
  return { error: fillWords(rule.words[`e:${code}`], { label: input.label, ...facts }) };
}

/**
 * @param {Rule} rule
 * @param {Field} input
 * @param {Fraction} limit
 */
function limitText(rule, input, limit, asExample = false) {
  return input.parts ? sayParts(rule, limit, input.parts, asExample) : decimalText(limit)[0];
}

/**
 * @param {Rule} rule
 * @param {Field} input
 */
function exampleText(rule, input) {
  if (input.kind === "choice") return input.options?.[0][1] ?? "";
  if (input.kind === "switch") return rule.words.yes;
  if (input.kind === "day") return input.month ? "2026-07" : "2026-07-01";
  if (input.kind === "moment") return "2026-07-01 09:30";
  if (input.example) return limitText(rule, input, fractionOf(String(input.example)), true);
  const low = fractionOf(input.min ?? "0");
  return limitText(rule, input, low.compare(ONE) < 0 ? ONE : low, true);
}

/** @param {string} text */
function shortened(text) {
  const signs = [...text];
  return signs.length <= MAX_LENGTH ? text : signs.slice(0, MAX_LENGTH - 1).join("") + "…";
}
