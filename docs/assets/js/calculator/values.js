/* The values of parameters on a day, in tables. They come with the working. */

import { make } from "../shared/dom.js";
import { fillWords } from "../shared/fill.js";
import { tableOf, versionOn } from "./engine.js";
import { sayRow } from "./lookups.js";
import { fractionOf, sayWhole } from "./say.js";

/** @import { Frame, PageRule, Version } from "./types.js" */

/**
 * All parameters of a rule with their values on a day.
 * @param {PageRule} rule
 * @param {string} on
 * @param {Frame["hits"]} hits
 */
export function valuesTable(rule, on, hits) {
  const { ui } = rule;
  const head = [ui.calc_parameter, ui.calc_value, ui.calc_since].map((text) => make("th", { scope: "col" }, text));
  const rows = Object.keys(rule.parameters).map((name) => valueRow(rule, name, on, hits[name] ?? []));
  return make(
    "table",
    { class: "hb-calc__table hb-calc__table--values" },
    make("thead", {}, make("tr", {}, head)),
    make("tbody", {}, rows),
  );
}

/**
 * The parameters of the clause that the reader came from, with their values on the day.
 * @param {PageRule} rule
 * @param {string} id
 * @param {string} on
 */
export function clausePanel(rule, id, on) {
  const { ui, links } = rule;
  const clause = rule.clauses[id];
  if (!clause) return null;
  const rows = clause.parameters.map((name) => valueRow(rule, name, on));
  return make(
    "aside",
    { class: "hb-calc__clause" },
    make("p", {}, `${ui.calc_from_clause} `, make("a", { href: links[id] }, `${clause.number} ${clause.title}`)),
    rows.length ? make("table", { class: "hb-calc__table hb-calc__table--values" }, make("tbody", {}, rows)) : null,
  );
}

/**
 * A parameter's value on a day: `每次扣款 | 20 元 | 2026-01-01 起，2027-01-01 起改为 30 元`. With `hits` a table has only the
 * rows that were hit, else how many there are.
 * @param {PageRule} rule
 * @param {string} name
 * @param {string} on
 * @param {Iterable<string>} [hits]
 */
function valueRow(rule, name, on, hits) {
  const { ui } = rule;
  const parameter = rule.parameters[name];
  const current = versionOn(parameter, on);
  const next = parameter.values.find(([since]) => since > on);
  const since = current ? fillWords(ui.calc_since_day, { day: current[0] }) : "";
  /** @type {(value: Version[1]) => string} */
  const say = (value) =>
    hits && Array.isArray(value)
      ? fillWords(rule.words["l:count"], { n: value.filter(([start]) => start).length })
      : sayParameter(rule, name, value);
  const coming = next ? fillWords(ui.calc_next, { day: next[0], value: say(next[1]) }) : "";
  const met = [...(hits ?? [])].join(rule.words.comma);
  const value = met || (current ? say(current[1]) : ui.calc_no_value);
  const cells = [parameter.label, value, [since, coming].filter(Boolean).join(rule.words.pause)];
  return make(
    "tr",
    {},
    cells.map((text) => make("td", {}, text)),
  );
}

/**
 * @param {PageRule} rule
 * @param {string} name
 * @param {Version[1]} value
 */
export function sayParameter(rule, name, value) {
  if (Array.isArray(value)) {
    const table = tableOf(name, value);
    return table[1].map((row) => sayRow(rule, table, row)).join(rule.words.comma);
  }
  const parameter = rule.parameters[name];
  return sayWhole(rule, parameter.kind === "number" ? fractionOf(String(value)) : value, parameter);
}
