/* <hb-paper>: a trainer chooses, sees the paper, shares it as a practice class, prints the paper and, apart, its key. */

import { dataIn, fallbackIn, make } from "../shared/dom.js";
import { fillWords } from "../shared/fill.js";
import { loadChapter, loadIndex } from "./bank.js";
import { drawPaper } from "./paper.js";
import { MOST, asksForPaper, requestFromFragment, requestToFragment } from "./request.js";
import { sheet } from "./sheet.js";

/** @import { Attributes } from "../shared/types.js" */
/** @import { Index, NoPaper, PageData, Paper, PaperRequest, Question, Titled } from "./types.js" */

class Builder {
  /**
   * @param {Index} index
   * @param {PageData} data
   */
  constructor(index, { ui, base }) {
    this.index = index;
    this.ui = ui;
    this.base = base;
    this.form = make("form", {
      class: "hb-paper__form",
      novalidate: true, // what is wrong is said in the page's language
      submit: (event) => {
        event.preventDefault();
        this.changed();
      },
      input: () => this.changed(),
    });
    this.status = make("div", { role: "status", class: "hb-paper__said" });
    this.sheet = make("div");
    /** @type {Paper | null} */
    this.drawn = null;
    this.fill(requestFromFragment(location.hash, index));
    // A paper's questions are loaded when somebody asks for the paper.
    if (asksForPaper(location.hash)) this.changed();
    else this.status.append(ui.trainer_to_make);
  }

  /**
   * The form for a request.
   * @param {PaperRequest} request
   */
  fill(request) {
    const { ui, index } = this;
    const kinds = index.kinds.map((id) => ({ id, title: index.kindTitles[id] }));
    this.form.replaceChildren(
      choices("chapters", ui.trainer_chapters, index.chapters, request.chapters),
      choices("roles", ui.trainer_roles, index.roles, request.roles),
      choices("kinds", ui.trainer_kinds, kinds, request.kinds),
      this.numbers(request),
    );
  }

  /** @param {PaperRequest} request */
  numbers(request) {
    const { ui } = this;
    const levels = [ui.trainer_level_1, ui.trainer_level_2, ui.trainer_level_3];
    return make(
      "fieldset",
      { class: "hb-paper__numbers" },
      make("legend", {}, ui.trainer_how_many),
      field("number", ui.trainer_questions, request.number, { type: "number", min: 1, max: MOST, required: true }),
      levels.map((title, place) =>
        field(`mix${place + 1}`, title, request.mix[place] ?? "", { type: "number", min: 0, max: 100 }),
      ),
      field("seed", ui.trainer_seed, request.seed, { maxlength: 40 }),
      button(ui.trainer_new_seed, () => this.reseed()),
      make("button", {}, ui.trainer_make),
    );
  }

  /** @param {string} name */
  control(name) {
    return /** @type {HTMLInputElement} */ (this.form.elements.namedItem(name));
  }

  reseed() {
    this.control("seed").value = crypto.getRandomValues(new Uint32Array(1))[0].toString(36);
    this.changed();
  }

  /** @returns {PaperRequest} */
  get request() {
    const checked = /** @type {NodeListOf<HTMLInputElement>} */ (this.form.querySelectorAll(":checked"));
    const picked = (/** @type {string} */ name) =>
      [...checked].filter((box) => box.name === name).map((box) => box.value);
    const mix = [1, 2, 3].map((level) => this.control(`mix${level}`).value);
    return {
      number: Number(this.control("number").value),
      seed: this.control("seed").value,
      chapters: picked("chapters"),
      roles: picked("roles"),
      kinds: picked("kinds"),
      mix: mix.some(Boolean) ? mix.map(Number) : [],
    };
  }

  changed() {
    const { request, ui } = this;
    const sum = request.mix.reduce((total, share) => total + share, 0);
    if (request.mix.length && sum !== 100) return this.refuse(fillWords(ui.trainer_mix_sum, { sum }));
    if (!Number.isInteger(request.number) || request.number < 1 || request.number > MOST) {
      return this.refuse(ui.trainer_bad_number);
    }
    history.replaceState(history.state, "", `#${requestToFragment(request)}`);
    const paper = drawPaper(this.index, request);
    return paper.items ? this.show(paper, request) : this.offer(paper);
  }

  /** @param {string} text */
  refuse(text) {
    this.status.replaceChildren(text);
    this.sheet.replaceChildren();
  }

  /**
   * There are not so many: say how many there are, and take that on request.
   * @param {NoPaper} none
   */
  offer({ possible }) {
    this.refuse(fillWords(this.ui.trainer_impossible, { possible }));
    if (!possible) return;
    const take = () => {
      this.control("number").value = String(possible);
      this.changed();
    };
    this.status.append(" ", button(fillWords(this.ui.trainer_take, { possible }), take));
  }

