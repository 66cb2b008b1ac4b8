/* Works a rule out, step by step: numbers only, words are made in `explain.js`. The formulas are functions of the rule's
   own script, which the build has made (`handbook/rules/script.py`); here is what surrounds them. */

import { lastIndexWhere } from "../shared/lists.js";
import { Calendars, Day, Moment, Refusal } from "./days.js";
import { Fraction } from "./fraction.js";
import { KIT, MOST_WORK, Skipped, rowsOf } from "./kit.js";
import { fractionOf, scaleOf } from "./say.js";

/** @import { Band, Dated, DoneRow, DoneStep, Entered, Evaluator, Field, Frame, Given, Names, Parameter } from "./types.js" */
/** @import { PlainProgram, PlainValue, Program, Row, RowsInput, Rule, Step, StepProgram, Trace } from "./types.js" */
/** @import { Table, Value, Version } from "./types.js" */

export const STOPPED = "stopped"; // a rule's own refusal, in its own words
const DAY_LENGTH = "2026-03-31".length; // a moment goes on behind it

/** @type {WeakMap<Rule, Program>} */
const programs = new WeakMap();

/**
 * What the rule's script has brought, made ready once.
 * @param {Rule} rule
 */
export function programOf(rule) {
  const known = programs.get(rule);
  if (known) return known;
  const made = globalThis.handbookRules[rule.id](KIT, calendarsOf(rule));
  programs.set(rule, made);
  return made;
}

/**
 * A whole run, without words.
 * @param {Rule} rule
 * @param {Given} given valid texts by input id (booleans for switches, lists of rows)
 * @param {string} on the day, `2026-03-31`
 * @returns {Trace}
 */
export function run(rule, given, on) {
  const day = dayOf(rule, given, on);
  const { program, read } = programOn(rule, day);
  const inputs = program && read(given);
  const values = inputs && plainValues(program, inputs);
  return values ? new PlainTrace(rule, given, day, program, values) : exactRun(rule, given, on);
}

/**
 * What works the rule out in plain numbers on a day, undefined where parameters have no value yet; and what reads them.
 * @param {Rule} rule
 * @param {string} day
 * @returns {{ program: PlainProgram | undefined, read: Program["read"] }}
 */
export function programOn(rule, day) {
  const { plain, read } = programOf(rule);
  return { program: plain[lastIndexWhere(plain, ({ since }) => since <= day)], read };
}

/**
 * The values in plain numbers; null where something is refused.
 * @param {PlainProgram} program
 * @param {unknown[]} inputs
 */
function plainValues(program, inputs) {
  try {
    return program.values(...inputs);
  } catch (error) {
    if (error instanceof Refusal) return null;
    throw error;
  }
}

/**
 * The day whose rules apply: that of the input that dates the event, or the reader's.
 * @param {Rule} rule
 * @param {Given} given
 * @param {string} on
 */
function dayOf({ asOf, inputs }, given, on) {
  if (asOf === null) return on;
  const field = /** @type {Field} */ (inputs.find((input) => input.id === asOf));
  return String(given[asOf] ?? field.default ?? on).slice(0, DAY_LENGTH);
}

/**
 * A run in plain numbers. What explains it, exact values by name, is made when somebody asks for it.
 * @implements {Trace}
 */
class PlainTrace {
  /**
   * @param {Rule} rule
   * @param {Given} given
   * @param {string} on
   * @param {PlainProgram} program
   * @param {NonNullable<ReturnType<PlainProgram["values"]>>} values
   */
  constructor(rule, given, on, program, values) {
    this.rule = rule.id;
    this.on = on;
    /** @type {Trace["refused"]} */
    this.refused = null;
    this.outcomes = rule.outcomes.flatMap(({ id }, index) => (values[rule.steps.length + index] ? [id] : []));
    this.make = () => {
      const frame = startFrame(rule, given, on);
      dropUnasked(frame);
      const steps = rule.steps.map((step, index) => exactStep(step, values[index], program.parts[index], frame));
      return { frame, steps };
    };
    /** @type {Pick<Trace, "frame" | "steps"> | undefined} */
    this.made = undefined;
  }

  get exact() {
    const made = this.made ?? this.make();
    this.made = made;
    return made;
  }

  get frame() {
    return this.exact.frame;
  }

  get steps() {
    return this.exact.steps;
  }
}

/**
 * @param {Step} step
 * @param {PlainValue | PlainValue[]} value
 * @param {number} parts
 * @param {Frame} frame
 * @returns {DoneStep}
 */
function exactStep(step, value, parts, frame) {
  const { id, each } = step;
  /** @type {(one: PlainValue, names: Names) => DoneRow} */
  const done = (one, names) => {
    if (one === null || one === undefined) return { skipped: true };
    const exact = typeof one === "number" ? new Fraction(BigInt(one), BigInt(parts)) : one;
    keep(step, exact, names, frame);
    return { value: exact };
  };
  if (!each) return { id, ...done(/** @type {PlainValue} */ (value), frame.names) };
  if (value === null || value === undefined) return { id, skipped: true };
  const rows = /** @type {PlainValue[]} */ (value);
  return { id, rows: rowsOf(frame, each).map((row, index) => done(rows[index], row)) };
}

/**
 * A whole run on exact values, which refuses for a reason what cannot be worked out.
 * @param {Rule} rule
 * @param {Given} given
 * @param {string} on
 * @returns {Trace}
 */
