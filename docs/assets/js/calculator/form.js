/* The form of a calculator: its fields, which of them are asked, what stands in them, errors in a summary. */

import { make } from "../shared/dom.js";
import { fillWords } from "../shared/fill.js";
import { lastOf } from "../shared/lists.js";
import { askedInputs } from "./engine.js";
import { namesIn } from "./explain.js";
import { EntryField, EntryRows } from "./fields.js";

/** @import { Words } from "../shared/types.js" */
/** @import { Entered, Field, Given, Input, PageRule, Row } from "./types.js" */

/**
 * Whom the form tells what happens.
 * @typedef {object} FormListener
 * @property {() => void} changed after each edit
 * @property {() => void} submitted when the form is sent with nothing wrong in it
 * @property {() => unknown} copy
 * @property {() => unknown} print
 * @property {() => void} reset
 * @property {() => void} clear
 */

/** @typedef {[field: EntryField, error: string]} FieldError */

const QUIET = "hb-calc__quiet"; // buttons that look like links

/** The whole form. */
export class EntryForm {
  /**
   * @param {PageRule} rule
   * @param {Words} ui
   * @param {FormListener} listener
   */
  constructor(rule, ui, listener) {
    this.rule = rule;
    this.ui = ui;
    this.listener = listener;
    /** @type {Map<string, EntryField>} */
    this.fields = new Map();
    /** @type {Map<string, EntryRows>} */
    this.lists = new Map();
    /** @type {{ field: EntryField, item: HTMLElement }[]} */
    this.errors = []; // what the summary lists
    this.resetButton = this.button(ui.calc_reset, () => listener.reset(), QUIET);
    this.copyButton = this.button(ui.calc_copy_link, () => listener.copy(), QUIET);
    this.clearButton = this.button(ui.calc_clear, () => listener.clear());
    this.more = this.button("", () => this.showAll());
    this.more.hidden = true;
    this.summary = make("div", { class: "hb-calc__errors", role: "alert", tabindex: "-1", hidden: true });
    this.status = make("p", { class: "hb-calc__status", role: "status" });
    this.asks = make("p", { class: "hb-sr", role: "status" });
    this.element = make(
      "form",
      { class: "hb-calc__form", novalidate: true },
      this.summary,
      this.group(),
      this.actions(),
      this.status,
      this.asks,
    );
    this.element.addEventListener("submit", (event) => {
      event.preventDefault();
      this.submit();
    });
  }

  /** All inputs in their order, which the hints count on; each list is a group of its own. */
  group() {
    const parts = this.inputs().map((input) => {
      const id = `${this.rule.id}-${input.id}`;
      if (input.kind === "rows") {
        const list = new EntryRows(this, input);
        this.lists.set(input.id, list);
        list.element.hidden = Boolean(input.askWhen);
        return list.element;
      }
      const field = new EntryField(this, input, id);
      this.fields.set(input.id, field);
      field.element.hidden = Boolean(input.askWhen);
      return field.element;
    });
    return make("fieldset", { class: "hb-group" }, make("legend", {}, this.ui.calc_figures), parts, this.more);
  }

  /**
   * The rule's inputs and, unless one of them dates the event, the day whose values are to count.
   * @returns {Input[]}
   */
  inputs() {
    if (this.rule.asOf) return this.rule.inputs;
    /** @type {Field} */
    const day = { id: "on", kind: "day", label: this.ui.calc_on, hint: this.ui.calc_on_hint, default: this.rule.today };
    return [...this.rule.inputs, day];
  }

  /**
   * @param {string} text
   * @param {() => unknown} click
   */
  button(text, click, look = "") {
    return make("button", { type: "button", class: `md-button ${look}`, click }, text);
  }

  actions() {
    const { ui, listener } = this;
    return make(
      "div",
      { class: "hb-calc__actions" },
      make("button", { type: "submit", class: "md-button md-button--primary" }, ui.calc_submit),
      this.clearButton,
      this.resetButton,
      this.copyButton,
      this.button(ui.calc_print, () => listener.print(), QUIET),
    );
  }

