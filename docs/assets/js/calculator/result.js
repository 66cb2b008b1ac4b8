/* What came of a run: the sum first, what the rules say, a picture, the working line by line, the values used. */

import { make, setText } from "../shared/dom.js";
import { fillWords } from "../shared/fill.js";
import { lastOf } from "../shared/lists.js";
import { versionOn } from "./engine.js";
import { explainOutcomes, explainStep, formulaInWords, sayRefusal, shownOf } from "./explain.js";
import { drawPicture } from "./pictures.js";
import { fractionOf, sayValue, sayWhole } from "./say.js";

const SAID_AFTER = 500; // milliseconds without an edit before the result is read out
const MARKS = { note: "ⓘ", good: "✓", warning: "!" };

/** The answer: `card` with the sum, which stays in view, and `element` with all that explains it. */
export class ResultView {
  constructor(rule, ui, links) {
    Object.assign(this, { rule, ui, links });
    this.headline = make("p", { class: "hb-answer__sum" });
    this.others = make("dl", { class: "hb-answer__others" });
    this.said = make("p", { class: "hb-sr", role: "status" });
    this.stale = make("p", { class: "hb-answer__stale", hidden: true }, ui.calc_stale);
    this.version = make("p", { class: "hb-answer__version" });
    this.outcomes = make("ul", { class: "hb-outcomes" });
    this.picture = make("div");
    this.working = make("ol", { class: "hb-working" });
    this.values = make("tbody");
    this.card = make(
      "section",
      { class: "hb-card-sum", "aria-label": ui.calc_result },
      this.headline,
      this.others,
      this.version,
      this.stale,
      this.said,
    );
    this.element = make("div", { class: "hb-answer" }, this.outcomes, this.picture);
    this.heading = make("h2", { class: "hb-answer__heading" }, ui.calc_how);
    this.explained = make(
      "section",
      { class: "hb-explained", "aria-label": ui.calc_how },
      this.heading,
      this.working,
      make("details", { class: "hb-values" }, make("summary", {}, ui.calc_values), this.valuesTable()),
    );
    this.lines = new Map();
    this.last = new Map();
  }

  valuesTable() {
    const { ui } = this;
    const head = [ui.calc_parameter, ui.calc_value, ui.calc_since].map((text) => make("th", { scope: "col" }, text));
    return make(
      "table",
      { class: "hb-calc__table hb-calc__table--values" },
      make("thead", {}, make("tr", {}, head)),
      this.values,
    );
  }

  /** Shows a run. `bad` is whether something in the form is not right, so that the run is an earlier one. */
  show(given, on, trace, bad) {
    for (const part of [this.card, this.element, this.explained]) part.classList.toggle("hb-stale", bad);
    this.explained.hidden = !trace;
    this.stale.hidden = !(bad && trace);
    if (!trace) this.headline.replaceChildren(this.ui.calc_nothing);
    if (bad) return;
    this.showResults(trace);
    this.showVersion(trace);
    this.showOutcomes(trace);
    this.showPicture(given, on, trace);
    this.showWorking(trace);
    this.showValues(trace.on);
  }

  showResults(trace) {
    const shown = shownOf(this.rule);
    const done = new Map(trace.steps.map((step) => [step.id, step]));
    const { results: ids, mayBeMissing, words } = this.rule; // of results that take turns only one is told
    const results = ids
      .map((id) => [id, done.get(id)])
      .filter(([id, step]) => step && (!step.skipped || mayBeMissing.includes(id)));
    const say = (id, step) => (step.skipped ? words.skipped : sayValue(this.rule, step.value, shown[id]) || "—");
    const [first, ...others] = results.map(([id, step]) => [shown[id].label, say(id, step)]);
    const [label, value] = trace.refused ? [this.ui.calc_refused, ""] : (first ?? [this.ui.calc_nothing, ""]);
    const reason = trace.refused && sayRefusal(this.rule, trace.refused);
    const why = reason && make("span", { class: "hb-answer__why" }, reason);
    this.headline.replaceChildren(make("span", {}, label), " ", why || make("strong", {}, value));
    const pairs = trace.refused ? [] : others.flatMap(([name, text]) => [make("dt", {}, name), make("dd", {}, text)]);
    this.others.replaceChildren(...pairs);
    this.announce(`${label} ${reason ?? value}`);
  }

