/* Works a rule out, step by step, on exact fractions: numbers only, words are made in `explain.js`. Nothing is parsed but
   the emitted trees, and nothing is evaluated as code: each tree becomes nested functions once. */

import { lastIndexWhere } from "../shared/lists.js";
import { Calendars, Day, Moment, Refusal } from "./days.js";
import { Fraction, bounded } from "./fraction.js";
import { compute, inUnit, isUnitFunction, wholeNumber } from "./functions.js";
import { fractionOf, scaleOf } from "./say.js";

/** @import { Arithmetic, Band, CallTree, CompareTree, Comparison, DoneRow, DoneStep, EachTree } from "./types.js" */
/** @import { Entered, Evaluator, Field, Frame, Given, Names, Parameter, Row, RowsInput, Rule } from "./types.js" */
/** @import { Step, Trace, Tree, Value, Version } from "./types.js" */

/** Thrown where a value belongs to a step that was skipped: what needs it is skipped, too. */
export class Skipped {}

const MOST_WORK = 3000000;

/** @type {Record<Comparison, (order: number) => boolean>} */
const COMPARE = {
  "==": (order) => order === 0,
  "!=": (order) => order !== 0,
  "<": (order) => order < 0,
  "<=": (order) => order <= 0,
  ">": (order) => order > 0,
  ">=": (order) => order >= 0,
};

/** @type {WeakMap<Tree, Evaluator>} */
const evaluators = new WeakMap();

/**
 * A function of names and frame that works a tree out. It throws Refusal and Skipped.
 * @param {Tree} tree
 */
export function evaluator(tree) {
  const known = evaluators.get(tree);
  if (known) return known;
  const made = evaluatorOf(tree);
  evaluators.set(tree, made);
  return made;
}

// What a tree gives was checked when the site was built: these say so to the type check.
const numberOf = /** @type {(tree: Tree) => Evaluator<Fraction>} */ (evaluator);
export const truthOf = /** @type {(tree: Tree) => Evaluator<boolean>} */ (evaluator);

/**
 * @param {Tree} tree
 * @returns {Evaluator}
 */
function evaluatorOf(tree) {
  switch (tree[0]) {
    case "#":
      return constant(fractionOf(tree[1]));
    case "b":
    case "t":
      return constant(tree[1]);
    case "v":
      return variable(tree[1]);
    case "p":
      return (names, frame) => frame.parameter(tree[1]);
    case "+":
    case "-":
    case "*":
    case "/":
      return arithmetic(tree[0], tree[1], tree[2]);
    case "neg":
    case "not":
      return opposite(tree[0], tree[1]);
    case "and":
    case "or":
      return several(tree);
    case "cmp":
      return comparison(tree);
    case "if": {
      const [test, then, other] = [truthOf(tree[1]), evaluator(tree[2]), evaluator(tree[3])];
      return (names, frame) => (test(names, frame) ? then(names, frame) : other(names, frame));
    }
    case "call":
      return calling(tree);
    default:
      return eachRow(tree);
  }
}

/**
 * A whole run, without words.
 * @param {Rule} rule
 * @param {Given} given valid texts by input id (booleans for switches, lists of rows)
 * @param {string} on the day, `2026-03-31`
 * @returns {Trace}
 */
export function run(rule, given, on) {
  const frame = startFrame(rule, given, on);
  /** @type {Trace} */
  const trace = { rule: rule.id, on: frame.on.toString(), steps: [], outcomes: [], refused: null, frame };
  let at = "";
  try {
    for (const step of rule.steps) {
      at = step.id;
      trace.steps.push(runStep(step, frame));
    }
    at = "";
    const holding = rule.outcomes.filter((outcome) => holds(outcome.when, frame.names, frame));
    trace.outcomes = holding.map((outcome) => outcome.id);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    trace.refused = { step: at, code: error.code, facts: error.facts };
  }
  frame.count = () => {}; // explaining looks again at what a run has looked at, and need not be counted
  return trace;
}

