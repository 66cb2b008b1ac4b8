/* The form of a calculator: fields in groups, rows that come and go, errors at their fields and in a summary. */

import { make } from "./dom.js";
import { fillWords } from "./engine.js";
import { readInput } from "./inputs.js";

const RADIO_OPTIONS = 4; // more are chosen from a list

/** One field. `text` is what stands in it; switches and choices are texts, too. */
class EntryField {
  constructor(form, input, id, label, compact) {
    Object.assign(this, { form, input, id, label, compact });
    this.touched = false;
    this.message = make("p", { class: "hb-field__error", id: `${id}-error`, hidden: true });
    this.hint = input.hint && !compact ? make("p", { class: "hb-field__hint", id: `${id}-hint` }, input.hint) : null;
    this.described = [this.hint?.id, this.message.id].filter(Boolean).join(" ");
    this.element = this.build();
    this.element.addEventListener("input", () => form.changed(this));
    this.element.addEventListener("focusout", (event) => {
      if (!this.element.contains(event.relatedTarget)) this.left();
    });
  }

  build() {
    const options = this.options();
    if (options && !this.compact && options.length <= RADIO_OPTIONS) return this.buildRadios(options);
    this.control = options ? this.buildList(options) : this.buildEntry();
    const label = make("label", { for: this.id, class: "hb-field__label" }, this.label);
    const suffix = this.input.suffix ? make("span", { class: "hb-field__suffix", "aria-hidden": "true" }, this.input.suffix) : null;
    return make("div", { class: "hb-field" }, label, this.hint, make("div", { class: "hb-field__entry" }, this.control, suffix), this.message);
  }

  options() {
    const { ui } = this.form;
    if (this.input.kind === "switch") return [["1", ui.calc_yes], ["0", ui.calc_no]];
    return this.input.options ?? null;
  }

  buildRadios(options) {
    const label = make("span", { id: `${this.id}-label`, class: "hb-field__label" }, this.label);
    this.radios = options.map(([value], index) => make("input", {
      type: "radio", name: this.id, value, id: index ? `${this.id}-${index}` : this.id, "aria-describedby": this.described,
    }));
    this.control = this.radios[0];
    const choices = options.map(([, text], index) => make("label", { class: "hb-field__option" }, this.radios[index], ` ${text}`));
    const group = make("div", { class: "hb-field__options" }, choices);
    return make("div", { class: "hb-field", role: "radiogroup", "aria-labelledby": label.id }, label, this.hint, group, this.message);
  }

  buildList(options) {
    const empty = make("option", { value: "" }, this.form.ui.calc_choose);
    const rest = options.map(([value, text]) => make("option", { value }, text));
    return make("select", { id: this.id, "aria-describedby": this.described }, empty, rest);
  }

  buildEntry() {
    const { kind, precision, unit } = this.input;
    const type = { day: "date", moment: "datetime-local" }[kind] ?? "text";
    const mode = kind === "number" ? (precision ? "decimal" : "numeric") : null;
    const name = unit && this.input.suffix ? `${this.label} (${this.input.suffix})` : null; // the suffix is seen, not read
    return make("input", {
      id: this.id, type, inputmode: mode, autocomplete: "off", "aria-describedby": this.described, "aria-label": name,
    });
  }

  get text() {
    if (this.radios) return this.radios.find((radio) => radio.checked)?.value ?? "";
    return this.control.value;
  }

  set text(value) {
    const text = typeof value === "boolean" ? (value ? "1" : "0") : String(value ?? "");
    if (this.radios) for (const radio of this.radios) radio.checked = radio.value === text;
    else this.control.value = text;
  }

  get read() {
    const bad = this.control.validity?.badInput; // a date of which only a part is filled in
    return readInput(this.form.rule, this.input, bad ? "?" : this.text);
  }

  left() {
    this.touched = true;
    this.tell(this.read.error);
  }

  /** Shows what is wrong with the field, or that nothing is. */
  tell(error) {
    this.message.textContent = error ?? "";
    this.message.hidden = !error;
    for (const control of this.radios ?? [this.control]) {
      if (error) control.setAttribute("aria-invalid", "true");
      else control.removeAttribute("aria-invalid");
    }
  }
}

