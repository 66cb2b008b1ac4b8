/* Formulas in words, and what stands for a step that was skipped. They come with the working. The same to the letter as
   `printing.py` and `explain.py`. */

import { fillWords } from "../shared/fill.js";
import { lastOf } from "../shared/lists.js";
import { Day, dayNumber } from "./days.js";
import { orNothing, programOf } from "./engine.js";
import { joined, namesIn, shownOf } from "./explain.js";
import { isUnitFunction } from "./functions.js";
import { looksUp } from "./lookups.js";
import { decimalText, exactValue, fractionOf, sayAmount, sayDay, sayValue } from "./say.js";

/** @import { Fraction } from "./fraction.js" */
/** @import { Arithmetic, CallTree, CompareTree, Comparison, EachTree, Frame, IfTree, NameTree, Rule, Tree } from "./types.js" */

/**
 * How the parts of a formula are printed in which words and numbers differ.
 * @typedef {object} Leaves
 * @property {Rule} rule
 * @property {(form: "v" | "p", name: string) => string} name
 * @property {(form: "v" | "p", name: string) => string} denied a switch that is denied
 * @property {(tree: IfTree) => string} branches
 * @property {(tree: EachTree) => string} each
 * @property {(name: string, args: Tree[]) => string[]} found what a function that looks something up is printed with
 */

/** @type {Record<Arithmetic | Comparison, string>} */
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
/** How tightly a form binds: what binds less than its surroundings stands in brackets.
 * @type {Record<string, number>} */
const BINDS = { if: 0, or: 1, and: 2, not: 3, cmp: 4, "+": 5, "-": 5, "*": 6, "/": 6, neg: 7 };
const ATOM = 8;

/**
 * A formula with names as their labels.
 * @param {Rule} rule
 * @param {Tree} tree
 */
export function formulaInWords(rule, tree) {
  return printTree(tree, wordLeaves(rule));
}

/**
 * What stands for a step that was skipped: that it does not apply, and on which condition it would.
 * @param {string} id
 * @param {Frame} frame
 */
export function sayMissing(id, frame) {
  const { rule } = frame;
  const when = unmetCondition(id, frame);
  return when ? fillWords(rule.words.skipped_unless, { when: formulaInWords(rule, when) }) : rule.words.skipped;
}

/**
 * The condition that did not hold, of a step that was skipped or an input that was not asked, or of what it needs.
 * @param {string} id
 * @param {Frame} frame
 * @returns {Tree | null | undefined}
 */
function unmetCondition(id, frame) {
  const { rule, names, rows } = frame;
  const { asks, steps } = programOf(rule);
  const [input, step] = [rule.inputs, rule.steps].map((some) => some.findIndex((each) => each.id === id));
  const when = input < 0 ? rule.steps[step]?.when : rule.inputs[input].askWhen;
  const test = input < 0 ? steps[step]?.when : asks[input];
  if (test && orNothing(() => test(names, frame)) === false) return when;
  const needed = [...namesIn(when), ...namesIn(rule.steps[step]?.formula)];
  for (const name of needed) {
    const found = name in names || name in rows ? null : unmetCondition(name, frame);
    if (found) return found;
  }
  return undefined;
}

// One printer for both: only the leaves, the branches and the aggregates differ.

/**
 * @param {Tree} tree
 * @param {Leaves} leaves
 */
export function printTree(tree, leaves, least = 0) {
  const binds = bindingOf(tree);
  const text = printForm(tree, leaves, binds);
  const { words } = leaves.rule;
  return binds >= least ? text : words.open + text + words.close;
}

/**
 * How tightly a tree binds; a unit function prints only its argument, so it binds as that does.
 * @param {Tree} tree
 */
function bindingOf(tree) {
  let inner = tree;
  while (inner[0] === "call" && isUnitFunction(inner[1])) inner = inner[2];
  return BINDS[inner[0]] ?? ATOM;
}

/**
 * @param {Tree} tree
 * @param {Leaves} leaves
 * @param {number} binds
 * @returns {string}
 */
function printForm(tree, leaves, binds) {
  const { words } = leaves.rule;
  switch (tree[0]) {
    case "#":
      return plainNumber(fractionOf(tree[1]));
    case "b":
      return tree[2] ? shownOf(leaves.rule)[tree[2]].label : words[tree[1] ? "yes" : "no"];
    case "t":
      return tree[2];
    case "v":
    case "p":
      return leaves.name(tree[0], tree[1]);
    case "d":
      return shownOf(leaves.rule)[tree[1]].label;
    case "+":
    case "-":
    case "*":
    case "/": {
      const [sign, left, right] = tree;
      const after = binds + (sign === "-" || sign === "/" ? 1 : 0);
      return printTree(left, leaves, binds) + SIGNS[sign] + printTree(right, leaves, after);
    }
    case "neg":
      return `−${printTree(tree[1], leaves, binds)}`;
    case "not":
      if (isSwitch(leaves.rule, tree[1])) return leaves.denied(tree[1][0], tree[1][1]);
      return fillWords(words.not, { x: printTree(tree[1], leaves) });
    case "and":
    case "or": {
      const [joint, ...parts] = tree;
      const texts = parts.map((part) => printTree(part, leaves, binds));
      const held = texts.find((text, index) => joint === "or" && isEqual(parts[index], text, leaves));
      return held ?? texts.join(words[joint]);
    }
    case "cmp":
      return printComparison(tree, leaves, binds + 1);
    case "if":
      return leaves.branches(tree);
    case "call":
      return printCall(tree, leaves);
    default:
      return leaves.each(tree);
  }
}