function exactRun(rule, given, on) {
  const frame = startFrame(rule, given, on);
  const program = programOf(rule);
  /** @type {Trace} */
  const trace = { rule: rule.id, on: frame.on.toString(), steps: [], outcomes: [], refused: null, frame };
  let at = "";
  frame.count = countWork();
  try {
    at = rule.steps[0].id;
    dropUnasked(frame);
    program.stops.forEach((stops, index) => {
      const step = rule.steps[index];
      at = step?.id ?? "";
      const stop = stops.findIndex((when) => holds(when, frame));
      if (stop >= 0) throw new Refusal(STOPPED, { id: rule.stops[index][stop].id });
      if (step) trace.steps.push(runStep(step, program.steps[index], frame));
    });
    const holding = rule.outcomes.filter((_, index) => holds(program.outcomes[index], frame));
    trace.outcomes = holding.map((outcome) => outcome.id);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    trace.refused = { step: error.code === STOPPED ? "" : at, code: error.code, facts: error.facts };
  }
  frame.count = uncounted;
  return trace;
}

/**
 * Takes out what was given to inputs that are not asked. One that is must have a value.
 * @param {Frame} frame
 */
function dropUnasked(frame) {
  const { rule, names, rows } = frame;
  programOf(rule).asks.forEach((when, index) => {
    const { id, kind } = rule.inputs[index];
    if (!when) return;
    if (!holds(when, frame)) {
      delete names[id];
      delete rows[id];
    } else if (kind !== "rows" && names[id] === undefined) throw new Refusal("unanswered", { id });
  });
}

/**
 * Whether an input is asked, after what was given to those before it; by input. Where that cannot be told for a reason
 * of the rule, it is: a run will say why.
 * @param {Rule} rule
 * @param {Given} given
 * @param {string} on
 */
export function askedInputs(rule, given, on) {
  const frame = startFrame(rule, given, on);
  return programOf(rule).asks.map((when, index) => {
    const { id } = rule.inputs[index];
    let asked = true;
    try {
      asked = !when || holds(when, frame);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
    }
    if (!asked) {
      delete frame.names[id];
      delete frame.rows[id];
    }
    return asked;
  });
}

/** Explaining looks again at what a run has looked at, and need not be counted. */
function uncounted() {}

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
    parameter: parametersOn(rule, day),
    hits: {},
    count: uncounted,
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
 * What a text that may be entered means.
 * @param {string} kind
 * @param {Entered} raw
 * @param {{ scale?: string }} [field]
 */
export function readExact(kind, raw, field) {
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
    if (!(name in found)) {
      const [, sign, own] = /** @type {RegExpExecArray} */ (/^(@?)(.*)/.exec(name)); // the sign asks for all its days
      const parameter = rule.parameters[own];
      found[name] = sign ? datedOf(own, parameter) : parameterValue(own, parameter, today);
    }
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
  return readVersion(name, parameter, current);
}

/**
 * @param {string} name
 * @param {Parameter} parameter
 * @returns {Dated}
 */
function datedOf(name, parameter) {
  return [name, parameter.values.map((version) => [Day.parse(version[0]), readVersion(name, parameter, version)])];
}

/**
 * @param {string} name
 * @param {Parameter} parameter
 * @param {Version} version
 * @returns {Value}
 */
function readVersion(name, { kind }, [, value]) {
  return Array.isArray(value) ? tableOf(name, value) : readExact(kind, value);
}

/**
 * @param {string} name
 * @param {Band[]} bands
 * @returns {Table}
 */
export function tableOf(name, bands) {
  /** @type {(text: string | null) => Fraction | null} */
  const number = (text) => (text === null ? null : fractionOf(text));
  return [name, bands.map(([start, gives, beyond]) => [number(start), number(gives), beyond])];
}

/**
 * @param {Step} step
 * @param {StepProgram} program
 * @param {Frame} frame
 * @returns {DoneStep}
 */
function runStep(step, program, frame) {
  const { id, each } = step;
  if (!each) return { id, ...runRow(step, program, frame, frame.names) };
  const rows = orNothing(() => rowsOf(frame, each));
  return rows ? { id, rows: rows.map((row) => runRow(step, program, frame, row)) } : { id, skipped: true };
}

/**
 * A step of which the value goes into `names`: those of the run, or of one row.
 * @param {Step} step
 * @param {StepProgram} program
 * @param {Frame} frame
 * @param {Names} names
 * @returns {DoneRow}
 */
function runRow(step, program, frame, names) {
  const { otherwise } = program;
  const value = ownValue(program, names, frame) ?? (otherwise && orNothing(() => otherwise(names, frame)));
  if (value === undefined || value === null) return { skipped: true };
  keep(step, value, names, frame);
  return { value };
}

/**
 * What a step's own formula gives, undefined where that does not apply: then it is what it comes to otherwise.
 * @param {StepProgram} program
 * @param {Names} names
 * @param {Frame} frame
 */
export function ownValue({ when, formula }, names, frame) {
  return orNothing(() => (!when || when(names, frame) ? formula(names, frame) : undefined));
}

/**
 * Keeps the value of a step for the formulas after it; the amounts of a list are rows of it.
 * @param {Step} step
 * @param {Value} value
 * @param {Names} names
 * @param {Frame} frame
 */
function keep({ id }, value, names, frame) {
  names[id] = value;
  if (!Array.isArray(value) || names !== frame.names) return;
  const amounts = /** @type {Fraction[]} */ (value);
  frame.rows[id] = amounts.map((amount) => Object.assign(rowOf(names), { [id]: amount }));
}

/**
 * @param {Evaluator<boolean>} when
 * @param {Frame} frame
 */
function holds(when, frame) {
  return orNothing(() => when(frame.names, frame)) ?? false;
}

/**
 * What it gives, undefined where it needs what is missing.
 * @template Found
 * @param {() => Found} work
 */
export function orNothing(work) {
  try {
    return work();
  } catch (error) {
    if (error instanceof Skipped) return undefined;
    throw error;
  }
}
