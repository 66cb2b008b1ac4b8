/* Pictures of a result, drawn as SVG: what adds up to a sum, a step function with "you are here", days on the calendar. */

import { draw, make } from "../shared/dom.js";
import { fillWords } from "../shared/fill.js";
import { lastIndexWhere, lastOf } from "../shared/lists.js";
import { calendarsOf, run, versionOn } from "./engine.js";
import { Day, Refusal } from "./days.js";
import { ZERO, exactValue, fractionOf, sayAmount, scaleOf } from "./say.js";
import { shownOf } from "./explain.js";

const WIDTH = 360;
const MOST_MONTHS = 13;

/** A figure for the rule's picture, or null where there is none to draw. `given` and `on` are what `trace` came of. */
export function drawPicture(rule, ui, given, on, trace) {
  if (!rule.picture || trace.refused) return null;
  return PAINTERS[rule.picture.kind](rule, ui, given, on, trace);
}

const KEYS = { working: "calc_key_working", rest: "calc_key_rest", absent: "calc_key_absent", half: "calc_key_half" };
const PAINTERS = { waterfall, steps: stepChart, timeline };

/** A value of a run by name, whether it was entered or worked out, as an exact fraction; null where there is none. */
function amountOf(rule, given, trace, name) {
  const input = rule.inputs.find((each) => each.id === name);
  if (!input) return trace.steps.find((step) => step.id === name)?.value ?? null;
  const text = given[name] ?? input.default;
  return text === undefined || text === null ? null : enteredAmount(input, text);
}

/** Percentages are entered as 50 and counted as a half. */
function enteredAmount(input, text) {
  return fractionOf(text).div(scaleOf(input));
}

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

function waterfall(rule, ui, given, on, trace) {
  const { bars, total } = rule.picture;
  const parts = bars.map(({ step, minus }) => ({ step, minus, amount: amountOf(rule, given, trace, step) }));
  const rows = parts
    .filter(({ amount }) => amount && amount.n !== 0n)
    .map((part) => ({ ...part, size: Number(part.amount) }));
  const sum = amountOf(rule, given, trace, total);
  if (!sum) return null;
  rows.push({ step: total, sum: true, amount: sum });
  let level = 0;
  for (const row of rows) {
    row.from = row.sum ? 0 : level;
    row.to = row.sum ? Number(row.amount) : level + (row.minus ? -row.size : row.size);
    level = row.to;
  }
  const ends = rows.flatMap((row) => [row.from, row.to]);
  const [low, high] = [Math.min(0, ...ends), Math.max(1, ...ends)];
  const x = (value) => ((value - low) / (high - low)) * WIDTH;
  const shown = shownOf(rule);
  const say = (row) => (row.minus ? "−" : "") + sayAmount(rule, row.amount, shown[row.step].unit);
  const shapes = rows.map((row, index) =>
    draw(
      "g",
      {
        class: `hb-bar ${row.sum ? "hb-bar--sum" : row.minus ? "hb-bar--minus" : "hb-bar--plus"}`,
        transform: `translate(0 ${index * 42})`,
      },
      draw("text", { x: 0, y: 14 }, shown[row.step].label),
      draw("text", { x: WIDTH, y: 14, class: "hb-picture__value" }, say(row)),
      draw("rect", {
        x: Math.min(x(row.from), x(row.to)),
        y: 20,
        width: Math.max(Math.abs(x(row.to) - x(row.from)), 1),
        height: 14,
        rx: 2,
      }),
    ),
  );
  const told = rows.map((row) => `${shown[row.step].label} ${say(row)}`).join(rule.words.comma);
  return figure(ui.calc_waterfall, told, rows.length * 42, shapes);
}

