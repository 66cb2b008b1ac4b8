/* <hb-calculator>: any rule from the data inside it. What is entered stays on this device; the address keeps it. */

import { make } from "./dom.js";
import { run } from "./engine.js";
import { EntryForm } from "./form.js";
import { exampleGiven } from "./inputs.js";
import { ResultView, clausePanel } from "./result.js";
import { fromFragment, toFragment } from "./state.js";

const KEPT_AFTER = 300; // milliseconds without an edit before the address is written

class Calculator extends HTMLElement {
  connectedCallback() {
    if (this.form) return;
    this.rule = JSON.parse(this.querySelector("script").textContent);
    this.ui = this.rule.ui;
    this.form = new EntryForm(this.rule, this.ui, {
      changed: () => this.changed(),
      submitted: () => this.answer.element.scrollIntoView({ block: "nearest" }),
      copy: () => this.copy(),
      reset: () => this.reset(),
    });
    this.answer = new ResultView(this.rule, this.ui, this.rule.links);
    this.badge = make("p", { class: "hb-calc__example" }, make("b", {}, this.ui.calc_example), " ", this.ui.calc_example_text);
    this.panel = make("div");
    this.printed = make("p", { class: "hb-calc__printed" });
    this.querySelector(".hb-calc__static")?.remove();
    const head = make("div", { class: "hb-calc__head" }, this.panel, this.badge);
    this.append(head, this.answer.card, this.form.element, this.answer.element, this.printed);
    this.start();
    window.addEventListener("hashchange", () => this.start());
    window.addEventListener("beforeprint", () => this.stamp());
  }

  /** Fill the form from the address, or with the example where it says nothing. */
  start() {
    if (this.kept !== undefined && location.hash === this.kept) return;
    const { given, on, clause } = fromFragment(this.rule, location.hash);
    this.clause = clause;
    this.example = !given;
    this.form.texts = { given: given ?? exampleGiven(this.rule), on: on ?? this.rule.today };
    this.show();
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
    const panel = this.clause && this.trace ? clausePanel(this.rule, this.ui, this.rule.links, this.clause, this.trace.on) : null;
    this.panel.replaceChildren(...[panel].filter(Boolean));
  }

  /** Write what is entered into the address; nothing of it leaves the device. */
  keep() {
    clearTimeout(this.timer);
    const { given, on } = this.form.texts;
    const clause = this.clause ? `clause=${this.clause}&` : "";
    this.kept = `#${clause}${toFragment(this.rule, given, on)}`;
    history.replaceState(history.state, "", this.kept);
    this.kept = location.hash;
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
    this.form.keepForUndo(this.ui.calc_was_reset);
    this.form.texts = { given: exampleGiven(this.rule), on: this.rule.today };
    this.changed();
    this.example = true;
    this.badge.hidden = false;
    clearTimeout(this.timer);
    this.kept = "";
    history.replaceState(history.state, "", location.pathname + location.search);
  }

  /** What a sheet of paper needs to be found again: when it was printed, and the address with what was entered. */
  stamp() {
    if (!this.example) this.keep();
    const now = new Intl.DateTimeFormat("sv-SE", { dateStyle: "short", timeStyle: "short", timeZone: "Asia/Shanghai" });
    this.printed.textContent = `${this.ui.calc_printed} ${now.format(new Date())} · ${location.href}`;
  }
}

customElements.define("hb-calculator", Calculator);