/** A list of rows. Keys number the rows ever made, so that ids stay what they were when others are removed. */
class EntryRows {
  constructor(form, input) {
    Object.assign(this, { form, input, rows: [], made: 0 });
    this.list = make("div", { class: "hb-rows__list" });
    this.empty = make("p", { class: "hb-rows__empty" }, form.ui.calc_no_rows);
    this.add = make("button", { type: "button", class: "md-button hb-rows__add", click: () => this.addRow() }, `+ ${form.ui.calc_add_row}`);
    this.element = make(
      "fieldset", { class: "hb-rows" },
      make("legend", {}, input.label), input.hint ? make("p", { class: "hb-field__hint" }, input.hint) : null,
      this.empty, this.list, this.add,
    );
  }

  set values(rows) {
    this.rows = [];
    this.list.replaceChildren();
    for (const row of rows ?? []) this.insert(row);
    this.settle();
  }

  get values() {
    return this.rows.map((row) => Object.fromEntries(row.fields.map((field) => [field.input.id, field.text])));
  }

  insert(values) {
    this.made += 1;
    const base = `${this.form.rule.id}-${this.input.id}-${this.made}`;
    const number = make("span", { class: "hb-row__number", "aria-hidden": "true" });
    const fields = this.input.fields.map((input) => new EntryField(this.form, input, `${base}-${input.id}`, input.label, true));
    const remove = make("button", { type: "button", class: "hb-row__remove" }, "✕");
    const row = { fields, number, remove };
    row.element = make("div", { class: "hb-row", role: "group" }, number, make("div", { class: "hb-row__fields" }, fields.map((field) => field.element)), remove);
    remove.addEventListener("click", () => this.removeRow(row));
    fields.forEach((field) => (field.text = values[field.input.id] ?? field.input.default ?? ""));
    this.rows.push(row);
    this.list.append(row.element);
    return row;
  }

  addRow() {
    const row = this.insert({});
    this.settle();
    row.fields[0].control.focus();
    this.form.changed(null);
  }

  removeRow(row) {
    this.form.keepForUndo(this.form.ui.calc_row_removed);
    const index = this.rows.indexOf(row);
    this.rows.splice(index, 1);
    row.element.remove();
    this.settle();
    const neighbour = this.rows[Math.min(index, this.rows.length - 1)];
    (neighbour ? neighbour.remove : this.add).focus();
    this.form.changed(null);
  }

  settle() {
    const { ui } = this.form;
    this.empty.hidden = this.rows.length > 0;
    this.add.hidden = this.rows.length >= this.input.most;
    this.rows.forEach((row, index) => {
      row.number.textContent = String(index + 1);
      row.element.setAttribute("aria-label", fillWords(ui.calc_row, { label: this.input.label, n: index + 1 }));
      row.remove.setAttribute("aria-label", fillWords(ui.calc_remove_row, { n: index + 1 }));
    });
  }

  /** Rows in which something stands; the others are not meant yet. */
  get filled() {
    return this.rows.filter((row) => row.fields.some((field) => field.text !== String(field.input.default ?? "")));
  }
}

/** The whole form. `listener` hears `changed()` after each edit and `submitted()` when the form is sent. */
export class EntryForm {
  constructor(rule, ui, listener) {
    Object.assign(this, { rule, ui, listener });
    this.fields = new Map();
    this.lists = new Map();
    this.summary = make("div", { class: "hb-calc__errors", role: "alert", tabindex: "-1", hidden: true });
    this.status = make("p", { class: "hb-calc__status", role: "status" });
    this.element = make("form", { class: "hb-calc__form", novalidate: true }, this.summary, this.groups(), this.actions(), this.status);
    this.element.addEventListener("submit", (event) => {
      event.preventDefault();
      this.submit();
    });
  }

  /** Inputs in their order: fields that follow each other share a group, each list is one of its own. */
  groups() {
    const groups = [];
    let together = null;
    for (const input of this.inputs()) {
      if (input.kind === "rows") {
        this.lists.set(input.id, new EntryRows(this, input));
        groups.push(this.lists.get(input.id).element);
        together = null;
        continue;
      }
      if (!together) groups.push((together = make("fieldset", { class: "hb-group" }, make("legend", {}, this.legend(groups.length)))));
      const field = new EntryField(this, input, `${this.rule.id}-${input.id}`, input.label, false);
      this.fields.set(input.id, field);
      together.append(field.element);
    }
    return groups;
  }