/**
 * @param {Rule} rule
 * @param {Given} given
 * @param {string} on
 * @returns {Frame}
 */
function startFrame(rule, given, on) {
  const fields = /** @type {Field[]} */ (rule.inputs.filter((input) => input.kind !== "rows"));
  const lists = /** @type {RowsInput[]} */ (rule.inputs.filter((input) => input.kind === "rows"));
  const names = readAll(Object.create(null), fields, given);
  /** @type {Record<string, Names[]>} */
  const rows = Object.create(null);
  for (const list of lists) {
    const entered = /** @type {Row[]} */ (given[list.id] ?? []);
    rows[list.id] = entered.map((row) => readAll(rowOf(names), list.fields, row));
  }
  const dated = rule.asOf === null ? undefined : names[rule.asOf];
  const day = dated instanceof Moment ? dated.date : dated instanceof Day ? dated : Day.parse(on);
  return {
    rule,
    names,
    rows,
    on: day,
    calendars: calendarsOf(rule),
    parameter: parametersOn(rule, day),
    count: countWork(),
  };
}

/**
 * Counts parts of formulas worked out for single rows; too many, as of sums within sums within sums, are refused.
 * @returns {(parts: number) => void}
 */
function countWork() {
  let work = 0;
  return (parts) => {
    work += parts;
    if (work > MOST_WORK) throw new Refusal("too_much", { most: MOST_WORK });
  };
}

/** @type {WeakMap<Rule, Calendars>} */
const calendarsByRule = new WeakMap();

/**
 * The rule's working days, read once.
 * @param {Rule} rule
 */
export function calendarsOf(rule) {
  const known = calendarsByRule.get(rule);
  if (known) return known;
  const calendars = new Calendars(rule.calendars);
  calendarsByRule.set(rule, calendars);
  return calendars;
}

/**
 * The rows of a list. Throws Skipped where the list is a step that was skipped.
 * @param {Frame} frame
 * @param {string} name
 */
export function rowsOf(frame, name) {
  if (!frame.rows[name]) throw new Skipped();
  return frame.rows[name];
}

/**
 * A row sees the names outside it, as they come to be, without a copy of them.
 * @param {Names} names
 * @returns {Names}
 */
function rowOf(names) {
  return Object.create(names);
}

/**
 * @param {Names} values
 * @param {Field[]} inputs
 * @param {Given} given
 */
function readAll(values, inputs, given) {
  for (const input of inputs) {
    const raw = /** @type {Entered | null | undefined} */ (given[input.id] ?? input.default);
    if (raw !== null && raw !== undefined) values[input.id] = readExact(input.kind, raw, input);
  }
  return values;
}

/**
 * @param {string} kind
 * @param {Entered} raw
 * @param {{ scale?: string }} [field]
 */
function readExact(kind, raw, field) {
  if (typeof raw === "boolean") return raw;
  if (kind === "number") return fractionOf(raw).div(scaleOf(field));
  if (kind === "day") return Day.parse(raw);
  if (kind === "moment") return Moment.parse(raw.replace(" ", "T"));
  return raw;
}

/**
 * Parameters by name as of a day; one that has no value then is refused when it is asked for.
 * @param {Rule} rule
 * @param {Day} day
 * @returns {(name: string) => Value}
 */
function parametersOn(rule, day) {
  /** @type {Record<string, Value>} */
  const found = {};
  const today = day.toString();
  return (name) => {
    if (!(name in found)) found[name] = parameterValue(name, rule.parameters[name], today);
    return found[name];
  };
}

/**
 * The version of a parameter that counts on a day; undefined before its first.
 * @param {Parameter} parameter
 * @param {string} day
 * @returns {Version | undefined}
 */
export function versionOn(parameter, day) {
  return parameter.values[lastIndexWhere(parameter.values, ([since]) => since <= day)];
}

