/* The form of a calculator: fields in groups, rows that come and go, errors at their fields and in a summary. */

import { make } from "../shared/dom.js";
import { fillWords } from "../shared/fill.js";
import { lastOf } from "../shared/lists.js";
import { askedInputs } from "./engine.js";
import { namesIn } from "./explain.js";
import { readInput } from "./inputs.js";

/** @import { Words } from "../shared/types.js" */
/** @import { Entered, Field, Given, Input, PageRule, Row, RowsInput } from "./types.js" */

/**
 * Whom the form tells what happens.
 * @typedef {object} FormListener
 * @property {() => void} changed after each edit
 * @property {() => void} submitted when the form is sent with nothing wrong in it
 * @property {() => unknown} copy
 * @property {() => void} reset
 */

/** @typedef {[field: EntryField, error: string]} FieldError */
/** @typedef {{ element: HTMLElement, number: HTMLElement, remove: HTMLElement, fields: EntryField[] }} EntryRow */

const RADIO_OPTIONS = 4; // more are chosen from a list

/** One field. `text` is what stands in it; switches and choices are texts, too. */
class EntryField {
  /**
   * @param {EntryForm} form
   * @param {Field} input
   * @param {string} id
   * @param {EntryRows | null} [list] the list whose rows have it
   */
  constructor(form, input, id, list = null) {
    this.form = form;
    this.input = input;
    this.id = id;
    this.list = list;
    this.label = input.label;
    this.touched = false;
    /** @type {HTMLInputElement[] | null} */
    this.radios = null;
    this.message = make("p", { class: "hb-field__error", id: `${id}-error`, hidden: true });
    this.hint = list ? null : hintOf(input, `${id}-hint`); // a list says its fields' hints once
    this.described = [list?.hintOf(input)?.id ?? this.hint?.id, this.message.id].filter(Boolean).join(" ");
    const options = this.options();
    if (options && !list && options.length <= RADIO_OPTIONS) {
      this.radios = this.buildRadios(options);
      /** @type {HTMLInputElement | HTMLSelectElement} */
      this.control = this.radios[0];
      this.element = this.groupOf(this.radios, options);
    } else {
      this.control = options ? this.buildList(options) : this.buildEntry();
      this.element = this.labelled(this.control);
    }
    this.element.addEventListener("input", () => form.changed(this));
    this.element.addEventListener("focusout", (event) => {
      if (!this.element.contains(/** @type {Node | null} */ (event.relatedTarget))) this.left();
    });
  }

  /** @param {HTMLElement} control */
  labelled(control) {
    const label = make("label", { for: this.id, class: "hb-field__label" }, this.label);
    const suffix = this.input.suffix
      ? make("span", { class: "hb-field__suffix", "aria-hidden": "true" }, this.input.suffix)
      : null;
    const wide = ["day", "moment"].includes(this.input.kind) ? " hb-field--wide" : "";
    return make(
      "div",
      { class: `hb-field${wide}` },
      label,
      this.hint,
      make("div", { class: "hb-field__entry" }, control, suffix),
      this.message,
    );
  }

  /** @returns {string[][] | null} */
  options() {
    const { ui } = this.form;
    const yesOrNo = [
      ["1", ui.calc_yes],
      ["0", ui.calc_no],
    ];
    return this.input.kind === "switch" ? yesOrNo : (this.input.options ?? null);
  }

  /** @param {string[][]} options */
  buildRadios(options) {
    return options.map(([value], index) =>
      make("input", { type: "radio", name: this.id, value, id: index ? `${this.id}-${index}` : this.id }),
    );
  }

  /**
   * @param {HTMLInputElement[]} radios
   * @param {string[][]} options
   */
  groupOf(radios, options) {
    const label = make("span", { id: `${this.id}-label`, class: "hb-field__label" }, this.label);
    const choices = options.map(([, text], index) =>
      make("label", { class: "hb-field__option" }, radios[index], ` ${text}`),
    );
    return make(
      "div",
      {
        class: "hb-field",
        role: "radiogroup",
        "aria-labelledby": label.id,
        "aria-describedby": this.described,
      },
      label,
      this.hint,
      make("div", { class: "hb-field__options" }, choices),
      this.message,
    );
  }

  /** @param {string[][]} options */
  buildList(options) {
    const empty = make("option", { value: "" }, this.form.ui.calc_choose);
    const rest = options.map(([value, text]) => make("option", { value }, text));
    return make("select", { id: this.id, "aria-describedby": this.described }, empty, rest);
  }

