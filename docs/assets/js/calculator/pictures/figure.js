/* What all pictures have: the amounts of a run, and a drawing with its title and description. */

import { draw, make } from "../../shared/dom.js";
import { beginCalculators } from "../element.js";
import { fractionOf, scaleOf } from "../say.js";

/** @import { Child } from "../../shared/types.js" */
/** @import { Fraction } from "../fraction.js" */
/** @import { Field, Given, PageRule, Trace } from "../types.js" */

export const WIDTH = 360;

/**
 * Gives the calculators of the page their picture, and begins them.
 * @param {typeof globalThis.handbookPicture} picture
 */
export function drawWith(picture) {
  globalThis.handbookPicture = picture;
  beginCalculators();
}

/**
 * A value of a run by name, whether it was entered or worked out, as an exact fraction; null where there is none.
 * @param {PageRule} rule
 * @param {Given} given
 * @param {Trace} trace
 * @param {string} name
 */
export function amountOf(rule, given, trace, name) {
  const input = rule.inputs.find((each) => each.id === name);
  if (input && input.kind !== "rows") {
    const text = given[name] ?? input.default;
    return text === undefined || text === null ? null : enteredAmount(input, String(text));
  }
  const step = trace.steps.find((each) => each.id === name);
  return /** @type {Fraction | undefined} */ (step?.value) ?? null;
}

/**
 * Percentages are entered as 50 and counted as a half.
 * @param {Field} input
 * @param {string} text
 */
export function enteredAmount(input, text) {
  return fractionOf(text).div(scaleOf(input));
}

/**
 * @param {string} title
 * @param {string} description
 * @param {number} height
 * @param {Child} shapes
 * @param {Child[]} below
 */
export function figure(title, description, height, shapes, ...below) {
  const svg = draw(
    "svg",
    { viewBox: `0 0 ${WIDTH} ${height}`, role: "img", class: "hb-picture" },
    draw("title", {}, title),
    draw("desc", {}, description),
    shapes,
  );
  return make("figure", { class: "hb-calc__picture" }, svg, below);
}