  /**
   * @param {Paper} paper
   * @param {PaperRequest} request
   */
  async show(paper, request) {
    const { ui, index, base } = this;
    this.drawn = paper;
    const chapters = [...new Set(paper.items.map((item) => item.question.chapter))];
    let loaded;
    try {
      loaded = await Promise.all(chapters.map((id) => loadChapter(base, id)));
    } catch {
      this.refuse(ui.trainer_not_loaded);
      return;
    }
    if (this.drawn !== paper) return; // another one was asked for meanwhile
    const chapterWords = loaded;
    const wordsOf = (/** @type {Question} */ { id, chapter }) => chapterWords[chapters.indexOf(chapter)].questions[id];
    const pages = (/** @type {boolean} */ isKey) => sheet(paper, index, ui, wordsOf, isKey);
    this.status.replaceChildren(
      make("p", {}, make("b", {}, fillWords(ui.trainer_made, { id: paper.id }))),
      make("p", {}, ui.trainer_command, " ", make("code", {}, command(request))),
      this.bar(paper, request, pages),
    );
    this.sheet.replaceChildren(pages(false));
  }

  /**
   * What can be done with the paper.
   * @param {Paper} paper
   * @param {PaperRequest} request
   * @param {(isKey: boolean) => HTMLElement} pages
   */
  bar(paper, request, pages) {
    const { ui, index, base } = this;
    const page = new URL(`${base}practice/`, location.href);
    const link = `${page.href}#paper=${paper.id}&v=${index.version}&${requestToFragment(request)}`;
    const address = make("input", { readonly: true, value: link, "aria-label": ui.trainer_link });
    const copy = async () => {
      address.select();
      await navigator.clipboard?.writeText(link).catch(() => {});
    };
    return make(
      "p",
      { class: "hb-paper__bar" },
      button(ui.trainer_print_paper, () => this.print(pages, false)),
      button(ui.trainer_print_key, () => this.print(pages, true)),
      button(ui.trainer_copy_link, copy),
      address,
    );
  }

  /**
   * Only one of the two is ever on the page when it is printed.
   * @param {(isKey: boolean) => HTMLElement} pages
   * @param {boolean} isKey
   */
  print(pages, isKey) {
    this.sheet.replaceChildren(pages(isKey));
    window.print();
    this.sheet.replaceChildren(pages(false));
  }
}

/**
 * @param {string} name
 * @param {string} title
 * @param {Titled[]} options
 * @param {string[]} chosen
 */
function choices(name, title, options, chosen) {
  const boxes = options.map((option) => {
    const box = make("input", { type: "checkbox", name, value: option.id });
    box.checked = chosen.includes(option.id);
    return make("label", {}, box, " ", option.title);
  });
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

/**
 * @param {string} text
 * @param {() => unknown} click
 */
function button(text, click) {
  return make("button", { type: "button", click }, text);
}

/**
 * The command that makes the same paper.
 * @param {PaperRequest} request
 */
function command({ number, seed, chapters, roles, kinds, mix }) {
  const quoted = /^[\w.-]+$/.test(seed) ? seed : `'${seed.replaceAll("'", "'\\''")}'`;
  const lists = Object.entries({ chapters, roles, kinds })
    .filter(([, names]) => names.length)
    .map(([name, names]) => `--${name} ${names.join(",")}`);
  const parts = ["quiz paper", `-n ${number}`, `--seed ${quoted}`, ...lists];
  if (mix.length) parts.push(`--mix ${mix.join(",")}`);
  return [...parts, "--out paper.html --key key.html"].join(" ");
}

class BuilderElement extends HTMLElement {
  connectedCallback() {
    if (this.begun) return;
    this.begun = true;
    const data = /** @type {PageData} */ (dataIn(this));
    this.load(data);
  }

  /** @param {PageData} data */
  async load(data) {
    let index;
    try {
      index = await loadIndex(data.base);
    } catch {
      this.offerAgain(data);
      return;
    }
    const { form, status, sheet: paper } = new Builder(index, data);
    this.append(form, status, paper);
    fallbackIn(this).hidden = true; // only now that everything has worked
  }

  /** @param {PageData} data */
  offerAgain(data) {
    const { ui } = data;
    const status = make("p", { role: "alert", class: "hb-paper__said" }, ui.trainer_not_loaded, " ");
    const again = () => {
      status.remove();
      this.load(data);
    };
    status.append(button(ui.trainer_retry, again));
    fallbackIn(this).hidden = true;
    this.append(status);
  }
}

customElements.define("hb-paper", BuilderElement);