/** The values at which the height may change: the bounds, and the parameters and rows of tables in the same unit. */
function breakpoints(rule, input, on) {
  const [low, high] = [enteredAmount(input, input.min), enteredAmount(input, input.max)];
  const limits = Object.values(rule.parameters)
    .filter(({ kind, unit, by }) => (kind === "bands" ? by : kind === "number" && unit) === input.unit)
    .map((parameter) => versionOn(parameter, on)?.[1])
    .flatMap((value) => (Array.isArray(value) ? value.map(([least]) => least) : (value ?? [])))
    .map(fractionOf);
  const inside = limits.filter((limit) => limit.compare(low) > 0 && limit.compare(high) < 0);
  return [low, ...inside]
    .sort((a, b) => a.compare(b))
    .filter((value, index, all) => !index || value.compare(all[index - 1]));
}

function stepChart(rule, ui, given, on, trace) {
  const { along, height } = rule.picture;
  const shown = shownOf(rule);
  const input = rule.inputs.find((each) => each.id === along);
  const [here, reached] = [amountOf(rule, given, trace, along), amountOf(rule, given, trace, height)];
  if (!here || !reached) return null;
  const end = enteredAmount(input, input.max);
  const steps = breakpoints(rule, input, trace.on).map((start) => {
    const text = exactValue(start.mul(scaleOf(input)));
    return { start, height: amountOf(rule, given, run(rule, { ...given, [along]: text }, on), height) ?? ZERO };
  });
  const at = lastIndexWhere(steps, ({ start }) => start.compare(here) <= 0);
  const told = `${shown[along].label} ${sayAmount(rule, here, input.unit)} → ${sayAmount(rule, reached, shown[height].unit)}`;
  const title = fillWords(ui.calc_chart, { along: shown[along].label, height: shown[height].label });
  return figure(
    title,
    told,
    178,
    stepShapes(rule, ui, steps, end, [here, reached]),
    stepTable(rule, ui, steps, end, at),
  );
}

function stepShapes(rule, ui, steps, end, [here, reached]) {
  const [low, high] = [Number(steps[0].start), Number(end)];
  const top = Math.max(1, Number(reached), ...steps.map((step) => Number(step.height)));
  const x = (value) => 58 + ((Number(value) - low) / (high - low)) * (WIDTH - 74);
  const y = (value) => 150 - (Number(value) / top) * 120;
  const { along, height } = rule.picture;
  const plain = (number, name) => {
    const { unit } = shownOf(rule)[name];
    return sayAmount(rule, number, unit && rule.units[unit].scale ? unit : null); // a percentage is one by its sign
  };
  const starts = steps.map(({ start }) => start);
  const heights = steps.map((step) => step.height);
  const lines = steps.map((step, index) => `M${x(step.start)} ${y(step.height)}H${x(starts[index + 1] ?? end)}`);
  const [hx, hy] = [x(here), y(reached)];
  return [
    draw("path", { d: `M${x(low)} 20V150H${x(high)}`, class: "hb-picture__axis" }),
    draw("path", { d: lines.join(""), class: "hb-picture__line" }),
    apart([end, ...starts], x, 24).map((value) =>
      draw("text", { x: x(value), y: 168, class: "hb-picture__tick" }, plain(value, along)),
    ),
    apart(heights.reverse(), y, 14).map((value) =>
      draw("text", { x: 50, y: y(value) + 4, class: "hb-picture__value" }, plain(value, height)),
    ),
    draw("path", { d: `M${hx} 150V${hy}`, class: "hb-picture__guide" }),
    draw("circle", { cx: hx, cy: hy, r: 6, class: "hb-picture__here" }),
    draw(
      "text",
      { x: Math.min(Math.max(hx, 96), WIDTH - 50), y: Math.max(hy - 12, 12), class: "hb-picture__label" },
      ui.calc_here,
    ),
  ];
}

/** The values of which no two would be written closer than `gap`; the first ones stay. */
function apart(values, place, gap) {
  const kept = [];
  for (const value of values) if (kept.every((other) => Math.abs(place(value) - place(other)) >= gap)) kept.push(value);
  return kept;
}