  /** Nothing entered: of each list one empty row. */
  get nothing() {
    return Object.fromEntries([...this.lists.keys()].map((id) => [id, [{}]]));
  }

  /**
   * Only these inputs stand there and what has to be answered; all others wait behind a button. Without any, all do.
   * @param {string[] | undefined} ids
   */
  showOnly(ids) {
    let count = 0;
    for (const input of this.inputs()) {
      const waits =
        ids && !ids.includes(input.id) && (input.kind === "rows" || input.askWhen || input.default !== null);
      const { element } = this.partOf(input);
      element.classList.toggle("hb-waits", Boolean(waits));
      if (waits && !element.hidden) count += 1;
    }
    this.more.hidden = !count;
    this.more.textContent = fillWords(this.ui.calc_more, { n: count });
  }

  showAll() {
    const first = this.element.querySelector(".hb-waits");
    this.showOnly(undefined);
    /** @type {HTMLElement | null | undefined} */ (first?.querySelector("input, select, button"))?.focus();
  }

  /** What stands in the fields, valid or not: `{given, on}` of texts. */
  get texts() {
    /** @type {Given} */
    const given = {};
    for (const [id, field] of this.fields) if (id !== "on") given[id] = field.text;
    for (const [id, list] of this.lists) given[id] = list.values;
    return { given, on: this.fields.get("on")?.text };
  }

  /** What stands in each input in which there is more than nothing or its default, lists as one text. */
  get written() {
    /** @type {Record<string, string>} */
    const found = {};
    for (const [id, field] of this.fields) if (id !== "on" && field.text !== field.standard) found[id] = field.text;
    for (const [id, { values }] of this.lists) if (values.length) found[id] = JSON.stringify(values);
    return found;
  }

  /**
   * The labels of those of some inputs that are asked.
   * @param {Set<string>} ids
   */
  labelsOf(ids) {
    const asked = this.rule.inputs.filter((input) => ids.has(input.id) && !this.partOf(input).element.hidden);
    return asked.map(({ label }) => label);
  }

  /** @param {{ given: Given, on?: string }} texts */
  enter({ given, on }) {
    for (const [id, list] of this.lists) list.values = /** @type {Row[]} */ (given[id] ?? []);
    for (const [id, field] of this.fields) {
      field.enter(id === "on" ? on || this.rule.today : /** @type {Entered | undefined} */ (given[id]));
      field.mark();
    }
    this.showAsked();
    this.asks.textContent = "";
    this.summary.hidden = true;
    this.say("");
  }

  /**
   * Shows the inputs that are asked and hides the others, which keep what was entered. Only what stands below the field
   * that decides on it comes and goes, so nothing moves under the finger; screen readers are told what has come. While the answer that decides is not right,
   * as in the middle of typing, all stays as it is.
   */
  showAsked() {
    if (!this.rule.inputs.some(({ askWhen }) => askWhen)) return;
    const { given, on, bad } = this.values();
    const asked = askedInputs(this.rule, given, on);
    const unsure = new Set(bad.flatMap(([field]) => (field.hidden ? [] : [field.input.id])));
    const come = this.rule.inputs.filter((input, index) => {
      const { element } = this.partOf(input);
      const was = element.hidden;
      if (!asked[index] && namesIn(input.askWhen).some((name) => unsure.has(name))) unsure.add(input.id);
      else element.hidden = !asked[index];
      return was && !element.hidden;
    });
    const labels = come.map(({ label }) => label).join(this.rule.words.comma);
    this.asks.textContent = come.length ? fillWords(this.ui.calc_also_asked, { labels }) : "";
  }

  /** @param {Input} input */
  partOf({ id }) {
    return /** @type {EntryField | EntryRows} */ (this.fields.get(id) ?? this.lists.get(id));
  }

  /** Values for the engine of what is asked, and the fields with something wrong: `{given, on, bad}`. */
  read() {
    const { given, on, bad } = this.values();
    return { given, on, bad: this.inOrder(bad.filter(([field]) => !field.hidden)) };
  }

