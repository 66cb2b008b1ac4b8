/* How a result came about, as a person would say it, and what a run says beside it. The same to the letter as
   `explain.py`. */

import { fillWords } from "../shared/fill.js";
import { Day } from "./days.js";
import { STOPPED } from "./engine.js";
import { joined, orInWords, sayName, sayPieces, shownOf } from "./explain.js";
import { Fraction } from "./fraction.js";
import { MOST_TERMS, askedOf, termsOf } from "./numbers.js";
import { decimalText, fractionOf, sayAmount, sayDay, sayValue, sayWhole, scaleOf } from "./say.js";

/** @import { EachTree, Frame, IfTree, Refused, Step, Trace, Tree, Value } from "./types.js" */

/**
 * What is added up to a result, or taken off it: a named value; `terms` are those of the rows it is the sum of.
 * @typedef {{ minus: boolean, name: string, rows?: string, terms?: Fraction[] }} Part
 */

const MOST_USED = 4; // values that a result is said to be from
const ISO_DAY = /^\d{4}-\d{2}-\d{2}$/;

/**
 * What a run says beside its results.
 * @param {Trace} trace
 */
export function explainOutcomes({ outcomes, frame }) {
  const holding = frame.rule.outcomes.filter((outcome) => outcomes.includes(outcome.id));
  return holding.map((outcome) => ({ id: outcome.id, tone: outcome.tone, text: sayPieces(outcome, frame) }));
}

/**
 * Why a run ended before its results, in the rule's own words where they are its own.
 * @param {Refused} refused
 * @param {Frame} frame
 */
export function sayRefusal({ code, facts }, frame) {
  const { rule } = frame;
  const stop = code === STOPPED && rule.stops.flat().find(({ id }) => id === facts.id);
  if (stop) return sayPieces(stop, frame);
  const words = rule.words[`r:${code}`];
  if (facts.id !== undefined) return fillWords(words, { label: shownOf(rule)[String(facts.id)].label });
  const said = Object.fromEntries(Object.entries(facts).map(([name, fact]) => [name, sayFact(rule, fact)]));
  if (facts.name === undefined) return fillWords(words, said);
  const parameter = rule.parameters[String(facts.name)];
  const { limit = 0 } = facts; // of a table, in the unit of its rows
  const last = sayWhole(rule, fractionOf(String(limit)), { ...parameter, unit: parameter.by });
  return fillWords(words, { ...said, name: parameter.label, limit: last });
}

/**
 * Days in words.
 * @param {Frame["rule"]} rule
 * @param {string | number | bigint} fact
 */
function sayFact(rule, fact) {
  return ISO_DAY.test(String(fact)) ? sayDay(rule, Day.parse(String(fact))) : fact;
}

/**
 * How the first result there is came about: what it is the sum of, `3 次迟到：20 + 20 + 103.45 元`, else the values that it
 * is from. Empty where there is nothing to say.
 * @param {Trace} trace
 */
export function tellResult({ frame, steps, refused }) {
  const { rule } = frame;
  const there = rule.results.find((id) => steps.some((done) => done.id === id && done.value !== undefined));
  const step = rule.steps.find(({ id }) => id === there);
  if (!step || step.otherwise || refused) return "";
  return addedUp(step, frame) ?? sayFrom(step, frame);
}

/**
 * Null where the formula is no plain sum of values that have names.
 * @param {Step} step
 * @param {Frame} frame
 */
function addedUp({ id, unit }, frame) {
  const { words } = frame.rule;
  const parts = partsNamed(id, frame, unit, false);
  if (!parts || parts.length > MOST_TERMS) return null;
  if (parts.length && parts[0].name === id && !parts[0].terms) return null;
  const said = parts.map((part) => sayPart(part, frame, parts.length === 1)).join(words.semicolon);
  return said && said + words.stop;
}

/**
 * @param {Part} part
 * @param {Frame} frame
 * @param {boolean} alone
 */
function sayPart({ name, minus, rows, terms }, { rule, names }, alone) {
  const { words } = rule;
  const shown = shownOf(rule)[name];
  let { label } = shown;
  let value = sayValue(rule, names[name], shown);
  if (terms?.length) {
    const input = rule.inputs.find(({ id }) => id === rows);
    if (input?.kind === "rows") label = fillWords(input.counted, { n: terms.length });
    if (terms.length > 1) value = sumText(terms, shown.unit);
  }
  return (minus ? joined([words.less, label]) : label) + words.colon + value;

  /**
   * @param {Fraction[]} all
   * @param {string | null} [unit]
   */
  function sumText(all, unit) {
    const known = rule.units[unit ?? ""];
    const digits = all.map((term) => decimalText(term.mul(scaleOf(known)), known?.decimals)[0]);
    if (all.length > MOST_TERMS) return `${digits.slice(0, MOST_TERMS - 1).join(" + ")} + … = ${value}`;
    if (!alone) return `${digits.join(" + ")} = ${value}`;
    return [...digits.slice(0, -1), sayAmount(rule, all[all.length - 1], unit)].join(" + ");
  }
}

