/* What came of a run: the sum first, how it came about in a sentence or two, a picture; after the form what else there is
   to say, and folded the working line by line and the values used. */

import { make, setText } from "../shared/dom.js";
import { fillWords, unbroken } from "../shared/fill.js";
import { lastOf } from "../shared/lists.js";
import { versionOn } from "./engine.js";
import { shownOf } from "./explain.js";
import { Later } from "./later.js";
import { decimalText, sayValue, scaleOf } from "./say.js";
import { whenUsed } from "./used.js";

/** @import { Fraction } from "./fraction.js" */
/** @import { Given, PageRule, Parameter, Trace } from "./types.js" */

const READ_OUT_AFTER = 500; // milliseconds without an edit before the result is read out

/** The answer: `card` with the sum, which stays in view, `told` in plain words and `picture` below it, `element` and
 * `explained` with the rest. */
export class ResultView {
  /** @param {PageRule} rule */
  constructor(rule) {
    const { ui } = rule;
    this.rule = rule;
    this.ui = ui;
    this.later = new Later(rule, () => this.explain());
    this.headline = make("p", { class: "hb-answer__sum" });
    this.others = make("dl", { class: "hb-answer__others" });
    this.status = make("p", { class: "hb-sr", role: "status" });
    this.stale = make("p", { class: "hb-answer__stale", hidden: true }, ui.calc_stale);
    this.borrowed = make("p", { class: "hb-answer__borrowed" });
    this.version = make("p", { class: "hb-answer__version" });
    this.mark = make("span", { class: "hb-answer__mark" }, ui.calc_example);
    this.said = make("div"); // as the build wrote it of the example, until what explains has come
    this.told = make("section", { class: "hb-told", "aria-label": ui.calc_result }, this.said, this.others);
    this.outcomes = make("ul", { class: "hb-outcomes" });
    this.picture = make("div", { class: "hb-pictured" });
    this.rows = make("div"); // what the picture says in figures, where it has them
    this.working = make("ol", { class: "hb-working" });
    this.example = make("div", { class: "hb-explained__example" }); // on paper, as long as there are no lines
    this.values = make("div");
    this.card = make(
      "section",
      { class: "hb-card-sum", "aria-label": ui.calc_result },
      this.headline,
      this.borrowed,
      this.version,
      this.stale,
      this.status,
    );
    this.passes = make("p", { class: "hb-answer__passes" });
    this.element = make("div", { class: "hb-answer" }, this.outcomes, this.passes, this.rows);
    this.how = make("details", {}, make("summary", {}, ui.calc_how), this.working, this.example);
    const toggle = () => this.trace && this.showValues(this.trace.on);
    const summary = make("summary", {}, ui.calc_values);
    this.folded = make("details", { class: "hb-values", toggle }, summary, this.values);
    this.explained = make("section", { class: "hb-explained", "aria-label": ui.calc_how }, this.how, this.folded);
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
   * Shows a run. `bad` is whether something in the form is not right, so that the run is an earlier one; where there was
   * none, `missing` says what stands in its place.
   * @param {Given} given
   * @param {string} on
   * @param {Trace | undefined} trace
   * @param {boolean} bad
   */
  show(given, on, trace, bad, missing = "") {
    for (const part of [this.card, this.told, this.picture, this.element, this.explained]) {
      part.classList.toggle("hb-stale", bad);
    }
    this.explained.hidden = !trace;
    this.stale.hidden = !(bad && trace);
    for (const part of [this.told, this.picture, this.element]) part.hidden = !trace;
    if (!trace) {
      this.trace = undefined; // what explains may come only now
      this.headline.replaceChildren(missing);
    }
    if (bad || !trace) return;
    this.announce(this.showResults(trace));
    this.showVersion(trace);
    this.passes.replaceChildren(...this.passesOf(trace));
    this.showPicture(given, on, trace);
    this.trace = trace;
    this.showWorking();
  }

  /**
   * What the build wrote of the example stands until what explains has come.
   * @param {Element} fallback
   */
  keepExample(fallback) {
    this.example.append(...fallback.querySelectorAll("table"));
    this.said.append(...fallback.querySelectorAll(".hb-calc__told"));
    const [first, ...others] = fallback.querySelectorAll(".hb-calc__said"); // what matters most is the first
    if (first) this.said.append(first);
    this.outcomes.append(...others.map((each) => make("li", { class: "hb-outcome" }, each)));
    this.outcomes.hidden = !others.length;
  }

  /** What was the example's goes, and what explains something else is asked for. */
  dropExample() {
    if (this.lines) return;
    this.example.remove();
    this.said.replaceChildren();
    this.outcomes.replaceChildren();
    void this.later.working();
  }

  explain() {
    this.lines = globalThis.handbookWorking?.(this.rule, this.how, this.working);
    this.example.remove();
    if (this.trace) this.showResults(this.trace); // now also why one is missing
    this.showWorking();
  }

  /** The working, and then the values, of which it has met some. */
  showWorking() {
    if (!this.trace) return;
    if (!this.lines) return;
    this.lines.show(this.trace);
    this.showTold(this.lines.tell(this.trace));
    this.showValues(this.trace.on);
  }

  /**
   * Shows the results; the first, as it is read out.
   * @param {Trace} trace
   */
  showResults(trace) {
    if (trace.refused) {
      if (!this.lines) void this.later.working();
      const reason = this.lines?.sayRefusal(trace.refused, trace.frame) ?? ""; // as soon as that can be said
      this.headline.replaceChildren(
        this.ui.calc_refused,
        " ",
        make("span", { class: "hb-answer__why" }, unbroken(reason)),
      );
      this.others.replaceChildren();
      return `${this.ui.calc_refused} ${reason}`;
    }
    const [first = [this.ui.calc_nothing, ""], ...others] = this.resultsOf(trace);
    const [label, value] = first;
    this.headline.replaceChildren(make("span", {}, label, " ", this.mark), " ", make("strong", {}, unbroken(value)));
    this.others.replaceChildren(
      ...others.flatMap(([name, text]) => [make("dt", {}, name), make("dd", {}, unbroken(text))]),
    );
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

  /**
   * How the result came about and what matters most of what is said beside it; the rest follows below the form.
   * @param {ReturnType<import("./working.js").WorkingView["tell"]>} said
   */
  showTold({ told, others }) {
    if (!this.differs("told", [...told, ...others].map(({ textContent }) => textContent).join("\n"))) return;
    this.said.replaceChildren(...told);
    this.outcomes.replaceChildren(...others);
    this.outcomes.hidden = !others.length;
  }

  /**
   * The one that a page opens with at once, so that nothing moves; after an edit in the next frame: the sum must not wait.
   * @param {Given} given
   * @param {string} on
   * @param {Trace} trace
   */
  showPicture(given, on, trace) {
    const show = () => {
      const [picture, rows] = (!trace.refused && globalThis.handbookPicture?.(this.rule, given, on, trace)) || [];
      this.picture.replaceChildren(...(picture ? [picture] : []));
      this.rows.replaceChildren(...(rows ? [rows] : []));
    };
    cancelAnimationFrame(this.frame);
    if (this.trace) this.frame = requestAnimationFrame(show);
    else show();
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