  buildEntry() {
    const { kind, precision, suffix, min, default: standard } = this.input;
    const type = kind === "day" ? "date" : kind === "moment" ? "datetime-local" : "text";
    const digits = kind === "number" && !min?.startsWith("-"); // the keyboard of digits often has no minus
    return make("input", {
      id: this.id,
      type,
      inputmode: digits ? (precision ? "decimal" : "numeric") : null,
      placeholder: kind === "number" ? standard : null,
      autocomplete: "off",
      "aria-describedby": this.described,
      "aria-label": suffix ? `${this.label} (${suffix})` : null, // the suffix is seen, not read
    });
  }

  /** @returns {string} */
  get text() {
    if (this.radios) return this.radios.find((radio) => radio.checked)?.value ?? "";
    return this.control.value;
  }

  /**
   * Choices and switches may also come in words, as on the command line.
   * @param {Entered | null | undefined} entered
   */
  enter(entered) {
    const known = this.options() ? readInput(this.form.rule, this.input, entered).value : undefined;
    const value = known ?? entered ?? "";
    const text = typeof value === "boolean" ? (value ? "1" : "0") : String(value);
    if (this.radios) for (const radio of this.radios) radio.checked = radio.value === text;
    else this.control.value = text;
  }

  get read() {
    const bad = this.control.validity.badInput; // a date of which only a part is filled in
    return readInput(this.form.rule, this.input, bad ? "?" : this.text);
  }

  /**
   * Whether it is not asked, or its list is not.
   * @returns {boolean}
   */
  get hidden() {
    return Boolean((this.list ?? this).element.hidden);
  }

  /** What is wrong with it; nothing while its whole row is empty, or it is not asked. */
  get error() {
    if (this.hidden) return undefined;
    return this.list && !this.list.filled.some((row) => row.fields.includes(this)) ? undefined : this.read.error;
  }

  left() {
    this.touched = true;
    this.mark(this.error);
  }

  /**
   * Shows what is wrong with the field, or that nothing is.
   * @param {string} [error]
   */
  mark(error) {
    this.message.textContent = error ?? "";
    this.message.hidden = !error;
    const marked = this.radios ? this.element : this.control;
    if (error) marked.setAttribute("aria-invalid", "true");
    else marked.removeAttribute("aria-invalid");
  }

  /**
   * What is wrong, as the summary says it: in a list with the row's number.
   * @param {string} error
   */
  sayError(error) {
    return this.list ? fillWords(this.form.rule.words["e:row"], { row: this.list.numberOf(this), text: error }) : error;
  }
}

/**
 * @param {Input} input
 * @param {string} [id]
 */
function hintOf(input, id, name = "") {
  return input.hint ? make("p", { class: "hb-field__hint", id }, name, input.hint) : null;
}

/** A list of rows. Keys number the rows ever made, so that ids stay what they were when others are removed. */
class EntryRows {
  /**
   * @param {EntryForm} form
   * @param {RowsInput} input
   */
  constructor(form, input) {
    this.form = form;
    this.input = input;
    /** @type {EntryRow[]} */
    this.rows = [];
    this.made = 0;
    this.id = `${form.rule.id}-${input.id}`;
    this.list = make("div", {
      class: input.fields.length > 2 ? "hb-rows__list" : "hb-rows__list hb-rows__list--short",
    });
    const { colon } = form.rule.words;
    this.hints = new Map(
      input.fields.map((field) => [field.id, hintOf(field, `${this.id}-${field.id}-hint`, field.label + colon)]),
    );
    this.note = make("p", { class: "hb-rows__note" });
    this.status = make("p", { class: "hb-calc__status", role: "status" });
    this.add = make(
      "button",
      { type: "button", class: "md-button hb-rows__add", click: () => this.addRow() },
      `+ ${form.ui.calc_add_row}`,
    );
    this.element = make(
      "fieldset",
      { class: "hb-rows" },
      make("legend", {}, input.label),
      hintOf(input),
      [...this.hints.values()],
      this.list,
      this.note,
      this.add,
      this.status,
    );
  }

  /** @param {Field} field */
  hintOf(field) {
    return this.hints.get(field.id);
  }

  /** @param {EntryField} field */
  numberOf(field) {
    return this.rows.findIndex((row) => row.fields.includes(field)) + 1;
  }

  /** @param {Row[]} rows */
  set values(rows) {
    this.rows = [];
    this.list.replaceChildren();
    this.form.say("", this.status);
    for (const row of rows) this.insert(row);
    this.settle();
  }