  /** Read out once typing rests, and only what has changed; not what the page opens with. */
  announce(text) {
    clearTimeout(this.timer);
    if (this.opened) this.timer = setTimeout(() => setText(this.said, text), SAID_AFTER);
    this.opened = true;
  }

  /** From which day the values are that count, where they are not today's. */
  showVersion({ on, refused }) {
    if (!this.differs("version", on + Boolean(refused))) return;
    const { today } = this.rule;
    const inForce = (parameter, day) => versionOn(parameter, day)?.[0];
    const other = Object.values(this.rule.parameters).filter(
      (parameter) => inForce(parameter, on) !== inForce(parameter, today),
    );
    const days = other.map((parameter) => inForce(parameter, on)).filter(Boolean);
    const day = lastOf(days.sort());
    const { calc_values: values, calc_since_day: since } = this.ui;
    setText(this.version, day && !refused ? `${values}${this.rule.words.colon}${fillWords(since, { day })}` : "");
  }

  /** Brings the answer into view where the form has pushed it out. */
  reveal() {
    const below = this.element.getBoundingClientRect().top > innerHeight / 2;
    if (below) this.element.scrollIntoView();
  }

  showOutcomes(trace) {
    const said = explainOutcomes(this.rule, trace);
    if (!this.differs("outcomes", said.map(({ text }) => text).join("\n"))) return;
    const words = { note: this.ui.calc_note, good: this.ui.calc_good, warning: this.ui.calc_warning };
    this.outcomes.replaceChildren(
      ...said.map(({ tone, text }) =>
        make(
          "li",
          { class: `hb-outcome hb-outcome--${tone}` },
          make("span", { class: "hb-outcome__mark", "aria-hidden": "true" }, MARKS[tone]),
          make("span", {}, make("b", {}, words[tone]), " ", text),
        ),
      ),
    );
    this.outcomes.hidden = !said.length;
  }

  /** In the next frame: the sum must not wait for it. */
  showPicture(given, on, trace) {
    cancelAnimationFrame(this.frame);
    this.frame = requestAnimationFrame(() => {
      this.picture.replaceChildren(...[drawPicture(this.rule, this.ui, given, on, trace)].filter(Boolean));
    });
  }

  showWorking(trace) {
    const done = trace.steps.filter((step) => !step.skipped && !step.rows?.every((row) => row.skipped));
    for (const step of done) this.fillLine(step.id, trace);
    if (!this.differs("lines", done.map((step) => step.id).join())) return;
    this.working.replaceChildren(...done.map((step) => this.lines.get(step.id).element));
    this.heading.hidden = this.working.hidden = !done.length;
  }

  /** Puts the numbers into a line. All else in it stays, so that a keystroke changes a few texts and no more. */
  fillLine(id, trace) {
    const line = this.lines.get(id) ?? this.makeLine(id);
    const told = explainStep(this.rule, trace, id);
    const rows = (told.rows ?? [told]).filter((row) => !row.skipped);
    while (line.rows.length > rows.length) line.rows.pop().element.remove();
    while (line.rows.length < rows.length) {
      const row = { working: make("span"), result: make("strong") };
      row.element = make("p", {}, row.working, " ", row.result);
      line.numbers.append(row.element);
      line.rows.push(row);
    }
    if (line.on !== trace.on) setText(line.values, this.valuesOf(id, trace.on));
    line.on = trace.on;
    rows.forEach(({ working, shown }, index) => {
      setText(line.rows[index].working, working === line.formula ? "" : working);
      setText(line.rows[index].result, shown.startsWith("≈") ? shown : `= ${shown}`);
    });
  }

