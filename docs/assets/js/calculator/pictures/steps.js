/* A step function with "you are here", and below it what each step comes to. */

import { draw, make } from "../../shared/dom.js";
import { fillWords, unbroken } from "../../shared/fill.js";
import { lastIndexWhere } from "../../shared/lists.js";
import { run, versionOn } from "../engine.js";
import { shownOf } from "../explain.js";
import { Fraction } from "../fraction.js";
import { ZERO, exactValue, finenessOf, fractionOf, sayAmount, scaleOf } from "../say.js";
import { WIDTH, amountOf, drawWith, enteredAmount, figure } from "./figure.js";

/** @import { Given, NumberField, PageRule, Parameter, StepChart, Trace } from "../types.js" */

/** @typedef {{ start: Fraction, height: Fraction }} ChartStep from where on which height is reached */

/**
 * The values at which the height may change: the bounds, and the parameters and rows of tables in the same unit.
 * @param {PageRule} rule
 * @param {NumberField} input
 * @param {string} on
 */
function breakpoints(rule, input, on) {
  const [low, high] = [enteredAmount(input, input.min), enteredAmount(input, input.max)];
  const limits = Object.values(rule.parameters).flatMap((parameter) => limitsOf(parameter, input, on));
  const inside = limits.filter((limit) => limit.compare(low) > 0 && limit.compare(high) < 0);
  return [low, ...inside]
    .sort((a, b) => a.compare(b))
    .filter((value, index, all) => !index || value.compare(all[index - 1]));
}

/**
 * A parameter's values on a day where they are in the input's unit: of a table where its rows begin, which for one that
 * begins beyond a number is the next that can be entered.
 * @param {Parameter} parameter
 * @param {NumberField} input
 * @param {string} on
 * @returns {Fraction[]}
 */
function limitsOf(parameter, input, on) {
  const { kind, by } = parameter;
  const own = kind === "bands" ? by : kind === "number" && parameter.unit;
  const value = versionOn(parameter, on)?.[1];
  if (own !== input.unit || value === undefined) return [];
  if (!Array.isArray(value)) return [fractionOf(String(value))];
  const next = new Fraction(1n, finenessOf(input)).div(scaleOf(input));
  return value.flatMap(([start, , beyond]) => (start ? fractionOf(start).add(beyond ? next : ZERO) : []));
}

/**
 * @param {PageRule} rule
 * @param {StepChart} picture
 * @param {Given} given
 * @param {string} on
 * @param {Trace} trace
 */
function stepChart(rule, picture, given, on, trace) {
  const { along, height } = picture;
  const shown = shownOf(rule);
  const input = /** @type {NumberField} */ (rule.inputs.find((each) => each.id === along));
  const [here, reached] = [amountOf(rule, given, trace, along), amountOf(rule, given, trace, height)];
  if (!here || !reached) return null;
  const end = enteredAmount(input, input.max);
  const steps = breakpoints(rule, input, trace.on).map((start) => {
    const text = String(exactValue(start.mul(scaleOf(input))));
    return {
      start,
      height: amountOf(rule, given, run(rule, { ...given, [along]: text }, on), height) ?? ZERO,
    };
  });
  const at = lastIndexWhere(steps, ({ start }) => start.compare(here) <= 0);
  const amounts = [sayAmount(rule, here, input.unit), sayAmount(rule, reached, shown[height].unit)];
  const title = fillWords(rule.ui.calc_chart, { along: shown[along].label, height: shown[height].label });
  const table = stepTable(rule, picture, steps, end, at);
  const shapes = stepShapes(rule, picture, steps, end, here, reached);
  const drawing = figure(title, `${shown[along].label} ${amounts.join(" → ")}`, 178, shapes);
  return /** @type {[Element, Element]} */ ([drawing, table]);
}