  /** The same of all fields, whether they are asked or not: what is not asked does not count. */
  values() {
    /** @type {Row} */
    const values = {};
    /** @type {Given} */
    const given = {};
    /** @type {FieldError[]} */
    const bad = [];
    /** @type {(field: EntryField, into: Row) => void} */
    const take = (field, into) => {
      const { value, error } = field.read;
      if (error !== undefined) bad.push([field, error]);
      else if (value !== undefined) into[field.input.id] = value;
    };
    for (const field of this.fields.values()) take(field, values);
    for (const [id, list] of this.lists) {
      if (list.filled.length > list.input.most) bad.push([lastOf(list.rows).fields[0], list.tooMany]);
      given[id] = list.filled.map((row) => {
        /** @type {Row} */
        const cells = {};
        row.fields.forEach((field) => take(field, cells));
        return cells;
      });
    }
    const { on = this.rule.today, ...inputs } = values;
    return { given: { ...inputs, ...given }, on: String(on), bad };
  }

  /** Those of lists, too. */
  everyField() {
    const lists = [...this.lists.values()].flatMap(({ rows }) => rows.flatMap(({ fields }) => fields));
    return [...this.fields.values(), ...lists];
  }

  /**
   * As the fields stand on the page.
   * @param {FieldError[]} bad
   */
  inOrder(bad) {
    const follows = Node.DOCUMENT_POSITION_FOLLOWING;
    return bad.sort(([a], [b]) => (a.element.compareDocumentPosition(b.element) & follows ? -1 : 1));
  }

  /**
   * After an edit: an error that was shown goes as soon as it is mended.
   * @param {EntryField | null} field
   */
  changed(field) {
    this.say("");
    this.showAsked();
    for (const each of this.everyField()) {
      if (each.touched && (each === field || each.input.bounds)) each.mark(each.error);
    }
    this.listener.changed();
    if (!this.summary.hidden) this.thinSummary();
  }

  /**
   * What is still to be filled in or put right, by its labels.
   * @param {FieldError[]} bad
   */
  sayMissing(bad) {
    const labels = [...new Set(bad.map(([{ label }]) => label))].join(this.rule.words.comma);
    return labels ? fillWords(this.ui.calc_still, { labels }) : this.ui.calc_blank;
  }

  /** Shows every error there is, at its field; the errors. */
  markAll() {
    const { bad } = this.read();
    for (const [field] of bad) field.left();
    return bad;
  }

  submit() {
    const bad = this.markAll();
    this.summarize(bad);
    if (bad.length) this.summary.focus();
    else this.listener.submitted();
  }

  /** @param {FieldError[]} bad */
  summarize(bad) {
    this.errors = bad.map(([field, error]) => {
      const go = (/** @type {Event} */ event) => {
        event.preventDefault();
        field.control.focus();
      };
      return { field, item: make("li", {}, make("a", { href: `#${field.id}`, click: go }, field.sayError(error))) };
    });
    this.summary.replaceChildren(
      make("p", {}, this.ui.calc_errors),
      make(
        "ul",
        {},
        this.errors.map(({ item }) => item),
      ),
    );
    this.summary.hidden = !bad.length;
  }

  /** What has been mended, or removed with its row, leaves the summary. */
  thinSummary() {
    for (const { field, item } of this.errors) item.hidden = !field.error;
    this.summary.hidden = this.errors.every(({ item }) => item.hidden);
  }

  /**
   * Says what was done, with a way back.
   * @param {string} text
   * @param {() => void} undo
   */
  offerUndo(text, undo, place = this.status) {
    const click = () => {
      this.say("", place);
      undo();
    };
    this.say(text, place, make("button", { type: "button", class: "hb-calc__undo", click }, this.ui.calc_undo));
  }

  /**
   * A line that screen readers say, below the buttons or in another place.
   * @param {string} text
   * @param {Node[]} more
   */
  say(text, place = this.status, ...more) {
    if (text || place.firstChild) place.replaceChildren(text, ...more.flatMap((each) => [" ", each]));
  }
}
