/* What a trainer prints of a paper: its documents in a list, one of them in sight as it will be printed. */

import { make } from "../shared/dom.js";
import { saveFile } from "../shared/saving.js";
import { documentsOf, writtenDocument } from "./documents.js";
import { documentFrame, printFrame, showInFrame } from "./frame.js";
import { sayPrinted } from "./words.js";

/** @import { FrozenFile } from "../exam/types.js" */
/** @import { AnswerPlace, PrintedDocument, PrintedForm, Template, WhatPrinted } from "./types.js" */

const VERSIONS = ["A", "B", "C", "D"];
/** @type {Record<PrintedForm, string>} */
const TYPES = {
  html: "text/html",
  docx: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
};
/** @type {[form: PrintedForm, word: string][]} */
const SAVED = [
  ["docx", "word"],
  ["xlsx", "excel"],
  ["html", "page"],
];

/**
 * All documents of a paper, to look at, print and save. `template` is of the paper's language, `spoken` of the page's.
 * @param {FrozenFile} file
 * @param {Template} template
 * @param {Template} spoken
 */
export function printingPanel(file, template, spoken) {
  return new PrintingPanel(file, template, spoken).element;
}

class PrintingPanel {
  /**
   * @param {FrozenFile} file
   * @param {Template} template
   * @param {Template} spoken
   */
  constructor(file, template, spoken) {
    this.file = file;
    this.template = template;
    this.spoken = spoken;
    /** @type {AnswerPlace} */
    this.place = "paper";
    this.count = 1;
    this.list = make("ul", { class: "hb-print__list", role: "list" });
    this.frame = documentFrame("hb-print__sheet");
    this.shown = make("p", { role: "status", class: "hb-print__shown" });
    const title = make("h2", { id: "printing" }, this.say("title"));
    const choices = make("div", { class: "hb-print__choices" }, this.versions(), this.places());
    const told = make("p", {}, this.say("open"));
    const parts = [title, told, choices, this.list, this.shown, this.frame];
    this.element = make("section", { class: "hb-print", "aria-labelledby": "printing" }, parts);
    this.fill();
  }

  /**
   * Words of the panel, in the page's language.
   * @param {string} key
   * @param {Record<string, string>} facts
   */
  say(key, facts = {}) {
    return sayPrinted(this.spoken, `printing.${key}`, facts);
  }

  versions() {
    const options = VERSIONS.map((_, place) => make("option", {}, String(place + 1)));
    const select = make("select", {}, options);
    select.addEventListener("change", () => this.choose({ count: Number(select.value) }));
    return make("label", {}, `${this.say("versions")} `, select);
  }

  places() {
    const choice = (/** @type {AnswerPlace} */ place, /** @type {string} */ word) => {
      const change = () => this.choose({ place });
      const radio = make("input", { type: "radio", name: "printing-place", checked: place === this.place, change });
      return make("label", {}, radio, " ", this.say(word));
    };
    const legend = make("legend", {}, this.say("place"));
    return make("fieldset", {}, legend, choice("paper", "on_paper"), choice("sheet", "on_sheet"));
  }

  /** @param {{ count?: number, place?: AnswerPlace }} chosen */
  choose({ count = this.count, place = this.place }) {
    this.count = count;
    this.place = place;
    this.fill();
  }

  /** The list for what is chosen; the paper comes into sight. */
  fill() {
    const versions = VERSIONS.slice(0, this.count);
    /** @type {WhatPrinted[]} */
    const what = ["paper", ...(this.place === "sheet" ? /** @type {const} */ (["sheet"]) : []), "strip", "key"];
    if (this.count > 1) what.push("versions");
    const rows = what.flatMap((each) => {
      const made = documentsOf(this.template, this.file, each, versions, this.place);
      return made.map((document, at) => this.row(document, each, made.length > 1 ? versions[at] : ""));
    });
    this.list.replaceChildren(...rows);
    const [paper] = documentsOf(this.template, this.file, "paper", versions, this.place);
    this.show(paper, this.nameOf("paper", this.count > 1 ? "A" : ""));
  }

  /**
   * @param {WhatPrinted} what
   * @param {string} version
   */
  nameOf(what, version) {
    const kind = sayPrinted(this.spoken, `papers.document.${what}`);
    return version ? `${kind} · ${sayPrinted(this.spoken, "papers.version", { version })}` : kind;
  }

  /**
   * @param {PrintedDocument} document
   * @param {WhatPrinted} what
   * @param {string} version
   */
  row(document, what, version) {
    const name = this.nameOf(what, version);
    const act = (/** @type {string} */ word, /** @type {() => void} */ click) => {
      const told = this.say(word);
      return make("button", { type: "button", click, "aria-label": this.say("of_row", { act: told, name }) }, told);
    };
    const title = make("button", { type: "button", class: "hb-print__name", click: () => this.show(document, name) });
    title.append(name);
    title.setAttribute("aria-label", this.say("show", { name }));
    const saves = SAVED.map(([form, word]) => act(word, () => this.save(document, form)));
    return make(
      "li",
      {},
      title,
      make(
        "span",
        {},
        act("print", () => this.print(document, name)),
        saves,
      ),
    );
  }

  /**
   * Brings a document into sight, as it will be printed; resolves when it is there.
   * @param {PrintedDocument} document
   * @param {string} name
   */
  show(document, name) {
    const told = this.say("shown", { name });
    this.shown.replaceChildren(told);
    this.frame.title = told;
    return showInFrame(this.frame, this.template, document);
  }

  /**
   * Prints a document by itself.
   * @param {PrintedDocument} document
   * @param {string} name
   */
  async print(document, name) {
    await this.show(document, name);
    printFrame(this.frame);
  }

  /**
   * Has a document saved; above the one in sight it says where nothing came of it.
   * @param {PrintedDocument} document
   * @param {PrintedForm} form
   */
  save(document, form) {
    const name = `${document.name}.${form}`;
    try {
      saveFile(name, writtenDocument(this.template, document, form), TYPES[form]);
    } catch (error) {
      this.shown.textContent = this.say("not_made", { name });
      throw error; // the console says where
    }
  }
}
