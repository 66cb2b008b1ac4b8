/* The form in which a trainer says what paper is wanted, and what it says as a request. */

import { make } from "../shared/dom.js";
import { fillWords } from "../shared/fill.js";

/** @import { Attributes, Words } from "../shared/types.js" */
/** @import { FrozenFile } from "../exam/types.js" */
/** @import { DrawRequest, Index, PaperDefaults, PaperHead, Titled } from "./types.js" */

const MOST = { questions: 100, seed: 40, minutes: 600, text: 100 };

export class Asking {
  /**
   * @param {Index} index
   * @param {Words} ui
   * @param {PaperDefaults} defaults
   * @param {{ make: () => unknown, openFiles: (files: File[]) => unknown }} does
   */
  constructor(index, ui, defaults, does) {
    this.ui = ui;
    this.defaults = defaults;
    this.index = index;
    /** @type {FrozenFile[]} */
    this.without = [];
    this.left = make("span", { class: "hb-paper__left", role: "status" });
    this.wrong = make("p", { role: "alert", class: "hb-paper__wrong", hidden: true });
    this.form = make(
      "form",
      {
        class: "hb-paper__form",
        novalidate: true, // what is wrong is said in the page's language
        submit: (event) => {
          event.preventDefault();
          does.make();
        },
      },
      this.numbers(),
      this.which(),
      this.head(),
      this.earlier(does.openFiles),
      this.wrong,
      make("p", {}, make("button", { class: "hb-paper__main" }, ui.trainer_make)),
    );
  }

  numbers() {
    const { ui, defaults } = this;
    const number = (
      /** @type {string} */ name,
      /** @type {string} */ title,
      /** @type {number} */ value,
      /** @type {number} */ max,
    ) => field(name, title, value, { type: "number", min: 1, max, inputmode: "numeric" });
    return make(
      "fieldset",
      { class: "hb-paper__numbers" },
      make("legend", {}, ui.trainer_how_many),
      number("count", ui.trainer_questions, defaults.count, MOST.questions),
      number("minutes", ui.trainer_minutes, defaults.minutes, MOST.minutes),
      field("pass", ui.trainer_pass, defaults.pass, { type: "number", min: 0, max: 100, inputmode: "numeric" }),
    );
  }

  which() {
    const { ui, index } = this;
    const kinds = index.kinds.map((id) => ({ id, title: index.kindTitles[id] }));
    const levels = [ui.trainer_level_1, ui.trainer_level_2, ui.trainer_level_3];
    return make(
      "details",
      {},
      make("summary", {}, ui.trainer_which),
      choices("chapters", ui.trainer_chapters, index.chapters),
      choices("roles", ui.trainer_roles, index.roles),
      choices("kinds", ui.trainer_kinds, kinds),
      make(
        "fieldset",
        { class: "hb-paper__numbers" },
        make("legend", {}, ui.trainer_mix),
        levels.map((title, place) => field(`mix${place + 1}`, title, "", { type: "number", min: 0, max: 100 })),
      ),
      make(
        "fieldset",
        {},
        make("legend", {}, ui.trainer_clauses),
        make("label", {}, make("input", { type: "checkbox", name: "must" }), " ", ui.trainer_must),
        field("since", ui.trainer_since, "", { type: "date" }),
      ),
      field("seed", ui.trainer_seed, "", { maxlength: MOST.seed, placeholder: ui.trainer_random, autocomplete: "off" }),
    );
  }

  head() {
    const { ui, defaults } = this;
    const line = (/** @type {string} */ name, /** @type {string} */ title, /** @type {string} */ value) =>
      field(name, title, value, { maxlength: MOST.text });
    return make(
      "details",
      {},
      make("summary", {}, ui.trainer_head),
      line("title", ui.trainer_title, defaults.title),
      line("company", ui.trainer_company, defaults.company),
      line("department", ui.trainer_department, ""),
    );
  }

