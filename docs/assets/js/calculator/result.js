/* What came of a run: the sum first, what the rules say, a picture, the working line by line, the values used. */

import { make, setText } from "../shared/dom.js";
import { fillWords } from "../shared/fill.js";
import { lastOf } from "../shared/lists.js";
import { whenUsed } from "../shared/loading.js";
import { versionOn } from "./engine.js";
import { explainOutcomes, sayRefusal, shownOf } from "./explain.js";
import { Later } from "./later.js";
import { decimalText, sayValue, scaleOf } from "./say.js";

/** @import { Fraction } from "./fraction.js" */
/** @import { Given, PageRule, Parameter, Tone, Trace } from "./types.js" */

const READ_OUT_AFTER = 500; // milliseconds without an edit before the result is read out
/** @type {Record<Tone, string>} */
const MARKS = { note: "ⓘ", good: "✓", warning: "!" };

/** The answer: `card` with the sum, which stays in view, and `element` with all that explains it. */
export class ResultView {
  /** @param {PageRule} rule */
  constructor(rule) {
    const { ui } = rule;
    this.rule = rule;
    this.ui = ui;
    this.later = new Later(rule, { working: () => this.explain(), picture: () => this.drawn() });
    this.headline = make("p", { class: "hb-answer__sum" });
    this.others = make("dl", { class: "hb-answer__others" });
    this.status = make("p", { class: "hb-sr", role: "status" });
    this.stale = make("p", { class: "hb-answer__stale", hidden: true }, ui.calc_stale);
    this.borrowed = make("p", { class: "hb-answer__borrowed" });
    this.version = make("p", { class: "hb-answer__version" });
    this.outcomes = make("ul", { class: "hb-outcomes" });
    this.picture = make("div");
    this.drawn = () => {};
    if (rule.charts) whenUsed(this.picture, () => this.later.picture());
    this.working = make("ol", { class: "hb-working" });
    this.example = make("div", { class: "hb-explained__example" }); // on paper, as long as there are no lines
    this.values = make("div");
    this.card = make(
      "section",
      { class: "hb-card-sum", "aria-label": ui.calc_result },
      this.headline,
      this.others,
      this.borrowed,
      this.version,
      this.stale,
      this.status,
    );
    this.passes = make("p", { class: "hb-answer__passes" });
    this.element = make("div", { class: "hb-answer" }, this.outcomes, this.passes, this.picture);
    this.heading = make("h2", { class: "hb-answer__heading" }, ui.calc_how);
    const toggle = () => this.trace && this.showValues(this.trace.on);
    const summary = make("summary", {}, ui.calc_values);
    this.folded = make("details", { class: "hb-values", toggle }, summary, this.values);
    this.explained = make(
      "section",
      { class: "hb-explained", "aria-label": ui.calc_how },
      this.heading,
      this.working,
      this.example,
      this.folded,
    );
    whenUsed(this.explained, () => this.later.working());
    this.opened = false;
    /** @type {number | undefined} */
    this.timer = undefined;
    this.frame = 0;
    /** @type {Trace | undefined} */
    this.trace = undefined; // what is shown
    /** @type {import("./working.js").WorkingView | undefined} */
    this.lines = undefined; // what shows the working, once it has come
    /** @type {Map<string, string>} */
    this.last = new Map();
  }

  /**
   * Shows a run. `bad` is whether something in the form is not right, so that the run is an earlier one.
   * @param {Given} given
   * @param {string} on
   * @param {Trace | undefined} trace
   * @param {boolean} bad
   */
  show(given, on, trace, bad) {
    for (const part of [this.card, this.element, this.explained]) part.classList.toggle("hb-stale", bad);
    this.explained.hidden = !trace;
    this.stale.hidden = !(bad && trace);
    if (!trace) this.headline.replaceChildren(this.ui.calc_nothing);
    if (bad || !trace) return;
    this.announce(this.showResults(trace));
    this.showVersion(trace);
    this.showOutcomes(trace);
    this.passes.replaceChildren(...this.passesOf(trace));
    this.showPicture(given, on, trace);
    this.trace = trace;
    this.showWorking();
  }

  explain() {
    this.lines = globalThis.handbookWorking?.(this.rule, this.heading, this.working);
    this.example.remove();
    if (this.trace) this.showResults(this.trace); // now also why one is missing
    this.showWorking();
  }

  /** The working, and then the values, of which it has met some. */
  showWorking() {
    if (!this.trace) return;
    this.lines?.show(this.trace);
    this.showValues(this.trace.on);
  }

  /**
   * Shows the results; the first, as it is read out.
   * @param {Trace} trace
   */
  showResults(trace) {
    if (trace.refused) {
      const reason = sayRefusal(trace.refused, trace.frame);
      this.headline.replaceChildren(this.ui.calc_refused, " ", make("span", { class: "hb-answer__why" }, reason));
      this.others.replaceChildren();
      return `${this.ui.calc_refused} ${reason}`;
    }
    const [first = [this.ui.calc_nothing, ""], ...others] = this.resultsOf(trace);
    const [label, value] = first;
    this.headline.replaceChildren(make("span", {}, label), " ", make("strong", {}, value));
    this.others.replaceChildren(...others.flatMap(([name, text]) => [make("dt", {}, name), make("dd", {}, text)]));
    return `${label} ${value}`;
  }

