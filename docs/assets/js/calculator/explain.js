/* Words for what was worked out, made when asked for: formulas in words, and the working, the same formula with the
   numbers put in. The same to the letter as `explain.py`. */

import { decimalText, exactValue, fractionOf, needsSpace, sayAmount, sayWhole, sayValue, ZERO } from "./say.js";
import { isUnitFunction, unitOfFunction } from "./functions.js";
import { evaluator, rowsOf, Skipped } from "./engine.js";
import { Refusal } from "./days.js";
import { fillWords } from "../shared/fill.js";
import { lastOf } from "../shared/lists.js";

const MOST_TERMS = 6;
const SIGNS = {
  "+": " + ",
  "-": " − ",
  "*": " × ",
  "/": " ÷ ",
  "==": " = ",
  "!=": " ≠ ",
  "<": " < ",
  "<=": " ≤ ",
  ">": " > ",
  ">=": " ≥ ",
};
// How tightly a form binds: what binds less than its surroundings stands in brackets.
const BINDS = { if: 0, or: 1, and: 2, not: 3, cmp: 4, "+": 5, "-": 5, "*": 6, "/": 6, neg: 7 };
const ATOM = 8;

/** A formula with names as their labels. */
export function formulaInWords(rule, tree) {
  return printTree(tree, wordLeaves(rule));
}

/** A step of a run in words: `{shown, working}`, one a row in `{rows}` where it has rows, `{skipped}` where it has none. */
export function explainStep(rule, trace, id) {
  const step = rule.steps.find((each) => each.id === id);
  const done = trace.steps.find((each) => each.id === id);
  const inWords = (one, names) =>
    one.skipped
      ? { skipped: true }
      : {
          shown: sayValue(rule, one.value, step),
          working: working(step.formula, trace.frame, names),
        };
  if (!done.rows) return inWords(done, trace.frame.names);
  return { rows: done.rows.map((row, index) => inWords(row, trace.frame.rows[step.each][index])) };
}

/** A formula with the values of a run put in; of conditions only what was taken. It never throws: see `orInWords`. */
function working(tree, frame, names) {
  return printTree(tree, numberLeaves(frame, names));
}

/** What a run says beside its results: `[{id, tone, text}]`. */
export function explainOutcomes(rule, trace) {
  const outcomes = trace.outcomes.map((id) => rule.outcomes.find((each) => each.id === id));
  return outcomes.map((outcome) => ({ id: outcome.id, tone: outcome.tone, text: sayOutcome(outcome, trace.frame) }));
}

/** Why a run ended before its results. */
export function sayRefusal(rule, { code, facts }) {
  const name = facts.name && rule.parameters[facts.name].label;
  return fillWords(rule.words[`r:${code}`], name ? { ...facts, name } : facts);
}

/** What an outcome says, with the run's values in it; a value that there is not is a dash. */
function sayOutcome(outcome, frame) {
  return outcome.say.reduce((told, piece) => {
    const text = typeof piece === "string" ? piece : sayPiece(piece, frame);
    return told + (needsSpace(told, text) ? " " : "") + text;
  }, "");
}

function sayPiece([form, name], frame) {
  if (form === "v" && frame.names[name] === undefined) return "—";
  return orInWords(
    () => sayName(frame, frame.names, form, name),
    () => "—",
  )();
}

const shownByRule = new WeakMap();

/** How each input, step and parameter of a rule is shown: `{label, unit, options, kind}` by name. */
export function shownOf(rule) {
  if (!shownByRule.has(rule)) {
    const shown = { ...rule.parameters };
    for (const input of rule.inputs) for (const field of [input, ...(input.fields ?? [])]) shown[field.id] = field;
    for (const step of rule.steps) shown[step.id] = step;
    shownByRule.set(rule, shown);
  }
  return shownByRule.get(rule);
}

// One printer for both: only the leaves, the branches and the aggregates differ.

function printTree(tree, leaves, least = 0) {
  const binds = bindingOf(tree);
  const text = printForm(tree, leaves, binds);
  const { words } = leaves.rule;
  return binds >= least ? text : words.open + text + words.close;
}

/** How tightly a tree binds; a unit function prints only its argument, so it binds as that does. */
function bindingOf(tree) {
  let inner = tree;
  while (inner[0] === "call" && isUnitFunction(inner[1])) inner = inner[2];
  return BINDS[inner[0]] ?? ATOM;
}

function printForm(tree, leaves, binds) {
  const { words } = leaves.rule;
  const [form, ...parts] = tree;
  switch (form) {
    case "#":
      return plainNumber(fractionOf(parts[0]));
    case "b":
      return parts[1] ? shownOf(leaves.rule)[parts[1]].label : words[parts[0] ? "yes" : "no"];
    case "t":
      return parts[1];
    case "v":
    case "p":
      return leaves.name(form, parts[0]);
    case "+":
    case "-":
    case "*":
    case "/": {
      const after = binds + (form === "-" || form === "/" ? 1 : 0);
      return printTree(parts[0], leaves, binds) + SIGNS[form] + printTree(parts[1], leaves, after);
    }
    case "neg":
      return "−" + printTree(parts[0], leaves, binds);
    case "not":
      return fillWords(words.not, { x: printTree(parts[0], leaves) });
    case "and":
    case "or":
      return parts.map((part) => printTree(part, leaves, binds)).join(words[form]);
    case "cmp":
      return printComparison(parts, leaves, binds + 1);
    case "if":
      return leaves.branches(tree);
    case "call":
      return printCall(parts[0], parts.slice(1), leaves);
    default:
      return leaves.each(tree);
  }
}

