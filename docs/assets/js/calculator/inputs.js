/* What a person enters: texts made values for the engine, or said to be wrong with the cure. The same rules and words as
   in Python (`inputs.py`). */

import { Day, Moment } from "./days.js";
import { decimalText, fractionOf } from "./say.js";
import { fillWords } from "./engine.js";

const NUMBER = /^[-+]?(\d+(\.\d*)?|\.\d+)$/;
const GROUPED = /^[-+]?\d{1,3}(,\d{3})+(\.\d*)?$/;
const MOMENT = /^(\d{4}-\d{2}-\d{2})[T ](\d{1,2}):(\d{2})$/;
const YES = ["1", "true", "yes", "y", "是"];
const NO = ["0", "false", "no", "n", "否"];
const MAX_LENGTH = 40;

/**
 * One value from its text: `{value}` for the engine (undefined where nothing was entered and the default will do), or
 * `{error}`, a sentence.
 */
export function readInput(rule, input, text) {
  const tidy = String(text ?? "").normalize("NFKC").trim();
  if (tidy === "") return emptyInput(rule, input);
  switch (input.kind) {
    case "choice":
      return readChoice(rule, input, tidy);
    case "switch":
      return readSwitch(rule, input, tidy);
    case "day":
      return readDay(rule, input, tidy);
    case "moment":
      return readMoment(rule, input, tidy);
    default:
      return readNumber(rule, input, tidy);
  }
}

/** Whether a text is a number with its thousands set off by commas: `12,345.50`. */
export function isGrouped(text) {
  return GROUPED.test(text);
}

/** What the example has in every input: texts, booleans and rows, as `run` takes them. */
export function exampleGiven(rule) {
  const given = {};
  for (const input of rule.inputs) given[input.id] = structuredClone(input.example ?? input.default ?? (input.fields ? [] : ""));
  return given;
}

function emptyInput(rule, input) {
  const optional = input.default !== null && input.default !== undefined;
  return optional ? { value: undefined } : wrong(rule, input, "missing", { example: exampleText(input) });
}

function readNumber(rule, input, text) {
  let bare = text.replace(/^¥/, "").trim();
  if (input.suffix && bare.endsWith(input.suffix)) bare = bare.slice(0, -input.suffix.length).trim();
  if (isGrouped(bare)) bare = bare.replaceAll(",", "");
  if (!NUMBER.test(bare) || bare.length > MAX_LENGTH) {
    return wrong(rule, input, "number", { found: shortened(text), example: exampleText(input) });
  }
  const number = fractionOf(bare);
  if (10n ** BigInt(input.precision) % number.d !== 0n) {
    return wrong(rule, input, input.precision ? "precision" : "whole", { found: text, limit: input.precision });
  }
  const [low, high] = [fractionOf(input.min), fractionOf(input.max)];
  if (number.compare(low) < 0) return wrong(rule, input, "min", { found: text, limit: decimalText(low)[0] });
  if (number.compare(high) > 0) return wrong(rule, input, "max", { found: text, limit: decimalText(high)[0] });
  return { value: bare };
}

function readChoice(rule, input, text) {
  const option = input.options.find((pair) => pair.includes(text));
  const allowed = input.options.map(([id, label]) => `${label} ${id}`).join(", ");
  return option ? { value: option[0] } : wrong(rule, input, "choice", { found: shortened(text), allowed });
}

function readSwitch(rule, input, text) {
  const lower = text.toLowerCase();
  if (YES.includes(lower)) return { value: true };
  return NO.includes(lower) ? { value: false } : wrong(rule, input, "switch", { found: shortened(text) });
}

function readDay(rule, input, text) {
  try {
    return { value: Day.parse(text).toString() };
  } catch {
    return wrong(rule, input, "day", { found: shortened(text) });
  }
}

function readMoment(rule, input, text) {
  const found = MOMENT.exec(text);
  try {
    const [, day, hours, minutes] = found;
    if (hours > 23 || minutes > 59) throw new RangeError(text);
    return { value: Moment.parse(`${day}T${hours.padStart(2, "0")}:${minutes}`).toString() };
  } catch {
    return wrong(rule, input, "moment", { found: shortened(text) });
  }
}

function wrong(rule, input, code, facts) {
  return { error: fillWords(rule.words[`e:${code}`], { label: input.label, ...facts }) };
}

function exampleText(input) {
  if (input.kind === "choice") return input.options[0][0];
  if (input.kind === "switch") return "1";
  if (input.kind === "day") return "2026-07-01";
  if (input.kind === "moment") return "2026-07-01 09:30";
  return decimalText(fractionOf(input.example))[0];
}

function shortened(text) {
  return text.length <= MAX_LENGTH ? text : text.slice(0, MAX_LENGTH - 1) + "…";
}