  /**
   * Links that carry results on, as they are.
   * @param {Trace} trace
   */
  passesOf({ steps }) {
    return (this.rule.passes ?? []).flatMap(({ step, href, text }) => {
      const value = /** @type {Fraction | undefined} */ (steps.find(({ id }) => id === step)?.value);
      if (!value) return [];
      const unit = this.rule.units[shownOf(this.rule)[step].unit ?? ""] ?? {};
      const [digits, exact] = decimalText(value.mul(scaleOf(unit)), 0, 6);
      return exact ? [make("a", { href: href + digits.replaceAll(",", "") }, text), " "] : [];
    });
  }

  /**
   * Labels and values, the headline first; of results that take turns only the one there is.
   * @param {Trace} trace
   * @returns {[label: string, value: string][]}
   */
  resultsOf(trace) {
    const { results, mayBeMissing } = this.rule;
    const shown = shownOf(this.rule);
    return results.flatMap((id) => {
      const step = trace.steps.find((each) => each.id === id);
      if (!step || (step.skipped && !mayBeMissing.includes(id))) return [];
      const none = step.skipped ? this.sayMissing(id, trace) : "—";
      const text = step.value === undefined ? none : sayValue(this.rule, step.value, shown[id]);
      return [/** @type {[string, string]} */ ([shown[id].label, text || none])];
    });
  }

  /**
   * Why a result is missing, as soon as that can be said.
   * @param {string} id
   * @param {Trace} trace
   */
  sayMissing(id, trace) {
    if (!this.lines) void this.later.working();
    return this.lines?.sayMissing(id, trace.frame) ?? this.rule.words.skipped;
  }

  /**
   * Read out once typing rests, and only what has changed; not what the page opens with.
   * @param {string} text
   */
  announce(text) {
    clearTimeout(this.timer);
    if (this.opened) this.timer = setTimeout(() => setText(this.status, text), READ_OUT_AFTER);
    this.opened = true;
  }

  /**
   * From which day the values are that count, where they are not today's.
   * @param {Trace} trace
   */
  showVersion({ on, refused }) {
    if (!this.differs("version", on + Boolean(refused))) return;
    const { today } = this.rule;
    /** @type {(parameter: Parameter, day: string) => string} */
    const inForce = (parameter, day) => versionOn(parameter, day)?.[0] ?? "";
    const other = Object.values(this.rule.parameters).filter(
      (parameter) => inForce(parameter, on) !== inForce(parameter, today),
    );
    const days = other.map((parameter) => inForce(parameter, on)).filter(Boolean);
    const day = lastOf(days.sort());
    const { calc_values: values, calc_since_day: since } = this.ui;
    setText(this.version, day && !refused ? `${values}${this.rule.words.colon}${fillWords(since, { day })}` : "");
  }

  /**
   * Which figures are still the example's, as a command says it.
   * @param {string[]} labels
   */
  showBorrowed(labels) {
    const inputs = labels.join(this.rule.words.comma);
    setText(this.borrowed, inputs && fillWords(this.ui.calc_borrowed, { inputs }));
  }

  /** Brings the answer into view where the form has pushed it out. */
  reveal() {
    const below = this.element.getBoundingClientRect().top > innerHeight / 2;
    if (below) this.element.scrollIntoView();
  }

  /** @param {Trace} trace */
  showOutcomes(trace) {
    const outcomes = explainOutcomes(trace);
    if (!this.differs("outcomes", outcomes.map(({ text }) => text).join("\n"))) return;
    const words = { note: this.ui.calc_note, good: this.ui.calc_good, warning: this.ui.calc_warning };
    this.outcomes.replaceChildren(
      ...outcomes.map(({ tone, text }) =>
        make(
          "li",
          { class: `hb-outcome hb-outcome--${tone}` },
          make("span", { class: "hb-outcome__mark", "aria-hidden": "true" }, MARKS[tone]),
          make("span", {}, make("b", {}, words[tone]), " ", text),
        ),
      ),
    );
    this.outcomes.hidden = !outcomes.length;
  }

  /**
   * In the next frame: the sum must not wait for it.
   * @param {Given} given
   * @param {string} on
   * @param {Trace} trace
   */
  showPicture(given, on, trace) {
    cancelAnimationFrame(this.frame);
    this.drawn = () => {
      this.picture.replaceChildren();
      const picture = trace.refused ? null : this.later.charts?.(this.rule, given, on, trace);
      if (picture) this.picture.append(picture);
    };
    this.frame = requestAnimationFrame(this.drawn);
  }

  /**
   * Whether something is not as it was when last shown.
   * @param {string} what
   * @param {string} state
   */
  differs(what, state) {
    const before = this.last.get(what);
    this.last.set(what, state);
    return before !== state;
  }

  /**
   * Only where they are unfolded: on paper they are left out, too.
   * @param {string} on
   */
  showValues(on) {
    const hits = this.trace?.frame.hits ?? {};
    const met = Object.keys(hits).map((name) => [name, ...hits[name]].join());
    if (!this.folded.open || !this.lines || !this.differs("values", [on, ...met].join("\n"))) return;
    this.values.replaceChildren(this.lines.valuesTable(on, hits));
  }
}
