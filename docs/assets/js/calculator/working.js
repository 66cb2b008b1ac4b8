/* The working, line by line, with the clause and the values of each step, and what else explains a result. A script of
   its own, which comes when somebody is about to see it. */

import { make, setText } from "../shared/dom.js";
import { fillWords, unbroken } from "../shared/fill.js";
import { versionOn } from "./engine.js";
import { Fraction } from "./fraction.js";
import { explainStep, stepInWords } from "./numbers.js";
import { sayMissing } from "./printing.js";
import { explainOutcomes, sayRefusal, tellResult } from "./telling.js";
import { clausePanel, sayParameter, valuesTable } from "./values.js";

/** @import { DoneStep, Frame, PageRule, Refused, Step, Tone, Trace } from "./types.js" */

/** @type {Record<Tone, string>} */
const MARKS = { note: "ⓘ", good: "✓", warning: "!" };

/**
 * A line of the working, of which only the numbers change.
 * @typedef {object} Line
 * @property {HTMLElement} element
 * @property {HTMLElement} numbers
 * @property {HTMLElement} values
 * @property {string} formula
 * @property {string} [on] the day of the values shown
 * @property {{ element: HTMLElement, working: HTMLElement, result: HTMLElement }[]} rows
 */

/** The list of lines below its heading. */
export class WorkingView {
  /**
   * @param {PageRule} rule
   * @param {HTMLElement} heading
   * @param {HTMLElement} list
   */
  constructor(rule, heading, list) {
    this.rule = rule;
    this.heading = heading;
    this.list = list;
    /** @type {string | undefined} */
    this.shown = undefined;
    /** @type {Map<string, Line>} */
    this.lines = new Map();
  }

  /**
   * @param {string} on
   * @param {Frame["hits"]} hits
   */
  valuesTable(on, hits) {
    return valuesTable(this.rule, on, hits);
  }

  /**
   * @param {string} id
   * @param {string} on
   */
  clausePanel(id, on) {
    return clausePanel(this.rule, id, on);
  }

  /**
   * @param {string} id
   * @param {Frame} frame
   */
  sayMissing(id, frame) {
    return sayMissing(id, frame);
  }

  /**
   * @param {Refused} refused
   * @param {Frame} frame
   */
  sayRefusal(refused, frame) {
    return sayRefusal(refused, frame);
  }

  /**
   * How the result came about with what matters most of what the run says beside it, in paragraphs; and the rest of that.
   * @param {Trace} trace
   */
  tell(trace) {
    const all = explainOutcomes(trace);
    const first = all.find(({ tone }) => tone === "warning") ?? all[0];
    const texts = [tellResult(trace), first?.text ?? ""].filter(Boolean);
    return {
      told: texts.map((text) => make("p", {}, unbroken(text))),
      others: all.filter((each) => each !== first).map((each) => this.outcome(each)),
    };
  }

  /** @param {{ tone: Tone, text: string }} said */
  outcome({ tone, text }) {
    const { ui } = this.rule;
    const kinds = { note: ui.calc_note, good: ui.calc_good, warning: ui.calc_warning };
    return make(
      "li",
      { class: `hb-outcome hb-outcome--${tone}` },
      make("span", { class: "hb-outcome__mark", "aria-hidden": "true" }, MARKS[tone]),
      make("span", {}, make("b", {}, kinds[tone]), " ", unbroken(text)),
    );
  }

  /**
   * Without what comes to nothing and is no result.
   * @param {Trace} trace
   */
  show(trace) {
    /** @type {(step: DoneStep) => boolean} */
    const isNothing = ({ id, value }) => value instanceof Fraction && !value.n && !this.rule.results.includes(id);
    const done = trace.steps.filter(
      (step) => !step.skipped && !step.rows?.every((row) => row.skipped) && !isNothing(step),
    );
    const lines = done.map((step) => this.filledLine(step, trace));
    const shown = done.map((step) => step.id).join();
    if (shown === this.shown) return;
    this.shown = shown;
    this.list.replaceChildren(...lines.map((line) => line.element));
    this.heading.hidden = !done.length;
    this.list.hidden = !done.length;
  }

  /**
   * Puts the numbers into a line. All else in it stays, so that a keystroke changes a few texts and no more.
   * @param {DoneStep} done
   * @param {Trace} trace
   */
  filledLine(done, { on, frame }) {
    const step = /** @type {Step} */ (this.rule.steps.find((each) => each.id === done.id));
    const line = this.lines.get(done.id) ?? this.makeLine(step);
    const rows = explainStep(step, done, frame).flatMap((row) => row ?? []);
    while (line.rows.length > rows.length) line.rows.pop()?.element.remove();
    while (line.rows.length < rows.length) {
      const [working, result] = [make("span"), make("strong")];
      const element = make("p", {}, working, " ", result);
      line.numbers.append(element);
      line.rows.push({ element, working, result });
    }
    if (line.on !== on) setText(line.values, this.valuesOf(step, on));
    line.on = on;
    rows.forEach(({ working, shown }, index) => {
      setText(line.rows[index].working, working === line.formula ? "" : unbroken(working));
      setText(line.rows[index].result, unbroken(shown.startsWith("≈") ? shown : `= ${shown}`));
    });
    return line;
  }

  /**
   * @param {Step} step
   * @returns {Line}
   */
  makeLine(step) {
    const formula = stepInWords(this.rule, step);
    const numbers = make("div", { class: "hb-line__numbers" });
    const values = make("p", { class: "hb-line__values" });
    const element = make(
      "li",
      { class: "hb-line" },
      make("p", { class: "hb-line__label" }, step.label, " ", this.clauseLink(step)),
      make("div", { class: "hb-line__how" }, make("p", { class: "hb-line__formula" }, formula), numbers, values),
    );
    const line = { element, numbers, formula, values, rows: [] };
    this.lines.set(step.id, line);
    return line;
  }

  /**
   * The values that a step uses, each with its date: `每次扣款 20 元，2026-01-01 起`.
   * @param {Step} step
   * @param {string} on
   */
  valuesOf({ formula, when, otherwise }, on) {
    const { words } = this.rule;
    const used = [formula, when, otherwise].flatMap(parametersIn).map((name) => {
      const parameter = this.rule.parameters[name];
      const current = versionOn(parameter, on);
      if (!current) return "";
      const since = fillWords(this.rule.ui.calc_since_day, { day: current[0] });
      // The rows of a table stand once, below all steps.
      const value = parameter.kind === "bands" ? "" : words.colon + sayParameter(this.rule, name, current[1]);
      return `${parameter.label}${value}${words.pause}${since}`;
    });
    return [...new Set(used)].join(" · ");
  }

  /** @param {Step} step */
  clauseLink(step) {
    const clause = step.clause && this.rule.clauses[step.clause];
    if (!clause) return null;
    const href = this.rule.links[step.clause ?? ""];
    return make("a", { class: "hb-line__clause", href }, `${clause.number} ${clause.title}`);
  }
}

/**
 * The names of the parameters in a tree.
 * @param {unknown} tree
 * @returns {string[]}
 */
function parametersIn(tree) {
  if (!Array.isArray(tree)) return [];
  return tree[0] === "p" ? [tree[1]] : tree.flatMap(parametersIn);
}

globalThis.handbookWorking = (rule, heading, list) => new WorkingView(rule, heading, list);