function stepTable(rule, ui, steps, end, at) {
  const shown = shownOf(rule);
  const [along, height] = [shown[rule.picture.along], shown[rule.picture.height]];
  const rows = steps.map((step, index) => {
    const next = steps[index + 1];
    const facts = { from: sayAmount(rule, step.start, null), to: sayAmount(rule, next?.start ?? end, along.unit) };
    const range = fillWords(next ? ui.calc_range_open : ui.calc_range_closed, facts);
    const mark = index === at ? make("b", { class: "hb-here" }, ui.calc_here) : null;
    return make("tr", {}, make("td", {}, range, " ", mark), make("td", {}, sayAmount(rule, step.height, height.unit)));
  });
  const head = make("tr", {}, make("th", { scope: "col" }, along.label), make("th", { scope: "col" }, height.label));
  return make("table", { class: "hb-calc__table" }, make("thead", {}, head), make("tbody", {}, rows));
}

function timeline(rule, ui, given) {
  const { rows, day, amount } = rule.picture;
  const absences = new Map();
  const standard = rule.inputs.find((input) => input.id === rows).fields.find((field) => field.id === amount)?.default;
  for (const row of given[rows] ?? []) {
    const sum = (absences.get(row[day]) ?? 0) + Number(row[amount] ?? standard ?? 1);
    absences.set(row[day], Math.min(sum, 1));
  }
  const days = [...absences.keys()].sort();
  if (!days.length) return null;
  const months = monthsBetween(days[0], lastOf(days)).slice(-MOST_MONTHS);
  const shapes = months.map((month, index) => drawMonth(rule, ui, month, index * 26, absences));
  const told = days
    .map((text) => `${text} ${sayAmount(rule, fractionOf(String(absences.get(text))), "day")}`)
    .join(rule.words.comma);
  const key = ["working", "rest", "absent", "half"].map((kind) =>
    make("span", { class: `hb-key hb-key--${kind}` }, ui[KEYS[kind]]),
  );
  return figure(
    ui.calc_timeline,
    told,
    months.length * 26 + 18,
    [dayNumbers(months.length * 26 + 12), shapes],
    make("p", { class: "hb-keys" }, key),
  );
}

function monthsBetween(first, last) {
  const months = [];
  let [year, month] = first.split("-").map(Number);
  while (`${year}-${String(month).padStart(2, "0")}` <= last.slice(0, 7)) {
    months.push([year, month]);
    [year, month] = month === 12 ? [year + 1, 1] : [year, month + 1];
  }
  return months;
}

const CELL_WIDTH = 9.6;

function drawMonth(rule, ui, [year, month], top, absences) {
  const label = `${year}-${String(month).padStart(2, "0")}`;
  const cells = [];
  for (let date = 1; date <= 31; date += 1) {
    const text = `${label}-${String(date).padStart(2, "0")}`;
    const kind = dayKind(rule, text, absences);
    if (!kind) continue;
    const x = 58 + (date - 1) * CELL_WIDTH;
    cells.push(
      draw("rect", {
        x,
        y: top,
        width: CELL_WIDTH - 1.6,
        height: 18,
        rx: 1.5,
        class: `hb-day hb-day--${kind === "half" ? "working" : kind}`,
      }),
    );
    if (kind === "half")
      cells.push(draw("rect", { x, y: top + 9, width: CELL_WIDTH - 1.6, height: 9, class: "hb-day hb-day--absent" }));
  }
  return draw("g", {}, draw("text", { x: 0, y: top + 14, class: "hb-picture__month" }, label), cells);
}

function dayNumbers(top) {
  return [1, 10, 20, 31].map((date) =>
    draw("text", { x: 58 + (date - 0.6) * CELL_WIDTH, y: top, class: "hb-picture__tick" }, String(date)),
  );
}

/** How a day is drawn; nothing for a day that the month lacks. A year without a calendar counts from Monday to Friday. */
function dayKind(rule, text, absences) {
  let day;
  try {
    day = Day.parse(text);
  } catch {
    return null;
  }
  const working = isWorkingDay(rule, day);
  if (!absences.has(text)) return working ? "working" : "rest";
  return working ? (absences.get(text) < 1 ? "half" : "absent") : "rest-absent";
}

function isWorkingDay(rule, day) {
  try {
    return calendarsOf(rule).isWorking(day);
  } catch (error) {
    if (error instanceof Refusal) return day.weekday < 5;
    throw error;
  }
}
