/* <hb-calculator>: any rule from the data inside it. What is entered stays on this device; the address keeps it. */

import { dayAndTime } from "../shared/clock.js";
import { copyFrom } from "../shared/copy.js";
import { dataIn, fallbackIn, make, setText } from "../shared/dom.js";
import { fillWords } from "../shared/fill.js";
import { aTurn } from "../shared/loading.js";
import { run } from "./engine.js";
import { EntryForm } from "./form.js";
import { exampleGiven } from "./inputs.js";
import { ResultView } from "./result.js";
import { encodeText, fromFragment, sealed, toFragment } from "./state.js";

const NAME = "hb-calculator";
const KEPT_AFTER = 300; // milliseconds without an edit before the address is written

/** @import { Given, PageRule, Trace } from "./types.js" */

/** @typedef {ReturnType<typeof fromFragment>} Address what an address says */

class Calculator {
  /** @param {PageRule} rule */
  constructor(rule) {
    this.rule = rule;
    this.ui = rule.ui;
    this.example = true; // whether the figures are the example's
    this.own = false; // whether somebody has entered something
    this.isAsBuilt = true; // whether the example is the one that the build has worked out
    /** @type {Set<string>} */
    this.borrowed = new Set(); // the inputs that nobody has changed since
    /** @type {Record<string, string>} */
    this.opened = {}; // what stood in them
    /** @type {string | undefined} */
    this.clause = undefined; // where the reader came from
    this.panelFor = "";
    /** @type {number | undefined} */
    this.timer = undefined;
    /** @type {Trace | undefined} */
    this.trace = undefined;
    this.form = new EntryForm(this.rule, this.ui, {
      changed: () => this.changed(),
      submitted: () => this.answer.reveal(),
      copy: () => this.copy(),
      print: () => this.print(),
      reset: () => this.reset(),
      clear: () => this.clear(),
    });
    // Whoever leaves a field may leave the page next.
    this.form.element.addEventListener("change", () => this.own && this.keep());
    this.answer = new ResultView(rule);
    this.badge = make(
      "p",
      { class: "hb-calc__example" },
      make("b", {}, this.ui.calc_example),
      " ",
      this.ui.calc_example_text,
    );
    this.panel = make("div");
    this.damage = make("p", { class: "hb-calc__damage", role: "alert" });
    this.printed = make("p", { class: "hb-calc__printed" });
    this.start(fromFragment(rule, location.hash));
  }

  /** What stands on the page, in its order. */
  get parts() {
    const { card, told, picture, element, explained } = this.answer;
    const head = make("div", { class: "hb-calc__head" }, this.damage, this.panel, this.badge);
    return [head, card, told, picture, this.form.element, element, explained, this.printed];
  }

  /**
   * Fill the form from the address; where it says nothing, from a clause that is about some inputs with nothing, else with
   * the example.
   * @param {Partial<Address>} address
   */
  start({ given, on, clause, example, damaged, rows }) {
    this.clause = clause;
    const about = given ? undefined : this.rule.concerned[clause ?? ""];
    const now = given ? {} : momentNow(this.rule);
    this.own = Boolean(given);
    this.example = !given && !about;
    this.trace = undefined;
    this.form.enter({
      given: given ?? (about ? { ...this.form.nothing, ...now } : exampleGiven(this.rule, now)),
      on: on ?? this.rule.today,
    });
    this.form.showOnly(about);
    this.opened = this.form.written;
    this.borrowed = new Set(example ?? (this.example ? Object.keys(this.opened).filter((id) => !(id in now)) : []));
    this.isAsBuilt = this.example && !Object.keys(now).length;
    if (given) this.form.markAll();
    setText(this.damage, this.sayDamage(damaged, rows));
    this.show();
  }

  /**
   * What an address has lost on its way, or has too much of.
   * @param {boolean} [damaged]
   * @param {Map<string, number>} [rows]
   */
  sayDamage(damaged, rows = new Map()) {
    const tooMany = this.rule.inputs.flatMap((input) =>
      input.kind === "rows" && rows.has(input.id)
        ? [
            fillWords(this.rule.words["e:most"], {
              label: input.label,
              limit: input.most,
              found: rows.get(input.id) ?? 0,
            }),
          ]
        : [],
    );
    return [...(damaged ? [this.ui.calc_damaged] : []), ...tooMany].join(" ");
  }

  /**
   * Another address on the same page. A link to a place on it says nothing of the figures and leaves them alone.
   * @param {Address} address
   */
  follow(address) {
    if (address.given || address.on) this.start(address);
    else if (address.clause) {
      this.clause = address.clause;
      this.show();
    }
  }

