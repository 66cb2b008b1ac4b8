/* The working of a step, made when asked for: its formula in words, and the same with the numbers put in. The same to the
   letter as `explain.py`. */

import { fillWords } from "../shared/fill.js";
import { ownValue, programOf } from "./engine.js";
import { orInWords, sayName, shownOf } from "./explain.js";
import { Skipped, rowsOf } from "./kit.js";
import { looksUp, sayPeriods, sayRow, saySlices, sayStep } from "./lookups.js";
import { formulaInWords, labelBefore, nameFunction, printAll, printTree, wordLeaves } from "./printing.js";
import { ZERO, fractionOf, sayAmount, sayValue } from "./say.js";
import { periodsOf, rowReached, slicesOf } from "./tables.js";

/** @import { Day } from "./days.js" */
/** @import { Fraction } from "./fraction.js" */
/** @import { Leaves } from "./printing.js" */
/** @import { Dated, DoneRow, DoneStep, EachTree, Evaluator, Explained, Frame, IfTree, Names } from "./types.js" */
/** @import { Rule, Step, Table, Tree } from "./types.js" */

export const MOST_TERMS = 6;

/**
 * A step's formula in words, with what it comes to where it does not apply.
 * @param {Rule} rule
 * @param {Step} step
 */
export function stepInWords(rule, step) {
  const { formula, otherwise } = step;
  const text = formulaInWords(rule, formula);
  if (!otherwise) return text;
  return text + fillWords(rule.words.or_else, { x: plainInstead(rule, step) ?? formulaInWords(rule, otherwise) });
}

/**
 * What a step comes to where it does not apply, where that is a plain number: with the step's unit.
 * @param {Rule} rule
 * @param {Step} step
 */
function plainInstead(rule, { otherwise, unit }) {
  return otherwise?.[0] === "#" ? sayAmount(rule, fractionOf(otherwise[1]), unit) : undefined;
}

/**
 * A step of a run in words, row by row where it has rows; null stands for what was skipped.
 * @param {Step} step
 * @param {DoneStep} done
 * @param {Frame} frame
 * @returns {(Explained | null)[]}
 */
export function explainStep(step, done, frame) {
  /** @type {(one: DoneRow, names: Names) => Explained | null} */
  const inWords = (one, names) => {
    if (one.skipped) return null;
    return { shown: sayValue(frame.rule, one.value, step), working: working(step, frame, names) };
  };
  if (!done.rows) return [inWords(done, frame.names)];
  const rows = rowsOf(frame, step.each ?? "");
  return done.rows.map((row, index) => inWords(row, rows[index]));
}

/**
 * The formula that a step's value is from, with the values of a run put in; of conditions only what was taken. It never
 * throws: see `orInWords`.
 * @param {Step} step
 * @param {Frame} frame
 * @param {Names} names
 */
function working(step, frame, names) {
  const { id, formula, otherwise } = step;
  const { rule } = frame;
  const leaves = numberLeaves(frame, names);
  const program = otherwise && programOf(rule).steps[rule.steps.findIndex((each) => each.id === id)];
  if (!otherwise || !program || ownValue(program, names, frame) !== undefined) return printTree(formula, leaves);
  return fillWords(rule.words.instead, { x: plainInstead(rule, step) ?? printTree(otherwise, leaves) });
}

/** @type {WeakMap<Rule, Map<Tree, Evaluator>>} */
const askedByRule = new WeakMap();

/**
 * What works out a part of a formula that explaining asks for.
 * @param {Rule} rule
 * @param {Tree} part
 */
export function askedOf(rule, part) {
  let asked = askedByRule.get(rule);
  if (!asked) {
    asked = new Map();
    for (const [index, { formula, otherwise }] of rule.steps.entries()) {
      const evaluators = programOf(rule).steps[index].asked;
      for (const [at, each] of [...partsAsked(formula), ...partsAsked(otherwise)].entries())
        asked.set(each, evaluators[at]);
    }
    askedByRule.set(rule, asked);
  }
  return /** @type {Evaluator} */ (asked.get(part));
}

/**
 * The parts of a formula that explaining it asks for: tests of branches, terms of sums, and what something is looked up
 * with. The script has them in the same order.
 * @param {unknown} tree
 * @returns {Tree[]}
 */
function partsAsked(tree) {
  if (!Array.isArray(tree)) return [];
  if (tree[0] === "each") return [...(tree[1] === "sum" ? tree[3] : []), ...tree[4].flatMap(partsAsked)];
  const asked = tree[0] === "if" ? [tree[1]] : tree[0] === "call" && looksUp(tree[1]) ? tree.slice(2) : [];
  return [...asked, ...tree.slice(1).flatMap(partsAsked)];
}