/**
 * What a formula adds up, without what is zero; null where it does something else.
 * @param {Tree} tree
 * @param {Frame} frame
 * @param {string | null | undefined} unit
 * @param {boolean} minus
 * @returns {Part[] | null}
 */
function partsOf(tree, frame, unit, minus) {
  if (tree[0] === "+" || tree[0] === "-") {
    const left = partsOf(/** @type {Tree} */ (tree[1]), frame, unit, minus);
    const right = partsOf(/** @type {Tree} */ (tree[2]), frame, unit, minus !== (tree[0] === "-"));
    return left && right && [...left, ...right];
  }
  if (tree[0] === "if") {
    const taken = takenOf(tree, frame);
    return taken && partsOf(taken[1], frame, unit, minus);
  }
  if (tree[0] === "v") return partsNamed(tree[1], frame, unit, minus);
  return tree[0] === "#" && tree[1] === "0" ? [] : null;
}

/**
 * @param {string} name
 * @param {Frame} frame
 * @param {string | null | undefined} unit
 * @param {boolean} minus
 * @returns {Part[] | null}
 */
function partsNamed(name, frame, unit, minus) {
  const value = frame.names[name];
  if (!(value instanceof Fraction)) return null;
  if (!value.n) return [];
  const step = frame.rule.steps.find(({ id }) => id === name);
  if (step && step.unit === unit && !step.otherwise) {
    const formula = uncapped(step.formula, value, frame);
    const terms = formula[0] === "each" && formula[1] === "sum" ? termsIn(formula, frame) : null;
    if (terms) return [{ minus, name, rows: /** @type {EachTree} */ (formula)[2], terms }];
    const parts = ["+", "-", "if"].includes(formula[0]) && partsOf(formula, frame, unit, minus);
    if (parts) return parts;
  }
  return [{ minus, name }];
}

/**
 * Of a sum that a named value caps the sum, where that is what it came to.
 * @param {Tree} tree
 * @param {Fraction} value
 * @param {Frame} frame
 */
function uncapped(tree, value, frame) {
  if (tree[0] !== "call" || !["min", "max"].includes(tree[1])) return tree;
  const [total, cap, ...others] = /** @type {Tree[]} */ (tree.slice(2));
  if (others.length || !["+", "-"].includes(total[0]) || cap[0] !== "v") return tree;
  const limit = frame.names[cap[1]];
  return limit instanceof Fraction && limit.compare(value) === 0 ? tree : total;
}

/**
 * What each row adds to a sum of one column; of a branching without the rows that add nothing. Null where it is of more.
 * @param {EachTree} tree
 * @param {Frame} frame
 */
function termsIn(tree, frame) {
  const [form] = tree[3][0];
  if (form !== "v" && form !== "if") return null;
  return termsOf(tree, frame).filter((term) => term.n || form === "v");
}

/**
 * The condition of a branching, and the branch taken; null where that cannot be told.
 * @param {IfTree} tree
 * @param {Frame} frame
 * @returns {[test: Tree, branch: Tree] | null}
 */
function takenOf([, test, then, other], frame) {
  /** @type {[test: Tree, branch: Tree] | null} */
  let taken = null;
  orInWords(
    () => {
      taken = [test, askedOf(frame.rule, test)(frame.names, frame) ? then : other];
      return "";
    },
    () => "",
  )();
  return taken;
}

/**
 * The values that a result is from.
 * @param {Step} step
 * @param {Frame} frame
 */
function sayFrom({ formula }, frame) {
  const { words } = frame.rule;
  /** @type {Map<string, string>} */
  const used = new Map();
  if (!collectUsed(formula, frame, used)) return "";
  const said = [...used.values()].filter(Boolean).slice(0, MOST_USED);
  return said.length ? fillWords(words.from, { values: said.join(words.comma) }) : "";
}

/**
 * Collects the values and parameters that a formula has used, in words; of rows none. False where that cannot be told.
 * @param {Tree} tree
 * @param {Frame} frame
 * @param {Map<string, string>} used
 * @returns {boolean}
 */
function collectUsed(tree, frame, used) {
  if (tree[0] === "v" || tree[0] === "p") {
    const [form, name] = tree;
    if (!used.has(form + name)) used.set(form + name, valued(form, name, frame));
    return true;
  }
  if (tree[0] === "each" || tree[0] === "d") return true;
  const parts = tree[0] === "if" ? takenOf(/** @type {IfTree} */ (tree), frame) : tree.filter(Array.isArray);
  return Boolean(parts?.every((part) => collectUsed(/** @type {Tree} */ (part), frame, used)));
}

/**
 * A name with its value; nothing where it has none, or is a list, a table, yes or no.
 * @param {"v" | "p"} form
 * @param {string} name
 * @param {Frame} frame
 */
function valued(form, name, frame) {
  const like = shownOf(frame.rule)[name];
  /** @type {Value | undefined} */
  const value = frame.names[name];
  if (form === "p" ? like.kind === "bands" : value === undefined || typeof value === "boolean" || Array.isArray(value))
    return "";
  return joined([like.label, " ", sayName(frame, frame.names, form, name)]);
}