/**
 * @param {string} name
 * @param {Parameter} parameter
 * @param {string} today
 * @returns {Value}
 */
function parameterValue(name, parameter, today) {
  const current = versionOn(parameter, today);
  if (!current) throw new Refusal("no_value", { name, day: today, first: parameter.values[0][0] });
  const [, value] = current;
  return Array.isArray(value) ? value.map(readBand) : readExact(parameter.kind, value);
}

/**
 * @param {Band} band
 * @returns {[Fraction, Fraction]}
 */
function readBand([least, gives]) {
  return [fractionOf(least), fractionOf(gives)];
}

/**
 * @param {Step} step
 * @param {Frame} frame
 * @returns {DoneStep}
 */
function runStep(step, frame) {
  const { id, each } = step;
  try {
    if (each) return { id, rows: rowsOf(frame, each).map((row) => runRow(step, frame, row)) };
    return { id, ...runRow(step, frame, frame.names) };
  } catch (error) {
    if (error instanceof Skipped) return { id, skipped: true };
    throw error;
  }
}

/**
 * A step of which the value goes into `names`: those of the run, or of one row.
 * @param {Step} step
 * @param {Frame} frame
 * @param {Names} names
 * @returns {DoneRow}
 */
function runRow(step, frame, names) {
  try {
    if (step.when && !evaluator(step.when)(names, frame)) return { skipped: true };
    const value = evaluator(step.formula)(names, frame);
    names[step.id] = value;
    if (Array.isArray(value) && names === frame.names) {
      const amounts = /** @type {Fraction[]} */ (value);
      frame.rows[step.id] = amounts.map((amount) => Object.assign(rowOf(names), { [step.id]: amount }));
    }
    return { value };
  } catch (error) {
    if (error instanceof Skipped) return { skipped: true };
    throw error;
  }
}

/**
 * @param {Tree} when
 * @param {Names} names
 * @param {Frame} frame
 */
function holds(when, names, frame) {
  try {
    return evaluator(when)(names, frame);
  } catch (error) {
    if (error instanceof Skipped) return false;
    throw error;
  }
}

/**
 * @param {Value} value
 * @returns {Evaluator}
 */
function constant(value) {
  return () => value;
}

/**
 * @param {string} name
 * @returns {Evaluator}
 */
function variable(name) {
  return (names) => {
    if (names[name] === undefined) throw new Skipped();
    return names[name];
  };
}

/**
 * @param {Arithmetic} sign
 * @param {Tree} left
 * @param {Tree} right
 * @returns {Evaluator}
 */
function arithmetic(sign, left, right) {
  if (sign === "+") return sumOf(left, right, 1);
  if (sign === "-") return sumOf(left, right, -1);
  const [a, b] = [numberOf(left), numberOf(right)];
  if (sign === "*") return (names, frame) => bounded(a(names, frame).mul(b(names, frame)));
  return (names, frame) => {
    const [above, below] = [a(names, frame), b(names, frame)];
    if (below.n === 0n) throw new Refusal("divide_by_zero");
    return bounded(above.div(below));
  };
}

/**
 * Numbers add up; of two days the difference is taken; a day moves by a number of days.
 * @param {Tree} left
 * @param {Tree} right
 * @param {1 | -1} sign
 * @returns {Evaluator}
 */
function sumOf(left, right, sign) {
  const [first, second] = [evaluator(left), evaluator(right)];
  return (names, frame) => {
    const [a, b] = [first(names, frame), second(names, frame)];
    if (a instanceof Fraction) {
      const other = /** @type {Fraction} */ (b);
      return bounded(sign > 0 ? a.add(other) : a.sub(other));
    }
    const { day } = /** @type {Day} */ (a);
    if (b instanceof Day) return new Fraction(BigInt(day - b.day));
    return new Day(day + sign * wholeNumber(/** @type {Fraction} */ (b)));
  };
}

