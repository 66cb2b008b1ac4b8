/* Pictures, drawn as SVG: what adds up to a sum, a step function with "you are here", days on the calendar. A script of
   its own, which comes when somebody is about to see them. */

import { draw, make } from "../shared/dom.js";
import { fillWords } from "../shared/fill.js";
import { lastIndexWhere, lastOf } from "../shared/lists.js";
import { Day, Refusal } from "./days.js";
import { calendarsOf, run, versionOn } from "./engine.js";
import { shownOf } from "./explain.js";
import { Fraction } from "./fraction.js";
import { ZERO, exactValue, finenessOf, fractionOf, sayAmount, scaleOf } from "./say.js";

/** @import { Child } from "../shared/types.js" */
/** @import { Field, Given, NumberField, PageRule, Parameter, Row, StepChart, Timeline } from "./types.js" */
/** @import { Trace, Waterfall } from "./types.js" */

/** @typedef {{ start: Fraction, height: Fraction }} ChartStep from where on which height is reached */
/** @typedef {"working" | "rest" | "absent" | "half" | "rest-absent"} DayKind */

const WIDTH = 360;
const BAR_HEIGHT = 42;
const MONTH_HEIGHT = 26;
const MOST_MONTHS = 13;

globalThis.handbookCharts = (rule, entered, on, trace) => {
  const { picture } = rule;
  if (picture?.kind === "waterfall") return waterfall(rule, picture, entered, trace);
  if (picture?.kind === "steps") return stepChart(rule, picture, entered, on, trace);
  return picture?.kind === "timeline" ? timeline(rule, picture, entered) : null;
};

// What all have

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

// A step function

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
  return figure(title, `${shown[along].label} ${amounts.join(" → ")}`, 178, shapes, table);
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
    return make("tr", {}, make("td", {}, range, " ", mark), make("td", {}, sayAmount(rule, step.height, height.unit)));
  });
  const head = make("tr", {}, make("th", { scope: "col" }, along.label), make("th", { scope: "col" }, height.label));
  return make("table", { class: "hb-calc__table" }, make("thead", {}, head), make("tbody", {}, rows));
}

// Days on the calendar

/**
 * @param {PageRule} rule
 * @param {Timeline} picture
 * @param {Given} given
 */
function timeline(rule, picture, given) {
  const { ui } = rule;
  const absences = absencesIn(rule, picture, given);
  const days = [...absences.keys()].sort();
  if (!days.length) return null;
  const months = monthsBetween(days[0], lastOf(days)).slice(-MOST_MONTHS);
  const shapes = months.map((month, index) => drawMonth(rule, month, index * MONTH_HEIGHT, absences));
  const description = days
    .map((text) => `${text} ${sayAmount(rule, fractionOf(String(absences.get(text))), "day")}`)
    .join(rule.words.comma);
  const keys = [
    ["working", ui.calc_key_working],
    ["rest", ui.calc_key_rest],
    ["absent", ui.calc_key_absent],
    ["half", ui.calc_key_half],
  ].map(([kind, text]) => make("span", { class: `hb-key hb-key--${kind}` }, text));
  const height = months.length * MONTH_HEIGHT;
  const numbers = dayNumbers(height + 12);
  return figure(ui.calc_timeline, description, height + 18, [numbers, shapes], make("p", { class: "hb-keys" }, keys));
}

/**
 * How much of each day was missed, at most the whole day.
 * @param {PageRule} rule
 * @param {Timeline} picture
 * @param {Given} given
 */
function absencesIn(rule, { rows, day, amount }, given) {
  const list = rule.inputs.find((input) => input.id === rows);
  const fields = list?.kind === "rows" ? list.fields : [];
  const standard = fields.find((field) => field.id === amount)?.default;
  /** @type {Map<string, number>} */
  const absences = new Map();
  for (const row of /** @type {Row[]} */ (given[rows] ?? [])) {
    const date = String(row[day]);
    const sum = (absences.get(date) ?? 0) + Number(row[amount] ?? standard ?? 1);
    absences.set(date, Math.min(sum, 1));
  }
  return absences;
}

/**
 * @param {string} first
 * @param {string} last
 */
function monthsBetween(first, last) {
  /** @type {string[]} */
  const months = [];
  let [year, month] = first.split("-").map(Number);
  for (let label = first.slice(0, 7); label <= last.slice(0, 7); label = `${year}-${String(month).padStart(2, "0")}`) {
    months.push(label);
    [year, month] = month === 12 ? [year + 1, 1] : [year, month + 1];
  }
  return months;
}

const CELL_WIDTH = 9.6;

/**
 * @param {PageRule} rule
 * @param {string} label such as `2026-03`
 * @param {number} top
 * @param {Map<string, number>} absences
 */
function drawMonth(rule, label, top, absences) {
  const cells = [];
  const width = CELL_WIDTH - 1.6;
  for (let date = 1; date <= 31; date += 1) {
    const kind = dayKind(rule, `${label}-${String(date).padStart(2, "0")}`, absences);
    if (!kind) continue;
    const x = 58 + (date - 1) * CELL_WIDTH;
    const style = kind === "half" ? "working" : kind;
    cells.push(draw("rect", { x, y: top, width, height: 18, rx: 1.5, class: `hb-day hb-day--${style}` }));
    if (kind === "half") cells.push(draw("rect", { x, y: top + 9, width, height: 9, class: "hb-day hb-day--absent" }));
  }
  return draw("g", {}, draw("text", { x: 0, y: top + 14, class: "hb-picture__month" }, label), cells);
}

/** @param {number} top */
function dayNumbers(top) {
  return [1, 10, 20, 31].map((date) =>
    draw("text", { x: 58 + (date - 0.6) * CELL_WIDTH, y: top, class: "hb-picture__tick" }, String(date)),
  );
}

/**
 * How a day is drawn; nothing for a day that the month lacks. A year without a calendar counts from Monday to Friday.
 * @param {PageRule} rule
 * @param {string} text
 * @param {Map<string, number>} absences
 * @returns {DayKind | null}
 */
function dayKind(rule, text, absences) {
  let day;
  try {
    day = Day.parse(text);
  } catch {
    return null;
  }
  const working = isWorkingDay(rule, day);
  const missed = absences.get(text);
  if (missed === undefined) return working ? "working" : "rest";
  if (!working) return "rest-absent";
  return missed < 1 ? "half" : "absent";
}

/**
 * @param {PageRule} rule
 * @param {Day} day
 */
function isWorkingDay(rule, day) {
  try {
    return calendarsOf(rule).isWorking(day);
  } catch (error) {
    if (error instanceof Refusal) return day.weekday < 5;
    throw error;
  }
}