  legend(index) {
    return index ? this.ui.calc_more_figures : this.ui.calc_figures;
  }

  /** The rule's inputs and, unless one of them dates the event, the day whose values are to count. */
  inputs() {
    if (this.rule.asOf) return this.rule.inputs;
    const day = { id: "on", kind: "day", label: this.ui.calc_on, hint: this.ui.calc_on_hint, default: this.rule.today };
    return [...this.rule.inputs, day];
  }

  actions() {
    const { ui, listener } = this;
    const button = (text, click) => make("button", { type: "button", class: "md-button", click }, text);
    return make(
      "div", { class: "hb-calc__actions" },
      make("button", { type: "submit", class: "md-button md-button--primary" }, ui.calc_submit),
      button(ui.calc_copy_link, () => listener.copy()),
      button(ui.calc_print, () => window.print()),
      button(ui.calc_reset, () => listener.reset()),
    );
  }

  /** What stands in the fields, valid or not: `{given, on}` of texts. */
  get texts() {
    const given = {};
    for (const input of this.rule.inputs) {
      given[input.id] = input.kind === "rows" ? this.lists.get(input.id).values : this.fields.get(input.id).text;
    }
    return { given, on: this.fields.get("on")?.text };
  }

  set texts({ given, on }) {
    for (const [id, list] of this.lists) list.values = given[id];
    for (const [id, field] of this.fields) {
      field.text = id === "on" ? on || this.rule.today : given[id] ?? "";
      field.tell(null);
    }
    this.summary.hidden = true;
  }

  /** Values for the engine, and the fields with something wrong: `{given, on, bad: [[field, error], …]}`. */
  read() {
    const given = {};
    const bad = [];
    const take = (field, values) => {
      const { value, error } = field.read;
      if (error) bad.push([field, error]);
      else if (value !== undefined) values[field.input.id] = value;
    };
    for (const field of this.fields.values()) take(field, given);
    for (const [id, list] of this.lists) {
      given[id] = list.filled.map((row) => {
        const values = {};
        row.fields.forEach((field) => take(field, values));
        return values;
      });
    }
    const { on = this.rule.today, ...inputs } = given;
    return { given: inputs, on, bad: this.inOrder(bad) };
  }

  /** As the fields stand on the page. */
  inOrder(bad) {
    const follows = Node.DOCUMENT_POSITION_FOLLOWING;
    return bad.sort(([a], [b]) => (a.element.compareDocumentPosition(b.element) & follows ? -1 : 1));
  }

  /** After an edit: an error that was shown goes as soon as it is mended. */
  changed(field) {
    if (field?.touched) field.tell(field.read.error);
    this.listener.changed();
  }

  submit() {
    const { bad } = this.read();
    for (const field of this.fields.values()) field.left();
    for (const list of this.lists.values()) list.filled.forEach((row) => row.fields.forEach((field) => field.left()));
    this.summarize(bad);
    if (bad.length) this.summary.focus();
    else this.listener.submitted();
  }

  summarize(bad) {
    const links = bad.map(([field, error]) => {
      const go = (event) => {
        event.preventDefault();
        field.control.focus();
      };
      return make("li", {}, make("a", { href: `#${field.id}`, click: go }, error));
    });
    this.summary.replaceChildren(make("p", {}, this.ui.calc_errors), make("ul", {}, links));
    this.summary.hidden = !bad.length;
  }

  /** Remembers what stands in the form and says, with a way back, what is about to happen to it. */
  keepForUndo(text) {
    const before = this.texts;
    const undo = () => {
      this.texts = before;
      this.say("");
      this.element.querySelector("input, select").focus();
      this.listener.changed();
    };
    this.say(text, make("button", { type: "button", class: "hb-calc__undo", click: undo }, this.ui.calc_undo));
  }

  /** A line below the buttons, which screen readers say. */
  say(text, ...more) {
    this.status.replaceChildren(text, ...more.flatMap((each) => [" ", each]));
  }
}