  /** @param {(files: File[]) => unknown} openFiles */
  earlier(openFiles) {
    const { ui } = this;
    const change = () => {
      openFiles([...(input.files ?? [])]);
      input.value = ""; // the same file may be picked again
    };
    const input = make("input", { type: "file", multiple: true, accept: ".json", change });
    return make(
      "details",
      {},
      make("summary", {}, ui.trainer_make_up),
      make("p", {}, ui.trainer_make_up_hint),
      make("label", {}, `${ui.trainer_earlier} `, input),
      " ",
      this.left,
    );
  }

  /** @param {FrozenFile[]} files */
  leaveOut(files) {
    const known = new Map([...this.without, ...files].map((file) => [file.paper.number, file]));
    this.without = [...known.values()];
    const titles = this.without.map(({ paper }) => paper.title).join("; ");
    this.left.textContent = fillWords(this.ui.trainer_left_out, { n: this.without.length, titles });
  }

  /** @param {string} name */
  value(name) {
    return /** @type {HTMLInputElement} */ (this.form.elements.namedItem(name)).value.trim();
  }

  /** @returns {DrawRequest} */
  get request() {
    const checked = /** @type {NodeListOf<HTMLInputElement>} */ (this.form.querySelectorAll(":checked"));
    const picked = (/** @type {string} */ name) =>
      [...checked].filter((box) => box.name === name).map((box) => box.value);
    const mix = [1, 2, 3].map((level) => this.value(`mix${level}`));
    return {
      count: Number(this.value("count")),
      seed: this.value("seed"),
      chapters: picked("chapters"),
      roles: picked("roles"),
      kinds: picked("kinds"),
      mix: mix.some(Boolean) ? mix.map(Number) : [],
      mustKnow: picked("must").length > 0,
      since: this.value("since"),
      without: this.without,
    };
  }

  /** @returns {PaperHead} */
  get aboveQuestions() {
    const { language, title } = this.defaults;
    return {
      title: (this.value("title") || title).normalize("NFC"),
      company: this.value("company").normalize("NFC"),
      department: this.value("department").normalize("NFC"),
      minutes: Number(this.value("minutes")),
      pass: Number(this.value("pass")),
      language,
    };
  }

  /** What is wrong with what is filled in; empty where nothing is. */
  get fault() {
    const { ui, request, aboveQuestions: head } = this;
    const sum = request.mix.reduce((total, share) => total + share, 0);
    if (request.mix.length && sum !== 100) return fillWords(ui.trainer_mix_sum, { sum });
    if (!isWithin(request.count, 1, MOST.questions)) return ui.trainer_bad_number;
    if (!isWithin(head.minutes, 1, MOST.minutes)) return ui.trainer_bad_minutes;
    return isWithin(head.pass, 0, 100) && this.value("pass") ? "" : ui.trainer_bad_pass;
  }

  /**
   * Says what is wrong with the form, or nothing.
   * @param {string} text
   * @param {HTMLElement | null} [cure]
   */
  say(text, cure = null) {
    this.wrong.hidden = !text;
    this.wrong.replaceChildren(text, ...(cure ? [" ", cure] : []));
  }

  /** @param {number} count */
  take(count) {
    /** @type {HTMLInputElement} */ (this.form.elements.namedItem("count")).value = String(count);
  }
}

/**
 * @param {number} value
 * @param {number} least
 * @param {number} most
 */
function isWithin(value, least, most) {
  return Number.isInteger(value) && value >= least && value <= most;
}

/**
 * @param {string} name
 * @param {string} title
 * @param {Titled[]} options
 */
function choices(name, title, options) {
  const boxes = options.map((option) =>
    make("label", {}, make("input", { type: "checkbox", name, value: option.id }), " ", option.title),
  );
  return make("fieldset", {}, make("legend", {}, title), boxes);
}

/**
 * @param {string} name
 * @param {string} title
 * @param {string | number} value
 * @param {Attributes} more
 */
function field(name, title, value, more) {
  return make("label", {}, make("span", {}, title), make("input", { name, value, ...more }));
}
