/* The fields of a calculator's form, single ones and rows that come and go; errors stand at their fields. */

import { make } from "../shared/dom.js";
import { fillWords } from "../shared/fill.js";
import { Boxes } from "./boxes.js";
import { readInput } from "./inputs.js";

/** @import { EntryForm } from "./form.js" */
/** @import { Entered, Field, Input, Row, RowsInput } from "./types.js" */

/** @typedef {{ element: HTMLElement, number: HTMLElement, only: HTMLElement, remove: HTMLElement, fields: EntryField[] }} EntryRow */

const RADIO_OPTIONS = 4; // more are chosen from a list

/** One field. `text` is what stands in it; switches and choices are texts, too. */
export class EntryField {
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
    /** @type {Boxes | null} */
    this.boxes = null;
    const [control, element] = this.build();
    this.control = control;
    this.element = element;
    this.element.addEventListener("input", () => form.changed(this));
    this.element.addEventListener("focusout", (event) => {
      if (!this.element.contains(/** @type {Node | null} */ (event.relatedTarget))) this.left();
    });
  }

  /** @returns {[control: HTMLInputElement | HTMLSelectElement, element: HTMLElement]} */
  build() {
    const { form, input, id, list } = this;
    const options = this.options();
    if (input.parts) {
      this.boxes = new Boxes(form.rule, { ...input, parts: input.parts }, id, this.described);
      return [this.boxes.controls[0], this.groupOfBoxes(this.boxes)];
    }
    if (options && !list && options.length <= RADIO_OPTIONS) {
      this.radios = this.buildRadios(options);
      return [this.radios[0], this.groupOf(this.radios, options)];
    }
    const control = options ? this.buildList(options) : this.buildEntry();
    return [control, this.labelled(control)];
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

  /** @param {Boxes} boxes */
  groupOfBoxes(boxes) {
    const label = make("label", { for: this.id, id: `${this.id}-label`, class: "hb-field__label" }, this.label);
    return make(
      "div",
      { class: "hb-field hb-field--wide", role: "group", "aria-labelledby": label.id },
      label,
      this.hint,
      make("div", { class: "hb-field__entry hb-field__entry--parts" }, boxes.parts),
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
    if (this.boxes) return this.boxes.text;
    if (this.radios) return this.radios.find((radio) => radio.checked)?.value ?? "";
    return this.control.value;
  }

  /**
   * Choices and switches may also come in words, as on the command line.
   * @param {Entered | null | undefined} entered
   */
  enter(entered) {
    if (this.boxes) {
      this.boxes.enter(entered);
      return;
    }
    const known = this.options() ? readInput(this.form.rule, this.input, entered).value : undefined;
    const value = known ?? entered ?? "";
    const text = typeof value === "boolean" ? (value ? "1" : "0") : String(value);
    if (this.radios) for (const radio of this.radios) radio.checked = radio.value === text;
    else this.control.value = text;
  }

  /** What stands in it where its default was entered: of a day nothing, as it is but a sign that none was. */
  get standard() {
    if (this.input.kind === "day") return "";
    return this.boxes?.standardText ?? String(this.input.default ?? "");
  }

  get read() {
    const bad = this.control.validity.badInput; // a date of which only a part is filled in
    return readInput(this.form.rule, this.input, bad ? "?" : this.text, this.answers);
  }

  /** What stands in the fields that bound it: in its own row or above, of those that are asked and right. */
  get answers() {
    const row = this.list?.rows.find(({ fields }) => fields.includes(this));
    /** @type {Row} */
    const found = {};
    for (const { by = "" } of this.input.bounds ?? []) {
      const other = row?.fields.find(({ input }) => input.id === by) ?? this.form.fields.get(by);
      const known = other?.known;
      if (known !== undefined) found[by] = known;
    }
    return found;
  }

  /** What it stands for, its default if it is empty; undefined where it is not asked or not right. */
  get known() {
    const { value, error } = this.read;
    return this.hidden || error !== undefined ? undefined : (value ?? this.input.default ?? undefined);
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
    if (this.boxes && this.read.value !== undefined) this.boxes.enter(this.text);
    this.mark(this.error);
  }

  /**
   * Shows what is wrong with the field, or that nothing is.
   * @param {string} [error]
   */
  mark(error) {
    this.message.textContent = error ?? "";
    this.message.hidden = !error;
    const marked = this.boxes?.controls ?? [this.radios ? this.element : this.control];
    for (const each of marked) {
      if (error) each.setAttribute("aria-invalid", "true");
      else each.removeAttribute("aria-invalid");
    }
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
export class EntryRows {
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
    const keep = () => this.keepOnly(row);
    const only = make("button", { type: "button", class: "hb-row__only", click: keep }, this.form.ui.calc_only);
    const element = make(
      "div",
      { class: "hb-row", role: "group" },
      number,
      parts,
      make("div", { class: "hb-row__buttons" }, remove, only),
    );
    /** @type {EntryRow} */
    const row = { element, number, only, remove, fields };
    for (const field of fields) field.enter(values[field.input.id] ?? field.standard);
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

  /**
   * Takes all other rows away; they can come back.
   * @param {EntryRow} row
   */
  keepOnly(row) {
    const before = this.values;
    const kept = before[this.rows.indexOf(row)];
    this.values = [kept];
    this.form.offerUndo(
      this.form.ui.calc_only_kept,
      () => {
        this.values = before;
        this.form.changed(null);
        this.add.focus();
      },
      this.status,
    );
    this.rows[0].fields[0].control.focus();
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
      row.only.hidden = length < 2;
      row.only.setAttribute("aria-label", fillWords(ui.calc_only_row, { n: index + 1 }));
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
    return this.rows.filter((row) => row.fields.some((field) => field.text !== field.standard));
  }
}