/**
 * @param {"neg" | "not"} form
 * @param {Tree} operand
 * @returns {Evaluator}
 */
function opposite(form, operand) {
  const [number, truth] = [numberOf(operand), truthOf(operand)];
  return form === "neg" ? (names, frame) => number(names, frame).neg() : (names, frame) => !truth(names, frame);
}

/**
 * @param {["and" | "or", ...Tree[]]} tree
 * @returns {Evaluator}
 */
function several([form, ...parts]) {
  const tests = parts.map(truthOf);
  if (form === "and") return (names, frame) => tests.every((test) => test(names, frame));
  return (names, frame) => tests.some((test) => test(names, frame));
}

/**
 * @param {CompareTree} tree
 * @returns {Evaluator}
 */
function comparison([, first, ...rest]) {
  const start = evaluator(first);
  /** @type {[(order: number) => boolean, Evaluator][]} */
  const links = [];
  for (let index = 0; index < rest.length; index += 2) {
    const sign = /** @type {Comparison} */ (rest[index]);
    links.push([COMPARE[sign], evaluator(/** @type {Tree} */ (rest[index + 1]))]);
  }
  return (names, frame) => {
    let left = start(names, frame);
    return links.every(([test, part]) => {
      const right = part(names, frame);
      const held = test(orderOf(left, right));
      left = right;
      return held;
    });
  };
}

/**
 * Below zero, zero or above. Both are of one kind; of other kinds than numbers, days and moments only equality counts.
 * @param {Value} left
 * @param {Value} right
 */
function orderOf(left, right) {
  if (left instanceof Fraction) return left.compare(/** @type {Fraction} */ (right));
  if (left instanceof Day) return left.day - /** @type {Day} */ (right).day;
  if (left instanceof Moment) return left.minute - /** @type {Moment} */ (right).minute;
  return left === right ? 0 : 1;
}

/**
 * @param {CallTree} tree
 * @returns {Evaluator}
 */
function calling([, name, ...args]) {
  if (isUnitFunction(name)) {
    const number = numberOf(args[0]);
    const unit = unitAmong(args);
    return (names, frame) => inUnit(frame.rule, number(names, frame), name, unit);
  }
  const parts = args.map(evaluator);
  return (names, frame) => {
    const values = parts.map((part) => part(names, frame));
    return compute(name, frame.calendars, values);
  };
}

/**
 * The unit that the argument of a unit function comes in: it stands behind the argument, empty where there is none.
 * @param {readonly unknown[]} args
 */
export function unitAmong(args) {
  return /** @type {string | undefined} */ (args[1]);
}

/**
 * @param {EachTree} tree
 * @returns {Evaluator}
 */
function eachRow([, name, rows, over, others]) {
  const columns = over.map(evaluator);
  const scalars = others.map(evaluator);
  const size = partsOf(over);
  return (names, frame) => {
    /** @type {Value[][]} */
    const lists = columns.map(() => []);
    for (const row of rowsOf(frame, rows)) {
      frame.count(size);
      const cells = cellsOf(columns, row, frame);
      cells?.forEach((cell, index) => lists[index].push(cell));
    }
    const given = scalars.map((scalar) => scalar(names, frame));
    return compute(name, frame.calendars, [...lists, ...given]);
  };
}

/**
 * How many parts a tree has, or several.
 * @param {unknown} tree
 * @returns {number}
 */
function partsOf(tree) {
  if (!Array.isArray(tree)) return 0;
  return tree.reduce((sum, part) => sum + partsOf(part), typeof tree[0] === "string" ? 1 : 0);
}

/**
 * What one row gives; nothing for a row to which the argument does not apply.
 * @param {Evaluator[]} columns
 * @param {Names} row
 * @param {Frame} frame
 */
function cellsOf(columns, row, frame) {
  try {
    return columns.map((column) => column(row, frame));
  } catch (error) {
    if (error instanceof Skipped) return null;
    throw error;
  }
}
