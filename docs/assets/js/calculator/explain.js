/* Words with the values of a run in them. The same to the letter as
   `explain.py`. */

import { Refusal } from "./days.js";
import { Skipped } from "./kit.js";
import { needsSpace, sayValue, sayWhole } from "./say.js";

/** @import { Frame, NameTree, Names, Rule, Said, Shown } from "./types.js" */

/**
 * The inputs, steps and lists that a tree names.
 * @param {unknown} tree
 * @returns {string[]}
 */
export function namesIn(tree) {
  if (!Array.isArray(tree)) return [];
  if (tree[0] === "v") return [tree[1]];
  return [...(tree[0] === "each" ? [tree[2]] : []), ...tree.slice(1).flatMap(namesIn)];
}

/**
 * The rule's words with the run's values in them; a value that there is not is a dash.
 * @param {Said} said
 * @param {Frame} frame
 */
export function sayPieces({ say }, frame) {
  return joined(say.map((piece) => (typeof piece === "string" ? piece : sayPiece(piece, frame))));
}

/**
 * Texts put together, with a space where one belongs between them.
 * @param {string[]} texts
 */
export function joined(texts) {
  return texts.reduce((all, text) => all + (needsSpace(all, text) ? " " : "") + text, "");
}

/**
 * @param {NameTree} piece
 * @param {Frame} frame
 */
function sayPiece([form, name], frame) {
  if (form === "v" && frame.names[name] === undefined) return "—";
  return orInWords(
    () => sayName(frame, frame.names, form, name),
    () => "—",
  )();
}

/** @type {WeakMap<Rule, Record<string, Shown>>} */
const shownByRule = new WeakMap();

/**
 * How each input, step and parameter of a rule is shown, by name.
 * @param {Rule} rule
 */
export function shownOf(rule) {
  const known = shownByRule.get(rule);
  if (known) return known;
  /** @type {Record<string, Shown>} */
  const shown = { ...rule.parameters };
  for (const input of rule.inputs) {
    shown[input.id] = input;
    if (input.kind === "rows") for (const field of input.fields) shown[field.id] = field;
  }
  for (const step of rule.steps) shown[step.id] = step;
  shownByRule.set(rule, shown);
  return shown;
}

/**
 * Prints values, or words where there are none: what a result did without, as behind `or`, need not have a value.
 * @template {unknown[]} Parts
 * @template {string | string[]} Said
 * @param {(...parts: Parts) => Said} values
 * @param {(...parts: Parts) => Said} words
 * @returns {(...parts: Parts) => Said}
 */
export function orInWords(values, words) {
  return (...parts) => {
    try {
      return values(...parts);
    } catch (error) {
      if (error instanceof Skipped || error instanceof Refusal) return words(...parts);
      throw error;
    }
  };
}

/**
 * @param {Frame} frame
 * @param {Names} names
 * @param {"v" | "p"} form
 * @param {string} name
 */
export function sayName(frame, names, form, name) {
  const like = shownOf(frame.rule)[name];
  if (form === "p") return like.kind === "bands" ? like.label : sayWhole(frame.rule, frame.parameter(name), like);
  return names[name] === undefined ? like.label : sayValue(frame.rule, names[name], like);
}
