/* <hb-calculator>: any rule from the data inside it. What is entered stays on this device; the address keeps it. */

import { dayAndTime } from "../shared/clock.js";
import { make } from "../shared/dom.js";
import { run } from "./engine.js";
import { EntryForm } from "./form.js";
import { exampleGiven } from "./inputs.js";
import { ResultView, clausePanel } from "./result.js";
import { encodeText, fromFragment, toFragment } from "./state.js";

const KEPT_AFTER = 300; // milliseconds without an edit before the address is written

class Calculator extends HTMLElement {
  connectedCallback() {
    if (this.form) return;
    this.rule = JSON.parse(this.querySelector("script").textContent);
    this.ui = this.rule.ui;
    this.form = new EntryForm(this.rule, this.ui, {
      changed: () => this.changed(),
      submitted: () => this.answer.reveal(),
      copy: () => this.copy(),
      reset: () => this.reset(),
    });
    this.answer = new ResultView(this.rule, this.ui, this.rule.links);
    this.badge = make(
      "p",
      { class: "hb-calc__example" },
      make("b", {}, this.ui.calc_example),
      " ",
      this.ui.calc_example_text,
    );
    this.panel = make("div");
    this.printed = make("p", { class: "hb-calc__printed" });
    const head = make("div", { class: "hb-calc__head" }, this.panel, this.badge);
    this.start(fromFragment(this.rule, location.hash));
    // Only now that everything has worked: in a browser where it does not, the example written by the build stays.
    this.querySelector(".hb-calc__static")?.remove();
    this.append(head, this.answer.card, this.form.element, this.answer.element, this.answer.explained, this.printed);
    window.addEventListener("hashchange", () => this.follow(fromFragment(this.rule, location.hash)));
    window.addEventListener("beforeprint", () => this.stamp());
  }

  /** Fill the form from the address, or with the example where it says nothing. */
  start({ given, on, clause }) {
    this.clause = clause;
    this.example = !given;
    this.form.texts = { given: given ?? exampleGiven(this.rule), on: on ?? this.rule.today };
    if (given) this.form.tellAll();
    this.show();
  }

  /** Another address on the same page. A link to a place on it says nothing of the figures and leaves them alone. */
  follow({ given, on, clause }) {
    if (given || on) this.start({ given, on, clause });
    else if (clause) {
      this.clause = clause;
      this.show();
    }
  }

  changed() {
    this.example = false;
    this.show();
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.keep(), KEPT_AFTER);
  }

  show() {
    const { given, on, bad } = this.form.read();
    this.badge.hidden = !this.example;
    if (!bad.length) this.trace = run(this.rule, given, on);
    this.answer.show(given, on, this.trace, bad.length > 0);
    this.showClause(this.trace?.on ?? this.rule.today);
  }

  showClause(on) {
    if (this.panelFor === this.clause + on) return;
    this.panelFor = this.clause + on;
    const panel = this.clause && clausePanel(this.rule, this.ui, this.rule.links, this.clause, on);
    this.panel.replaceChildren(...[panel].filter(Boolean));
  }

  /** Write what is entered into the address; nothing of it leaves the device. */
  keep() {
    clearTimeout(this.timer);
    const { given, on } = this.form.texts;
    const clause = this.clause ? `clause=${encodeText(this.clause)}&` : "";
    this.write(`#${clause}${toFragment(this.rule, given, on)}`);
  }

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
    const { example } = this;
    this.start({ clause: this.clause });
    clearTimeout(this.timer);
    this.write(location.pathname + location.search);
    this.form.offerUndo(this.ui.calc_was_reset, () => {
      this.form.texts = before;
      this.form.tellAll();
      this.changed();
      this.badge.hidden = !(this.example = example);
      this.form.resetButton.focus();
    });
  }

  /** What a sheet of paper needs to be found again: when it was printed, and the address with what was entered. */
  stamp() {
    if (!this.example) this.keep();
    this.printed.textContent = `${this.ui.calc_printed} ${dayAndTime()} · ${location.href}`;
  }
}

customElements.define("hb-calculator", Calculator);