/**
 * @param {PageRule} rule
 * @param {StepChart} picture
 * @param {ChartStep[]} steps
 * @param {Fraction} end
 * @param {Fraction} here
 * @param {Fraction} reached
 */
function stepShapes(rule, { along, height }, steps, end, here, reached) {
  const [low, high] = [Number(steps[0].start), Number(end)];
  const top = Math.max(1, Number(reached), ...steps.map((step) => Number(step.height)));
  const x = (/** @type {Fraction} */ value) => 58 + ((Number(value) - low) / (high - low)) * (WIDTH - 74);
  const y = (/** @type {Fraction} */ value) => 150 - (Number(value) / top) * 120;
  /** @type {(number: Fraction, name: string) => string} */
  const plain = (number, name) => {
    const { unit } = shownOf(rule)[name];
    return sayAmount(rule, number, unit && rule.units[unit].scale ? unit : null); // a percentage is one by its sign
  };
  const starts = steps.map(({ start }) => start);
  const heights = steps.map((step) => step.height).reverse();
  const lines = steps.map((step, index) => `M${x(step.start)} ${y(step.height)}H${x(starts[index + 1] ?? end)}`);
  const [hx, hy] = [x(here), y(reached)];
  const label = {
    x: Math.min(Math.max(hx, 96), WIDTH - 50),
    y: Math.max(hy - 12, 12),
    class: "hb-picture__label",
  };
  return [
    draw("path", { d: `M${x(steps[0].start)} 20V150H${x(end)}`, class: "hb-picture__axis" }),
    draw("path", { d: lines.join(""), class: "hb-picture__line" }),
    farApart([end, ...starts], x, 24).map((value) =>
      draw("text", { x: x(value), y: 168, class: "hb-picture__tick" }, plain(value, along)),
    ),
    farApart(heights, y, 14).map((value) =>
      draw("text", { x: 50, y: y(value) + 4, class: "hb-picture__value" }, plain(value, height)),
    ),
    draw("path", { d: `M${hx} 150V${hy}`, class: "hb-picture__guide" }),
    draw("circle", { cx: hx, cy: hy, r: 6, class: "hb-picture__here" }),
    draw("text", label, rule.ui.calc_here),
  ];
}

/**
 * The values of which no two would be written closer than `gap`; the first ones stay.
 * @param {Fraction[]} values
 * @param {(value: Fraction) => number} place
 * @param {number} gap
 */
function farApart(values, place, gap) {
  /** @type {Fraction[]} */
  const kept = [];
  for (const value of values) {
    if (kept.every((other) => Math.abs(place(value) - place(other)) >= gap)) kept.push(value);
  }
  return kept;
}

/**
 * @param {PageRule} rule
 * @param {StepChart} picture
 * @param {ChartStep[]} steps
 * @param {Fraction} end
 * @param {number} at the step that was reached
 */
function stepTable(rule, picture, steps, end, at) {
  const { ui } = rule;
  const shown = shownOf(rule);
  const [along, height] = [shown[picture.along], shown[picture.height]];
  const rows = steps.map((step, index) => {
    const next = steps[index + 1];
    const facts = {
      from: sayAmount(rule, step.start, null),
      to: sayAmount(rule, next?.start ?? end, along.unit),
    };
    const range = fillWords(next ? ui.calc_range_open : ui.calc_range_closed, facts);
    const mark = index === at ? make("b", { class: "hb-here" }, ui.calc_here) : null;
    return make(
      "tr",
      {},
      make("td", {}, unbroken(range), " ", mark),
      make("td", {}, unbroken(sayAmount(rule, step.height, height.unit))),
    );
  });
  const head = make("tr", {}, make("th", { scope: "col" }, along.label), make("th", { scope: "col" }, height.label));
  return make("table", { class: "hb-calc__table" }, make("thead", {}, head), make("tbody", {}, rows));
}

drawWith((rule, given, on, trace) => stepChart(rule, /** @type {StepChart} */ (rule.picture), given, on, trace));