/**
 * `8 ≤ 30`; of two equal texts, as where a choice is what it is compared with, one is enough.
 * @param {CompareTree} tree
 * @param {Leaves} leaves
 * @param {number} least
 */
function printComparison([, ...parts], leaves, least) {
  const texts = parts.map((part) => (typeof part === "string" ? SIGNS[part] : printTree(part, leaves, least)));
  return parts[1] === "==" && texts[0] === lastOf(texts) ? texts[0] : texts.join("");
}

/**
 * Whether a text is that of a comparison of two equal texts, which is enough of an `or`.
 * @param {Tree} part
 * @param {string} text
 * @param {Leaves} leaves
 */
function isEqual(part, text, leaves) {
  return part[0] === "cmp" && part[2] === "==" && text === printTree(part[1], leaves, BINDS.cmp + 1);
}

/**
 * Whether a tree is the name of a switch.
 * @param {Rule} rule
 * @param {Tree} tree
 * @returns {tree is NameTree}
 */
function isSwitch(rule, tree) {
  return (tree[0] === "v" || tree[0] === "p") && shownOf(rule)[tree[1]].kind === "switch";
}

/**
 * @param {CallTree} tree
 * @param {Leaves} leaves
 */
function printCall([, name, ...args], leaves) {
  if (!isUnitFunction(name)) {
    const plain = name === "date_of" && plainDay(args);
    if (plain) return sayDay(leaves.rule, plain);
    const texts = looksUp(name) ? leaves.found(name, args) : printAll(args, leaves);
    return nameFunction(leaves.rule, name, texts);
  }
  const [argument] = args;
  if (argument[0] === "#" && !args[1]) {
    return sayAmount(leaves.rule, fractionOf(argument[1]), unitOfFunction(leaves.rule, name));
  }
  return printTree(argument, leaves);
}

/**
 * The day of three numbers; nothing where they are no numbers, or of no day.
 * @param {Tree[]} args
 */
function plainDay(args) {
  const [year, month, day] = args.map(([form, number]) => (form === "#" ? Number(number) : NaN));
  if (!(year >= 1 && year <= 9999)) return undefined;
  const made = new Day(dayNumber(year, month, day));
  return String(made.parts) === String([year, month, day]) ? made : undefined;
}

/**
 * The unit that a unit function gives.
 * @param {Rule} rule
 * @param {string} name
 */
function unitOfFunction(rule, name) {
  return Object.keys(rule.units).find((unit) => rule.units[unit].function === name) ?? "";
}

/**
 * @param {Tree[]} trees
 * @param {Leaves} leaves
 */
export function printAll(trees, leaves) {
  return trees.map((tree) => printTree(tree, leaves));
}

/**
 * A function by its name in words, in which `{args}` are its arguments, `{a}` and `{b}` the first and last.
 * @param {Rule} rule
 * @param {string} name
 * @param {string[]} args
 */
export function nameFunction(rule, name, args) {
  const facts = { args: args.join(rule.words.comma), a: args[0], b: lastOf(args) };
  return joined(rule.words[`f:${name}`].split(/(\{\w+\})/).map((piece) => fillWords(piece, facts)));
}

/** @param {Fraction} number */
function plainNumber(number) {
  const [digits, exact] = decimalText(number);
  return exact ? digits : String(exactValue(number));
}

/**
 * What a name is called, before its value.
 * @param {Rule} rule
 * @param {string} name
 */
export function labelBefore(rule, name) {
  return shownOf(rule)[name].label + rule.words.colon;
}

/**
 * Names as labels, all branches.
 * @param {Rule} rule
 * @returns {Leaves}
 */
export function wordLeaves(rule) {
  const { words } = rule;
  /** @type {Leaves} */
  const leaves = {
    rule,
    name(form, name) {
      const like = shownOf(rule)[name];
      if (form === "p" && like.kind === "switch" && like.options) return like.label + words.colon + like.options[0][1];
      return like.label;
    },
    denied: (_, name) => labelBefore(rule, name) + sayValue(rule, false, shownOf(rule)[name]),
    each: ([, name, , over, others]) => nameFunction(rule, name, printAll([...over, ...others], leaves)),
    found: (_, args) => printAll(args, leaves),
    branches(tree) {
      let text = "";
      /** @type {Tree} */
      let rest = tree;
      while (rest[0] === "if") {
        const [, test, then, other] = /** @type {IfTree} */ (rest);
        const facts = { test: printTree(test, leaves), then: branch(then) };
        text += (text ? words.else_if : "") + fillWords(words.if, facts);
        rest = other;
      }
      return text + fillWords(words.otherwise, { x: branch(rest) });
    },
  };
  /** @type {(tree: Tree) => string} */
  const branch = (tree) => {
    const text = printTree(tree, leaves);
    return tree[0] === "if" ? words.open + text + words.close : text;
  };
  return leaves;
}
