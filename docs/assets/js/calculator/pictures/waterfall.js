/* What adds up to a sum, or is taken off it, a bar each. */

import { draw } from "../../shared/dom.js";
import { shownOf } from "../explain.js";
import { sayAmount } from "../say.js";
import { WIDTH, amountOf, drawWith, figure } from "./figure.js";

/** @import { Fraction } from "../fraction.js" */
/** @import { Given, PageRule, Trace, Waterfall } from "../types.js" */

const BAR_HEIGHT = 42;

/** @typedef {{ step: string, style: "plus" | "minus" | "sum", amount: Fraction, from: number, to: number }} Bar */

/**
 * @param {PageRule} rule
 * @param {Waterfall} picture
 * @param {Given} given
 * @param {Trace} trace
 */
function waterfall(rule, { bars, total }, given, trace) {
  const sum = amountOf(rule, given, trace, total);
  if (!sum) return null;
  /** @type {Bar[]} */
  const rows = [];
  let level = 0;
  for (const { step, minus } of bars) {
    const amount = amountOf(rule, given, trace, step);
    if (!amount || amount.n === 0n) continue;
    const to = level + (minus ? -Number(amount) : Number(amount));
    rows.push({ step, style: minus ? "minus" : "plus", amount, from: level, to });
    level = to;
  }
  rows.push({ step: total, style: "sum", amount: sum, from: 0, to: Number(sum) });
  const shown = shownOf(rule);
  const texts = rows.map(({ step, style, amount }) => {
    return (style === "minus" ? "−" : "") + sayAmount(rule, amount, shown[step].unit);
  });
  const description = rows.map(({ step }, index) => `${shown[step].label} ${texts[index]}`).join(rule.words.comma);
  const x = across(rows);
  const shapes = rows.map((row, index) => drawBar(row, index * BAR_HEIGHT, shown[row.step].label, texts[index], x));
  return /** @type {[Element]} */ ([figure(rule.ui.calc_waterfall, description, rows.length * BAR_HEIGHT, shapes)]);
}

/**
 * Where a value stands between the lowest and the highest of all.
 * @param {Bar[]} rows
 * @returns {(value: number) => number}
 */
function across(rows) {
  const ends = rows.flatMap((row) => [row.from, row.to]);
  const [low, high] = [Math.min(0, ...ends), Math.max(1, ...ends)];
  return (value) => ((value - low) / (high - low)) * WIDTH;
}

/**
 * @param {Bar} bar
 * @param {number} top
 * @param {string} label
 * @param {string} text
 * @param {(value: number) => number} x
 */
function drawBar({ style, from, to }, top, label, text, x) {
  const [left, right] = [x(from), x(to)].sort((a, b) => a - b);
  return draw(
    "g",
    { class: `hb-bar hb-bar--${style}`, transform: `translate(0 ${top})` },
    draw("text", { x: 0, y: 14 }, label),
    draw("text", { x: WIDTH, y: 14, class: "hb-picture__value" }, text),
    draw("rect", { x: left, y: 20, width: Math.max(right - left, 1), height: 14, rx: 2 }),
  );
}

drawWith((rule, given, _, trace) => waterfall(rule, /** @type {Waterfall} */ (rule.picture), given, trace));