  makeLine(id) {
    const step = this.rule.steps.find((each) => each.id === id);
    const formula = formulaInWords(this.rule, step.formula);
    const numbers = make("div", { class: "hb-line__numbers" });
    const values = make("p", { class: "hb-line__values" });
    const element = make(
      "li",
      { class: "hb-line" },
      make("p", { class: "hb-line__label" }, step.label, " ", this.clauseLink(step)),
      make("div", { class: "hb-line__how" }, make("p", { class: "hb-line__formula" }, formula), numbers, values),
    );
    this.lines.set(id, { element, numbers, formula, values, rows: [] });
    return this.lines.get(id);
  }

  /** The values that a step uses, each with its date: `每次扣款 20 元，2026-01-01 起`. */
  valuesOf(id, on) {
    const { formula, when } = this.rule.steps.find((step) => step.id === id);
    const used = [...parametersIn(formula), ...parametersIn(when)].map((name) => {
      const parameter = this.rule.parameters[name];
      const current = versionOn(parameter, on);
      if (!current) return "";
      const since = fillWords(this.ui.calc_since_day, { day: current[0] });
      if (parameter.kind === "bands") return `${parameter.label}${jointOf(this.rule)}${since}`; // its rows stand once, below all steps
      return `${parameter.label}${this.rule.words.colon}${sayParameter(this.rule, parameter, current[1])}${jointOf(this.rule)}${since}`;
    });
    return [...new Set(used)].join(" · ");
  }

  /** Whether something is not as it was when last shown. */
  differs(what, state) {
    const before = this.last.get(what);
    this.last.set(what, state);
    return before !== state;
  }

  clauseLink(step) {
    const clause = this.rule.clauses[step.clause];
    if (!clause) return null;
    return make("a", { class: "hb-line__clause", href: this.links[step.clause] }, `${clause.number} ${clause.title}`);
  }

  showValues(on) {
    if (!this.differs("values", on)) return;
    this.values.replaceChildren(
      ...Object.keys(this.rule.parameters).map((name) => valueRow(this.rule, this.ui, name, on)),
    );
  }
}

/** The names of the parameters in a tree. */
function parametersIn(tree) {
  if (!Array.isArray(tree)) return [];
  return tree[0] === "p" ? [tree[1]] : tree.flatMap(parametersIn);
}

/** The parameters of the clause that the reader came from, with their values on the day. */
export function clausePanel(rule, ui, links, id, on) {
  const clause = rule.clauses[id];
  if (!clause) return null;
  const rows = clause.parameters.map((name) => valueRow(rule, ui, name, on));
  return make(
    "aside",
    { class: "hb-calc__clause" },
    make("p", {}, `${ui.calc_from_clause} `, make("a", { href: links[id] }, `${clause.number} ${clause.title}`)),
    rows.length ? make("table", { class: "hb-calc__table hb-calc__table--values" }, make("tbody", {}, rows)) : null,
  );
}

/** A parameter's value on a day: `每次扣款 | 20 元 | 2026-01-01 起，2027-01-01 起改为 30 元`. */
function valueRow(rule, ui, name, on) {
  const parameter = rule.parameters[name];
  const current = versionOn(parameter, on);
  const next = parameter.values.find(([since]) => since > on);
  const since = current ? fillWords(ui.calc_since_day, { day: current[0] }) : "";
  const coming = next ? fillWords(ui.calc_next, { day: next[0], value: sayParameter(rule, parameter, next[1]) }) : "";
  const value = current ? sayParameter(rule, parameter, current[1]) : ui.calc_no_value;
  const cells = [parameter.label, value, [since, coming].filter(Boolean).join(jointOf(rule))];
  return make(
    "tr",
    {},
    cells.map((text) => make("td", {}, text)),
  );
}

/** Between a value and its day; the space after it does not survive in the list of words. */
function jointOf(rule) {
  return rule.ui.calc_joint.trim() + (rule.lang === "en" ? " " : "");
}

function sayParameter(rule, parameter, value) {
  if (parameter.kind === "bands") {
    return value
      .map(([least, gives]) =>
        fillWords(rule.ui.calc_band, {
          least: sayWhole(rule, fractionOf(least), { unit: parameter.by }),
          gives: sayWhole(rule, fractionOf(gives), parameter),
        }),
      )
      .join(rule.words.comma);
  }
  return sayWhole(rule, parameter.kind === "number" ? fractionOf(value) : value, parameter);
}
