/* <hb-acknowledge>: somebody reads what they must know, says so, and gets a line for the trainer and a receipt to sign. */

import { make } from "../shared/dom.js";
import { copyFrom } from "../shared/copy.js";
import { fillWords } from "../shared/fill.js";
import { qrCode } from "../shared/qr.js";
import { minuteNow, writeAcknowledgement } from "./acknowledgement.js";
import { receipt } from "./documents.js";
import { labelled, signButton } from "./fields.js";
import { mount } from "./mounting.js";
import { printSigned } from "./printing.js";
import { MOST_BYTES, typedPerson } from "./staff.js";

/** @import { PageData } from "../quiz/types.js" */
/** @import { Acknowledgement, KnownClause, SignoffData } from "./types.js" */

class AcknowledgePage {
  /**
   * @param {SignoffData} data
   * @param {PageData} page
   */
  constructor({ version, words }, { base }) {
    this.version = version;
    this.words = words;
    this.base = base;
    this.opened = Date.now();
    this.name = make("input", { name: "name", autocomplete: "name", required: true });
    this.number = make("input", { name: "number", autocomplete: "off" });
    this.role = this.roles();
    this.clauses = make("div", { class: "hb-sign__clauses" });
    this.read = make("input", { type: "checkbox", name: "read" });
    this.said = make("p", { role: "alert", class: "hb-sign__error" });
    this.done = make("div", { class: "hb-sign__done", tabindex: -1 });
    this.showClauses();
  }

  roles() {
    const options = this.version.roles.map(({ id, label }) => make("option", { value: id }, label));
    const all = make("option", { value: "" }, this.words.page_all_roles);
    return make("select", { name: "role", change: () => this.showClauses() }, all, options);
  }

  parts() {
    const { words, version } = this;
    const { title, since, digest } = version;
    const form = make(
      "form",
      {
        class: "hb-sign__form",
        novalidate: true,
        submit: (event) => {
          event.preventDefault();
          this.acknowledge();
        },
      },
      make("p", {}, make("b", {}, fillWords(words.page_about, { title, since, digest }))),
      make(
        "div",
        { class: "hb-sign__row" },
        labelled(words.column_name, this.name),
        labelled(words.column_number, this.number, words.page_number_hint),
        labelled(words.column_role, this.role),
      ),
      this.clauses,
      make("label", { class: "hb-sign__tick" }, this.read, fillWords(words.page_statement, { title, since, digest })),
      this.said,
      make("p", { class: "hb-sign__bar" }, make("button", { class: "hb-sign__main" }, words.page_acknowledge)),
    );
    return [form, this.done];
  }

  /** The clauses that somebody in the chosen role must know, each in a fold. */
  showClauses() {
    const { words } = this;
    const known = this.known();
    const folds = known.map(({ id, number, title, text }) =>
      make(
        "details",
        { class: "hb-folding" },
        make("summary", {}, `${number} ${title}`),
        make("p", {}, text),
        make("p", {}, make("a", { href: `${this.base}chapters/${id.split(".")[0]}/#${id}` }, words.page_in_handbook)),
      ),
    );
    this.clauses.replaceChildren(
      make("h2", {}, words.sheet_clauses),
      make("p", {}, fillWords(words.page_clauses, { n: known.length })),
      ...folds,
    );
    this.done.replaceChildren();
  }

  /** @returns {KnownClause[]} */
  known() {
    const role = this.role.value;
    return this.version.clauses.filter((clause) => !role || clause.roles.includes(role));
  }

  /** @returns {Acknowledgement | null} */
  given() {
    const { words, version } = this;
    const { name, number } = typedPerson(this.name.value, this.number.value);
    const bytes = (/** @type {string} */ text) => new TextEncoder().encode(text).length;
    const wrong = [
      /** @type {const} */ ([!name, words.page_no_name, this.name]),
      /** @type {const} */ ([bytes(name) > MOST_BYTES.name, words.page_long, this.name]),
      /** @type {const} */ ([bytes(number) > MOST_BYTES.number, words.page_long, this.number]),
      /** @type {const} */ ([!this.read.checked, words.page_not_read, this.read]),
    ].find(([is]) => is);
    if (wrong) wrong[2].closest("label")?.after(this.said); // told where it is mended
    this.said.textContent = wrong ? wrong[1] : "";
    if (wrong) {
      wrong[2].focus();
      return null;
    }
    const { digest, since, day, lang } = version;
    const seconds = Math.min(Math.round((Date.now() - this.opened) / 1000), 65535);
    return { name, number, digest, since, day, by: "line", source: "", role: this.role.value, lang, seconds };
  }

  acknowledge() {
    const given = this.given();
    if (!given) return;
    const { words } = this;
    const line = writeAcknowledgement(given, minuteNow()).replace(/(.{5})(?=.)/g, "$1 ");
    const field = make("textarea", { readonly: true, rows: 3, "aria-label": words.page_line });
    field.value = line;
    const paper = make("div", { role: "status" });
    const copied = make("span", { role: "status" });
    const copy = async () => {
      copied.textContent = (await copyFrom(field)) ? words.page_copied : words.page_copy_by_hand;
    };
    this.done.replaceChildren(
      make("h2", {}, words.page_line),
      make("p", {}, words.page_send),
      field,
      qrCode(line.replace(/ /g, ""), words.page_qr),
      make("p", { class: "hb-sign__bar" }, signButton(words.page_copy, copy, true), copied),
      make(
        "p",
        { class: "hb-sign__bar" },
        signButton(words.page_receipt, () => this.print(given, line, paper)),
      ),
      paper,
      make("p", { class: "hb-sign__note" }, words.page_proof),
    );
    this.done.focus();
  }

  /**
   * @param {Acknowledgement} given
   * @param {string} line
   * @param {HTMLElement} paper
   */
  async print(given, line, paper) {
    try {
      await printSigned(receipt(this.version, given, line, this.words), this.base, this.version.lang, paper);
    } catch {
      paper.replaceChildren(this.words.page_not_loaded);
    }
  }
}

mount("hb-acknowledge", (data, page) => new AcknowledgePage(data, page).parts());
