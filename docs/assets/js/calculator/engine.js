/* Works a rule out, step by step, on exact fractions: numbers only, words are made in `explain.js`. Nothing is parsed but
   the emitted trees, and nothing is evaluated as code: each tree becomes nested functions once. */

import { Fraction, bounded } from "./fraction.js";
import { Calendars, Day, Moment, Refusal } from "./days.js";
import { fractionOf, scaleOf } from "./say.js";
import { FUNCTIONS, WITH_CALENDARS, inUnit, isUnitFunction, wholeNumber } from "./functions.js";
import { lastIndexWhere } from "../shared/lists.js";

/** Thrown where a value belongs to a step that was skipped: what needs it is skipped, too. */
export class Skipped {}

const MOST_WORK = 3000000;
const COMPARE = {
  "==": (order) => order === 0,
  "!=": (order) => order !== 0,
  "<": (order) => order < 0,
  "<=": (order) => order <= 0,
  ">": (order) => order > 0,
  ">=": (order) => order >= 0,
};
const MAKERS = {
  "#": (text) => constant(fractionOf(text)),
  b: constant,
  t: constant,
  v: (name) => (names) => {
    if (names[name] === undefined) throw new Skipped();
    return names[name];
  },
  p: (name) => (names, frame) => frame.parameter(name),
  "+": (left, right) => sumOf(left, right, 1),
  "-": (left, right) => sumOf(left, right, -1),
  "*": (left, right) => binary(left, right, (a, b) => bounded(a.mul(b))),
  "/": (left, right) =>
    binary(left, right, (a, b) => {
      if (b.n === 0n) throw new Refusal("divide_by_zero");
      return bounded(a.div(b));
    }),
  neg: (operand) => unary(operand, (a) => a.neg()),
  not: (operand) => unary(operand, (a) => !a),
  and: (...parts) => truths(parts, (tests, names, frame) => tests.every((test) => test(names, frame))),
  or: (...parts) => truths(parts, (tests, names, frame) => tests.some((test) => test(names, frame))),
  cmp: comparison,
  if: (test, then, other) => {
    const [a, b, c] = [evaluator(test), evaluator(then), evaluator(other)];
    return (names, frame) => (a(names, frame) ? b(names, frame) : c(names, frame));
  },
  call: calling,
  each: eachRow,
};

const evaluators = new WeakMap();

/** A function of names and frame that works a tree out. It throws Refusal and Skipped. */
export function evaluator(tree) {
  if (!evaluators.has(tree)) evaluators.set(tree, MAKERS[tree[0]](...tree.slice(1)));
  return evaluators.get(tree);
}

/**
 * A whole run as data without words: `{rule, on, steps, outcomes, refused, frame}`. A step is `{id, value}`,
 * `{id, skipped}`, or `{id, rows}` with one `{value}` or `{skipped}` a row; outcomes are ids; `refused` is
 * `{step, code, facts}` or null; `frame` holds every value, for explanations.
 * `given` holds valid texts by input id (booleans for switches, lists of rows); `on` is the day, `2026-03-31`.
 */
export function run(rule, given, on) {
  const frame = startFrame(rule, given, on);
  const trace = { rule: rule.id, on: frame.on.toString(), steps: [], outcomes: [], refused: null, frame };
  let at = "";
  try {
    for (const step of rule.steps) {
      at = step.id;
      trace.steps.push({ id: step.id, ...runStep(step, frame) });
    }
    at = "";
    trace.outcomes = rule.outcomes
      .filter((outcome) => holds(outcome.when, frame.names, frame))
      .map((outcome) => outcome.id);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    trace.refused = { step: at, code: error.code, facts: error.facts };
  }
  frame.count = () => {}; // explaining looks again at what a run has looked at, and need not be counted
  return trace;
}

