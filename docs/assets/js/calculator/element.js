/* <hb-calculator>: any rule from the data inside it. What is entered stays on this device; the address keeps it. */

import { dayAndTime } from "../shared/clock.js";
import { dataIn, fallbackIn, make } from "../shared/dom.js";
import { run } from "./engine.js";
import { EntryForm } from "./form.js";
import { exampleGiven } from "./inputs.js";
import { ResultView } from "./result.js";
import { encodeText, fromFragment, toFragment } from "./state.js";

const KEPT_AFTER = 300; // milliseconds without an edit before the address is written

/** @import { PageRule, Trace } from "./types.js" */

/** @typedef {ReturnType<typeof fromFragment>} Address what an address says */

class Calculator {
  /** @param {PageRule} rule */
  constructor(rule) {
    this.rule = rule;
    this.ui = rule.ui;
    this.example = true; // whether the figures are the example's
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
    });
    this.answer = new ResultView(rule);
    this.badge = make(
      "p",
      { class: "hb-calc__example" },
      make("b", {}, this.ui.calc_example),
      " ",
      this.ui.calc_example_text,
    );
    this.panel = make("div");
    this.printed = make("p", { class: "hb-calc__printed" });
    this.start(fromFragment(rule, location.hash));
  }

  /** What stands on the page, in its order. */
  get parts() {
    const { card, element, explained } = this.answer;
    const head = make("div", { class: "hb-calc__head" }, this.panel, this.badge);
    return [head, card, this.form.element, element, explained, this.printed];
  }

  /**
   * Fill the form from the address, or with the example where it says nothing.
   * @param {Partial<Address>} address
   */
  start({ given, on, clause, example }) {
    this.clause = clause;
    this.example = !given;
    this.form.enter({ given: given ?? exampleGiven(this.rule), on: on ?? this.rule.today });
    this.opened = this.form.written;
    this.borrowed = new Set(example ?? (given ? [] : Object.keys(this.opened)));
    if (given) this.form.markAll();
    this.show();
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
    const { written } = this.form;
    for (const id of this.borrowed) if (written[id] !== this.opened[id]) this.borrowed.delete(id);
    this.show();
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.keep(), KEPT_AFTER);
  }

  show() {
    const { given, on, bad } = this.form.read();
    this.badge.hidden = !this.example;
    if (!this.example || on !== this.rule.today) this.answer.example.remove();
    this.answer.showBorrowed(this.example ? [] : this.form.labelsOf(this.borrowed));
    if (!bad.length) this.trace = run(this.rule, given, on);
    this.answer.show(given, on, this.trace, bad.length > 0);
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
    this.write(`#${clause}${toFragment(this.rule, given, on)}${example}`);
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
    if (!this.example) this.keep();
    try {
      await navigator.clipboard.writeText(location.href);
      this.form.say(this.ui.calc_copied);
    } catch {
      const address = make("input", { class: "hb-calc__address", readonly: true, "aria-label": this.ui.calc_address });
      address.value = location.href;
      this.form.say(this.ui.calc_copy_yourself, address);
      address.focus();
      address.select();
    }
  }

  reset() {
    const before = { ...this.form.texts };
    const { example, borrowed } = this;
    this.start({ clause: this.clause });
    clearTimeout(this.timer);
    this.write(location.pathname + location.search);
    this.form.offerUndo(this.ui.calc_was_reset, () => {
      this.form.enter(before);
      this.form.markAll();
      this.borrowed = borrowed;
      this.changed();
      this.example = example;
      this.show();
      this.form.resetButton.focus();
    });
  }

  /** Prints once all that belongs on paper has come. */
  async print() {
    await this.answer.later.all();
    window.print();
  }

  /** What a sheet of paper needs to be found again: when it was printed, and the address with what was entered. */
  stamp() {
    if (!this.example) this.keep();
    void this.answer.later.all();
    this.printed.textContent = `${this.ui.calc_printed} ${dayAndTime()} · ${location.href}`;
  }
}

class CalculatorElement extends HTMLElement {
  connectedCallback() {
    if (this.begun) return;
    this.begun = true;
    const rule = /** @type {PageRule} */ (dataIn(this));
    const calculator = new Calculator(rule);
    // Only now that everything has worked: in a browser where it does not, the example that the build has written stays.
    const fallback = fallbackIn(this);
    calculator.answer.example.append(...fallback.querySelectorAll("table"));
    fallback.remove();
    this.append(...calculator.parts);
    window.addEventListener("hashchange", () => calculator.follow(fromFragment(rule, location.hash)));
    window.addEventListener("beforeprint", () => calculator.stamp());
  }
}

customElements.define("hb-calculator", CalculatorElement);