/** `8 ≤ 30`; of two equal texts, as where a choice is what it is compared with, one is enough. */
function printComparison(parts, leaves, least) {
  const told = parts.map((part, index) => (index % 2 ? SIGNS[part] : printTree(part, leaves, least)));
  return parts[1] === "==" && told[0] === lastOf(told) ? told[0] : told.join("");
}

function printCall(name, args, leaves) {
  if (!isUnitFunction(name))
    return nameFunction(
      leaves.rule,
      name,
      args.map((arg) => printTree(arg, leaves)),
    );
  const [argument, unit] = args;
  if (argument[0] === "#" && !unit)
    return sayAmount(leaves.rule, fractionOf(argument[1]), unitOfFunction(leaves.rule, name));
  return printTree(argument, leaves);
}

/** A function by its name in words. */
function nameFunction(rule, name, args) {
  return fillWords(rule.words[`f:${name}`], { args: args.join(rule.words.comma) });
}

function plainNumber(number) {
  const [digits, exact] = decimalText(number);
  return exact ? digits : exactValue(number);
}

/** Names as labels, all branches. */
function wordLeaves(rule) {
  const { words } = rule;
  const leaves = {
    rule,
    name(form, name) {
      const like = shownOf(rule)[name];
      return form === "p" && like.kind === "switch" ? like.label + words.colon + like.options[0][1] : like.label;
    },
    each: ([, name, , over, others]) =>
      nameFunction(
        rule,
        name,
        [...over, ...others].map((arg) => printTree(arg, leaves)),
      ),
    branches(tree) {
      let said = "";
      let rest = tree;
      while (rest[0] === "if") {
        const [, test, then, other] = rest;
        said +=
          (said ? words.else_if : "") + fillWords(words.if, { test: printTree(test, leaves), then: branch(then) });
        rest = other;
      }
      return said + fillWords(words.otherwise, { x: branch(rest) });
    },
  };
  const branch = (tree) => {
    const text = printTree(tree, leaves);
    return tree[0] === "if" ? words.open + text + words.close : text;
  };
  return leaves;
}

/** Names as values, the branch taken, sums as their terms. */
function numberLeaves(frame, names) {
  const { rule } = frame;
  const inWords = wordLeaves(rule);
  const leaves = {
    rule,
    name: orInWords((form, name) => sayName(frame, names, form, name), inWords.name),
    branches: orInWords((tree) => {
      let held = null;
      let rest = tree;
      while (rest[0] === "if") {
        const [, test, then, other] = rest;
        held = evaluator(test)(names, frame) ? test : null;
        rest = held ? then : other;
      }
      const text = printTree(rest, leaves);
      return held ? `${printTree(held, leaves)} → ${text}` : text;
    }, inWords.branches),
    each: orInWords((tree) => {
      const [, name, , over, others, unit] = tree;
      if (name !== "sum") {
        const columns = over.map((arg) => printTree(arg, inWords));
        return nameFunction(rule, name, [...columns, ...others.map((arg) => printTree(arg, leaves))]);
      }
      return sayTerms(rule, termsOf(tree, frame), unit);
    }, inWords.each),
  };
  return leaves;
}

/** Prints values, or words where there are none: what a result did without, as behind `or`, need not have a value. */
function orInWords(values, words) {
  return (...parts) => {
    try {
      return values(...parts);
    } catch (error) {
      if (error instanceof Skipped || error instanceof Refusal) return words(...parts);
      throw error;
    }
  };
}

function sayName(frame, names, form, name) {
  const like = shownOf(frame.rule)[name];
  if (form === "p") return like.kind === "bands" ? like.label : sayWhole(frame.rule, frame.parameter(name), like);
  return names[name] === undefined ? like.label : sayValue(frame.rule, names[name], like);
}

function termsOf([, , rows, [argument]], frame) {
  const terms = [];
  for (const row of rowsOf(frame, rows)) {
    try {
      terms.push(evaluator(argument)(row, frame));
    } catch (error) {
      if (!(error instanceof Skipped)) throw error;
    }
  }
  return terms;
}

function sayTerms(rule, terms, unit) {
  if (!terms.length) return sayAmount(rule, ZERO, unit);
  const shown = terms.length <= MOST_TERMS ? terms.length : MOST_TERMS - 1;
  const said = terms
    .slice(0, shown)
    .map((term) => sayAmount(rule, term, unit))
    .join(" + ");
  if (shown === terms.length) return said;
  return `${said} + …${fillWords(rule.words.items, { n: terms.length })}`;
}