function startFrame(rule, given, on) {
  const names = readAll(
    Object.create(null),
    rule.inputs.filter((input) => input.kind !== "rows"),
    given,
  );
  const rows = Object.create(null);
  for (const input of rule.inputs) {
    if (input.kind === "rows")
      rows[input.id] = (given[input.id] ?? []).map((row) => readAll(rowOf(names), input.fields, row));
  }
  const dated = rule.asOf ? names[rule.asOf] : undefined;
  const day = dated instanceof Moment ? dated.date : (dated ?? Day.parse(on));
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

/** Counts parts of formulas worked out for single rows; too many, as of sums within sums within sums, are refused. */
function countWork() {
  let work = 0;
  return (parts) => {
    work += parts;
    if (work > MOST_WORK) throw new Refusal("too_much", { most: MOST_WORK });
  };
}

const calendarsByRule = new WeakMap();

/** The rule's working days, read once. */
export function calendarsOf(rule) {
  if (!calendarsByRule.has(rule)) calendarsByRule.set(rule, new Calendars(rule.calendars));
  return calendarsByRule.get(rule);
}

/** The rows of a list. Throws Skipped where the list is a step that was skipped. */
export function rowsOf(frame, name) {
  if (!frame.rows[name]) throw new Skipped();
  return frame.rows[name];
}

/** A row sees the names outside it, as they come to be, without a copy of them. */
function rowOf(names) {
  return Object.create(names);
}

function readAll(values, inputs, given) {
  for (const input of inputs) {
    const raw = given[input.id] ?? input.default;
    if (raw !== null && raw !== undefined) values[input.id] = readExact(input.kind, raw, input);
  }
  return values;
}

function readExact(kind, raw, field) {
  if (kind === "number") return fractionOf(raw).div(scaleOf(field));
  if (kind === "day") return Day.parse(raw);
  if (kind === "moment") return Moment.parse(raw.replace(" ", "T"));
  return raw;
}

/** Parameters by name as of a day; one that has no value then is refused when it is asked for. */
function parametersOn(rule, day) {
  const found = {};
  const today = day.toString();
  return (name) => {
    if (!(name in found)) found[name] = parameterValue(name, rule.parameters[name], today);
    return found[name];
  };
}

/** `[since, value]` of a parameter on a day; undefined before its first. */
export function versionOn(parameter, day) {
  return parameter.values[lastIndexWhere(parameter.values, ([since]) => since <= day)];
}

function parameterValue(name, parameter, today) {
  const current = versionOn(parameter, today);
  if (!current) throw new Refusal("no_value", { name, day: today, first: parameter.values[0][0] });
  const value = current[1];
  if (parameter.kind === "bands") return value.map((band) => band.map(fractionOf));
  return readExact(parameter.kind, value);
}

function runStep(step, frame) {
  try {
    if (step.each) return { rows: rowsOf(frame, step.each).map((row) => runRow(step, frame, row)) };
    if (step.when && !evaluator(step.when)(frame.names, frame)) return { skipped: true };
    const value = evaluator(step.formula)(frame.names, frame);
    frame.names[step.id] = value;
    if (Array.isArray(value))
      frame.rows[step.id] = value.map((each) => Object.assign(rowOf(frame.names), { [step.id]: each }));
    return { value };
  } catch (error) {
    if (error instanceof Skipped) return { skipped: true };
    throw error;
  }
}

function runRow(step, frame, row) {
  try {
    if (step.when && !evaluator(step.when)(row, frame)) return { skipped: true };
    const value = evaluator(step.formula)(row, frame);
    row[step.id] = value;
    return { value };
  } catch (error) {
    if (error instanceof Skipped) return { skipped: true };
    throw error;
  }
}

function holds(when, names, frame) {
  try {
    return evaluator(when)(names, frame);
  } catch (error) {
    if (error instanceof Skipped) return false;
    throw error;
  }
}

function constant(value) {
  return () => value;
}

function unary(operand, compute) {
  const a = evaluator(operand);
  return (names, frame) => compute(a(names, frame));
}

function binary(left, right, compute) {
  const [a, b] = [evaluator(left), evaluator(right)];
  return (names, frame) => compute(a(names, frame), b(names, frame));
}

function truths(parts, compute) {
  const tests = parts.map(evaluator);
  return (names, frame) => compute(tests, names, frame);
}

function sumOf(left, right, sign) {
  return binary(left, right, (a, b) => {
    if (a instanceof Fraction) return bounded(sign > 0 ? a.add(b) : a.sub(b));
    if (b instanceof Day) return new Fraction(BigInt(a.day - b.day));
    return new Day(a.day + sign * wholeNumber(b));
  });
}

function comparison(first, ...rest) {
  const start = evaluator(first);
  const links = [];
  for (let index = 0; index < rest.length; index += 2) links.push([COMPARE[rest[index]], evaluator(rest[index + 1])]);
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

function orderOf(left, right) {
  if (left instanceof Fraction) return left.compare(right);
  if (left instanceof Day) return left.day - right.day;
  if (left instanceof Moment) return left.minute - right.minute;
  return left === right ? 0 : 1;
}

function calling(name, ...args) {
  if (isUnitFunction(name)) {
    const part = evaluator(args[0]);
    return (names, frame) => inUnit(frame.rule, part(names, frame), name, args[1]);
  }
  const parts = args.map(evaluator);
  const first = WITH_CALENDARS.has(name);
  return (names, frame) => {
    const values = parts.map((part) => part(names, frame));
    return first ? FUNCTIONS[name](frame.calendars, ...values) : FUNCTIONS[name](...values);
  };
}

function eachRow(name, rows, over, others) {
  const columns = over.map(evaluator);
  const scalars = others.map(evaluator);
  const first = WITH_CALENDARS.has(name);
  const size = partsOf(over);
  return (names, frame) => {
    const lists = columns.map(() => []);
    for (const row of rowsOf(frame, rows)) {
      frame.count(size);
      const cells = cellsOf(columns, row, frame);
      cells?.forEach((cell, index) => lists[index].push(cell));
    }
    const given = scalars.map((scalar) => scalar(names, frame));
    return FUNCTIONS[name](...(first ? [frame.calendars] : []), ...lists, ...given);
  };
}

/** How many parts a tree has, or several. */
function partsOf(tree) {
  if (!Array.isArray(tree)) return 0;
  return tree.reduce((sum, part) => sum + partsOf(part), typeof tree[0] === "string" ? 1 : 0);
}

/** What one row gives; nothing for a row to which the argument does not apply. */
function cellsOf(columns, row, frame) {
  try {
    return columns.map((column) => column(row, frame));
  } catch (error) {
    if (error instanceof Skipped) return null;
    throw error;
  }
}