/**
 * Names as values, the branch taken, sums as their terms.
 * @param {Frame} frame
 * @param {Names} names
 * @returns {Leaves}
 */
function numberLeaves(frame, names) {
  const { rule } = frame;
  const inWords = wordLeaves(rule);
  /** @type {Leaves} */
  const leaves = {
    rule,
    name: orInWords((form, name) => {
      const said = sayName(frame, names, form, name);
      const { kind, options } = shownOf(rule)[name];
      const known = form === "p" || names[name] !== undefined;
      return kind === "switch" && !options && known ? labelBefore(rule, name) + said : said;
    }, inWords.name),
    denied: (form, name) => leaves.name(form, name),
    branches: orInWords((tree) => {
      /** @type {Tree | null} */
      let held = null;
      /** @type {Tree} */
      let rest = tree;
      while (rest[0] === "if") {
        const [, test, then, other] = /** @type {IfTree} */ (rest);
        held = askedOf(rule, test)(names, frame) ? test : null;
        rest = held ? then : other;
      }
      const text = printTree(rest, leaves);
      return held ? `${printTree(held, leaves)} → ${text}` : text;
    }, inWords.branches),
    each: orInWords((tree) => {
      const [, name, , over, others, unit] = tree;
      if (name === "sum") return sayTerms(rule, termsOf(tree, frame), unit);
      return nameFunction(rule, name, [...printAll(over, inWords), ...printAll(others, leaves)]);
    }, inWords.each),
    found(name, args) {
      const printed = () => printAll(args, leaves);
      return orInWords(() => sayFound(name, args, frame, names, printed), printed)();
    },
  };
  return leaves;
}

/**
 * The row that was hit, beside the table; of a progressive scale its parts; of other days' values from when on they count.
 * The frame keeps what was met.
 * @param {string} name
 * @param {Tree[]} args
 * @param {Frame} frame
 * @param {Names} names
 * @param {() => string[]} printed the arguments
 */
function sayFound(name, args, frame, names, printed) {
  const { rule, hits } = frame;
  const [source, ...given] = args.map((arg) => askedOf(rule, arg)(names, frame));
  const table = /** @type {Table} */ (source);
  const dated = /** @type {Dated} */ (source);
  const [own] = table;
  const [number] = /** @type {Fraction[]} */ (given);
  const [first, last = first] = /** @type {Day[]} */ (given);
  /** @type {(said: string) => string} */
  const hit = (said) => {
    (hits[own] ??= new Set()).add(said);
    return said;
  };
  if (name === "slices") {
    const slices = slicesOf(table, number);
    slices.forEach(([, row]) => hit(sayRow(rule, table, row)));
    return slices.length ? [joinTerms(rule, saySlices(rule, table, slices))] : printAll(args, wordLeaves(rule));
  }
  const [said, ...others] = printed();
  if (name === "band")
    return [said + rule.words.colon + hit(sayRow(rule, table, rowReached(table, number))), ...others];
  const periods = periodsOf(dated, first, last);
  const steps = periods.map(({ step }) => hit(sayStep(rule, own, step)));
  return name === "rate_days" ? [joinTerms(rule, sayPeriods(rule, own, periods))] : [...steps, ...others];
}

/**
 * @param {EachTree} tree
 * @param {Frame} frame
 */
export function termsOf([, , rows, [argument]], frame) {
  /** @type {Fraction[]} */
  const terms = [];
  for (const row of rowsOf(frame, rows)) {
    try {
      terms.push(/** @type {Fraction} */ (askedOf(frame.rule, argument)(row, frame)));
    } catch (error) {
      if (!(error instanceof Skipped)) throw error;
    }
  }
  return terms;
}

/**
 * @param {Rule} rule
 * @param {Fraction[]} terms
 * @param {string} [unit]
 */
function sayTerms(rule, terms, unit) {
  if (!terms.length) return sayAmount(rule, ZERO, unit);
  return joinTerms(
    rule,
    terms.map((term) => sayAmount(rule, term, unit)),
  );
}

/**
 * Terms added up, of many the first ones.
 * @param {Rule} rule
 * @param {string[]} terms
 */
function joinTerms(rule, terms) {
  const shown = terms.length <= MOST_TERMS ? terms.length : MOST_TERMS - 1;
  const sum = terms.slice(0, shown).join(" + ");
  if (shown === terms.length) return sum;
  return `${sum} + …${fillWords(rule.words.items, { n: terms.length })}`;
}
