/* The picture of a result, drawn as SVG: what adds up to a sum. Others stand in `charts.js`, which only the pages of rules
   that have them load. */

import { draw, make } from "../shared/dom.js";
import { Day, Refusal } from "./days.js";
import { calendarsOf, run, versionOn } from "./engine.js";
import { shownOf } from "./explain.js";
import { Fraction } from "./fraction.js";
import { ZERO, exactValue, finenessOf, fractionOf, sayAmount, scaleOf } from "./say.js";

/** @import { Child } from "../shared/types.js" */
/** @import { Field, Given, PageRule, Trace, Waterfall } from "./types.js" */

const WIDTH = 360;
const BAR_HEIGHT = 42;

/** What the other pictures are drawn with: they come in a script of their own, which must not have these a second time. */
export const TOOLS = {
  Day,
  Fraction,
  Refusal,
  WIDTH,
  ZERO,
  amountOf,
  calendarsOf,
  enteredAmount,
  exactValue,
  figure,
  finenessOf,
  fractionOf,
  run,
  sayAmount,
  scaleOf,
  shownOf,
  versionOn,
};

/**
 * A figure for the rule's picture, or null where there is none to draw. `given` and `on` are what `trace` came of.
 * @param {PageRule} rule
 * @param {Given} given
 * @param {string} on
 * @param {Trace} trace
 */
export function drawPicture(rule, given, on, trace) {
  const { picture } = rule;
  if (!picture || trace.refused) return null;
  if (picture.kind === "waterfall") return waterfall(rule, picture, given, trace);
  return globalThis.handbookCharts?.(TOOLS, rule, given, on, trace) ?? null;
}

/**
 * A value of a run by name, whether it was entered or worked out, as an exact fraction; null where there is none.
 * @param {PageRule} rule
 * @param {Given} given
 * @param {Trace} trace
 * @param {string} name
 */
function amountOf(rule, given, trace, name) {
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
function enteredAmount(input, text) {
  return fractionOf(text).div(scaleOf(input));
}

/**
 * @param {string} title
 * @param {string} description
 * @param {number} height
 * @param {Child} shapes
 * @param {Child[]} beside
 */
function figure(title, description, height, shapes, ...beside) {
  const svg = draw(
    "svg",
    { viewBox: `0 0 ${WIDTH} ${height}`, role: "img", class: "hb-picture" },
    draw("title", {}, title),
    draw("desc", {}, description),
    shapes,
  );
  return make("figure", { class: "hb-calc__picture" }, svg, beside);
}

// What adds up to a sum

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
  return figure(rule.ui.calc_waterfall, description, rows.length * BAR_HEIGHT, shapes);
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