  changed() {
    this.example = false;
    this.own = true;
    const { written } = this.form;
    for (const id of this.borrowed) if (written[id] !== this.opened[id]) this.borrowed.delete(id);
    this.show();
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.keep(), KEPT_AFTER);
  }

  show() {
    const { given, on, bad } = this.form.read();
    this.badge.hidden = !this.example;
    this.answer.mark.hidden = !this.example;
    if (!this.example || !this.isAsBuilt || on !== this.rule.today) this.answer.dropExample();
    this.answer.showBorrowed(this.example ? [] : this.form.labelsOf(this.borrowed));
    if (!bad.length && (this.example || this.own)) this.trace = run(this.rule, given, on);
    this.answer.show(given, on, this.trace, bad.length > 0, this.form.sayMissing(this.own ? bad : []));
    this.showClause(this.trace?.on ?? this.rule.today);
  }

  /**
   * The clause that the reader came from, which is said where the working is.
   * @param {string} on
   */
  showClause(on) {
    const clause = this.clause ?? "";
    if (this.panelFor === clause + on) return;
    this.panelFor = clause + on;
    this.panel.replaceChildren();
    if (!clause) return;
    void this.answer.later.working().then(() => {
      const panel = this.panelFor === clause + on && this.answer.lines?.clausePanel(clause, on);
      if (panel) this.panel.replaceChildren(panel);
    });
  }

  /** Write what is entered into the address; nothing of it leaves the device. */
  keep() {
    clearTimeout(this.timer);
    const { given, on } = this.form.texts;
    const clause = this.clause ? `clause=${encodeText(this.clause)}&` : "";
    const example = this.borrowed.size ? `&example=${[...this.borrowed].join()}` : "";
    this.write(sealed(`${clause}${toFragment(this.rule, given, on)}${example}`));
  }

  /** @param {string} address */
  write(address) {
    try {
      history.replaceState(history.state, "", address);
    } catch {
      // Some browsers count how often this happens; the next edit will get through.
    }
  }

  async copy() {
    if (this.own) this.keep();
    const address = make("input", { class: "hb-calc__address", readonly: true, "aria-label": this.ui.calc_address });
    address.value = location.href;
    this.form.say(this.ui.calc_copy_yourself, undefined, address);
    if (!(await copyFrom(address))) return;
    this.form.say(this.own ? this.ui.calc_copied : this.ui.calc_copied_empty);
    this.form.copyButton.focus();
  }

  reset() {
    this.refill(() => this.start({}), this.ui.calc_was_reset, this.form.resetButton);
  }

  clear() {
    const empty = () => {
      this.start({ given: this.form.nothing, clause: this.clause, on: this.rule.today });
      this.own = false;
      this.form.enter({ given: this.form.nothing, on: this.rule.today }); // without saying yet what is missing
      this.show();
    };
    this.refill(empty, this.ui.calc_was_cleared, this.form.clearButton);
  }

  /**
   * Fills the form anew, with a way back.
   * @param {() => void} fill
   * @param {string} said
   * @param {HTMLElement} button
   */
  refill(fill, said, button) {
    const before = { ...this.form.texts };
    const { example, own, borrowed, clause } = this;
    const address = location.href;
    fill();
    clearTimeout(this.timer);
    this.write(location.pathname + location.search);
    this.form.offerUndo(said, () => {
      this.form.enter(before);
      Object.assign(this, { example, own, borrowed, clause });
      if (own) this.form.markAll();
      this.write(address);
      this.show();
      if (own) this.keep();
      button.focus();
    });
  }

  /** Prints once all that belongs on paper has come. */
  async print() {
    await this.answer.later.working();
    this.answer.how.open = true;
    window.print();
  }

  /** What a sheet of paper needs to be found again: when it was printed, and the address with what was entered. */
  stamp() {
    if (this.own) this.keep();
    void this.answer.later.working();
    this.answer.how.open = true;
    this.printed.textContent = `${this.ui.calc_printed} ${dayAndTime()} · ${location.href}`;
  }
}

/**
 * What a rule that asks when something happened begins with: whoever counts a deadline has most often just got something.
 * @param {PageRule} rule
 * @returns {Given}
 */
function momentNow({ inputs, asOf }) {
  const when = inputs.find(({ id, kind }) => id === asOf && kind === "moment");
  return when ? { [when.id]: dayAndTime().replace(" ", "T") } : {};
}

class CalculatorElement extends HTMLElement {
  /** Making it and showing it are tasks of their own, so that on a slow phone a tap in between is answered. */
  async connectedCallback() {
    if (this.begun) return;
    this.begun = true;
    await aTurn();
    const rule = /** @type {PageRule} */ (dataIn(this));
    const calculator = new Calculator(rule);
    window.addEventListener("hashchange", () => calculator.follow(fromFragment(rule, location.hash)));
    await aTurn();
    // Only now that everything has worked: in a browser where it does not, the example that the build has written stays.
    const fallback = fallbackIn(this);
    calculator.answer.keepExample(fallback);
    fallback.remove();
    this.append(...calculator.parts);
    window.addEventListener("beforeprint", () => calculator.stamp());
  }
}

/** Form and picture at one stroke, so that nothing moves. A picture's script, which comes behind this one, begins them;
 * where there is none, or it does not come, the end of the page does. */
export function beginCalculators() {
  if (!customElements.get(NAME)) customElements.define(NAME, CalculatorElement);
}

document.addEventListener("DOMContentLoaded", beginCalculators);