  /** @returns {Row[]} */
  get values() {
    return this.rows.map((row) => Object.fromEntries(row.fields.map((field) => [field.input.id, field.text])));
  }

  /**
   * @param {Row} values
   * @returns {EntryRow}
   */
  insert(values, index = this.rows.length) {
    this.made += 1;
    const number = make("span", { class: "hb-row__number", "aria-hidden": "true" });
    const fields = this.input.fields.map(
      (input) => new EntryField(this.form, input, `${this.id}-${this.made}-${input.id}`, this),
    );
    const click = () => this.removeRow(row);
    const remove = make("button", { type: "button", class: "hb-row__remove", click }, "✕");
    const parts = make(
      "div",
      { class: "hb-row__fields" },
      fields.map((field) => field.element),
    );
    const element = make("div", { class: "hb-row", role: "group" }, number, parts, remove);
    /** @type {EntryRow} */
    const row = { element, number, remove, fields };
    for (const field of fields) field.enter(values[field.input.id] ?? field.input.default);
    this.list.insertBefore(row.element, this.rows[index]?.element ?? null);
    this.rows.splice(index, 0, row);
    return row;
  }

  /** @param {Row} values */
  addRow(values = {}, index = this.rows.length) {
    this.form.say("", this.status);
    const row = this.insert(values, index);
    this.settle();
    row.fields[0].control.focus();
    this.form.changed(null);
  }

  /**
   * What is taken away can come back to its place, whatever else was entered meanwhile.
   * @param {EntryRow} row
   */
  removeRow(row) {
    const index = this.rows.indexOf(row);
    const values = this.values[index];
    this.rows.splice(index, 1);
    row.element.remove();
    this.settle();
    this.form.offerUndo(
      this.form.ui.calc_row_removed,
      () => this.addRow(values, Math.min(index, this.rows.length)),
      this.status,
    );
    const neighbour = this.rows[Math.min(index, this.rows.length - 1)];
    (neighbour ? neighbour.remove : this.add).focus();
    this.form.changed(null);
  }

  settle() {
    const { ui } = this.form;
    const { length } = this.rows;
    this.add.hidden = length >= this.input.most;
    this.note.textContent = this.add.hidden ? this.tooMany : ui.calc_no_rows;
    this.note.hidden = !this.add.hidden && length > 0;
    this.rows.forEach((row, index) => {
      row.number.textContent = String(index + 1);
      row.element.setAttribute("aria-label", fillWords(ui.calc_row, { label: this.input.label, n: index + 1 }));
      row.remove.setAttribute("aria-label", fillWords(ui.calc_remove_row, { n: index + 1 }));
    });
  }

  /** That there are as many rows as there may be, or more. */
  get tooMany() {
    return fillWords(this.form.rule.words["e:most"], {
      label: this.input.label,
      limit: this.input.most,
      found: this.rows.length,
    });
  }

  /** Rows in which something stands; the others are not meant yet. */
  get filled() {
    return this.rows.filter((row) => row.fields.some((field) => field.text !== String(field.input.default ?? "")));
  }
}

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
    this.resetButton = this.button(ui.calc_reset, () => listener.reset());
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
    return make("fieldset", { class: "hb-group" }, make("legend", {}, this.ui.calc_figures), parts);
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
  button(text, click) {
    return make("button", { type: "button", class: "md-button", click }, text);
  }

  actions() {
    const { ui, listener } = this;
    return make(
      "div",
      { class: "hb-calc__actions" },
      make("button", { type: "submit", class: "md-button md-button--primary" }, ui.calc_submit),
      this.button(ui.calc_copy_link, () => listener.copy()),
      this.button(ui.calc_print, () => window.print()),
      this.resetButton,
    );
  }

  /** What stands in the fields, valid or not: `{given, on}` of texts. */
  get texts() {
    /** @type {Given} */
    const given = {};
    for (const [id, field] of this.fields) if (id !== "on") given[id] = field.text;
    for (const [id, list] of this.lists) given[id] = list.values;
    return { given, on: this.fields.get("on")?.text };
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
    const { calc_also_asked: words } = this.ui;
    const labels = come.map(({ label }) => label).join(this.rule.words.comma);
    this.asks.textContent = come.length ? fillWords(words, { labels }) : "";
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
    if (field?.touched) field.mark(field.error);
    this.showAsked();
    this.listener.changed();
    if (!this.summary.hidden) this.thinSummary();
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
