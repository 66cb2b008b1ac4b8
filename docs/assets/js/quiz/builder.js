/* <hb-paper>: a trainer chooses, sees the paper, shares it as a practice class, prints the paper and, apart, its key. */

import { make } from "../shared/dom.js";
import { fillWords } from "../shared/fill.js";
import { loadChapter, loadIndex } from "./bank.js";
import { drawPaper } from "./paper.js";
import { MOST, requestFromFragment, requestToFragment } from "./request.js";
import { sheet } from "./sheet.js";

class Builder extends HTMLElement {
  async connectedCallback() {
    if (this.form) return;
    const { ui, base } = JSON.parse(this.querySelector("script").textContent);
    Object.assign(this, { ui, base });
    this.fallback = this.querySelector(".hb-paper__static");
    this.form = make("form", {
      class: "hb-paper__form",
      submit: (event) => event.preventDefault(),
      input: () => this.changed(),
    });
    this.said = make("div", { role: "status", class: "hb-paper__said" });
    this.sheet = make("div", {});
    this.append(this.form, this.said, this.sheet);
    this.fallback.hidden = true;
    try {
      await this.load();
    } catch (error) {
      this.fallback.hidden = false;
      throw error;
    }
  }

  async load() {
    try {
      this.index = await loadIndex(this.base);
    } catch {
      this.said.replaceChildren(
        this.ui.trainer_not_loaded,
        " ",
        make("button", { type: "button", click: () => this.load() }, this.ui.trainer_retry),
      );
      return;
    }
    this.fill(requestFromFragment(location.hash, this.index));
    this.changed();
  }

  /** The form for a request. */
  fill(request) {
    const { ui, index } = this;
    const boxes = (name, title, options) =>
      make(
        "fieldset",
        {},
        make("legend", {}, title),
        options.map(({ id, title: text }) => {
          const box = make("input", { type: "checkbox", name, value: id });
          box.checked = request[name].includes(id);
          return make("label", {}, box, " ", text);
        }),
      );
    const field = (name, title, value, more = {}) =>
      make("label", {}, make("span", {}, title), make("input", { name, value, ...more }));
    const shares = request.mix.length ? request.mix : ["", "", ""];
    this.form.replaceChildren(
      boxes("chapters", ui.trainer_chapters, index.chapters),
      boxes("roles", ui.trainer_roles, index.roles),
      boxes(
        "kinds",
        ui.trainer_kinds,
        index.kinds.map((id) => ({ id, title: index.kindTitles[id] })),
      ),
      make(
        "fieldset",
        { class: "hb-paper__numbers" },
        make("legend", {}, ui.trainer_how_many),
        field("number", ui.trainer_questions, request.number, { type: "number", min: 1, max: MOST, required: true }),
        [ui.trainer_level_1, ui.trainer_level_2, ui.trainer_level_3].map((title, place) =>
          field(`mix${place + 1}`, title, shares[place], { type: "number", min: 0, max: 100 }),
        ),
        field("seed", ui.trainer_seed, request.seed, { maxlength: 40 }),
        make("button", { type: "button", click: () => this.reseed() }, ui.trainer_new_seed),
      ),
    );
  }

  reseed() {
    this.form.elements.seed.value = crypto.getRandomValues(new Uint32Array(1))[0].toString(36);
    this.changed();
  }

  get request() {
    const { elements } = this.form;
    const picked = (name) => [...this.form.querySelectorAll(`[name=${name}]:checked`)].map((box) => box.value);
    const mix = [1, 2, 3].map((level) => elements[`mix${level}`].value);
    const lists = { chapters: picked("chapters"), roles: picked("roles"), kinds: picked("kinds") };
    return {
      number: Number(elements.number.value),
      seed: elements.seed.value,
      ...lists,
      mix: mix.some(Boolean) ? mix.map(Number) : [],
    };
  }

  async changed() {
    const { request, ui } = this;
    const sum = request.mix.reduce((total, share) => total + share, 0);
    if (request.mix.length && sum !== 100) return this.refuse(fillWords(ui.trainer_mix_sum, { sum }));
    if (!Number.isInteger(request.number) || request.number < 1 || request.number > MOST)
      return this.refuse(ui.trainer_bad_number);
    history.replaceState(history.state, "", `#${requestToFragment(request)}`);
    const paper = drawPaper(this.index, request);
    return paper.items ? this.show(paper, request) : this.offer(paper);
  }

  refuse(text) {
    this.said.replaceChildren(text);
    this.sheet.replaceChildren();
  }

  /** There are not so many: say how many there are, and take that on request. */
  offer({ possible }) {
    this.refuse(fillWords(this.ui.trainer_impossible, { possible }));
    if (!possible) return;
    const take = () => {
      this.form.elements.number.value = possible;
      this.changed();
    };
    this.said.append(
      " ",
      make("button", { type: "button", click: take }, fillWords(this.ui.trainer_take, { possible })),
    );
  }

  async show(paper, request) {
    const { ui, index } = this;
    this.drawn = paper;
    const chapters = [...new Set(paper.items.map((item) => item.question.chapter))];
    let loaded;
    try {
      loaded = await Promise.all(chapters.map((id) => loadChapter(this.base, id)));
    } catch {
      this.refuse(ui.trainer_not_loaded);
      return;
    }
    if (this.drawn !== paper) return; // another one was asked for meanwhile
    const words = ({ id, chapter }) => loaded[chapters.indexOf(chapter)].questions[id];
    const page = new URL(`${this.base}practice/`, location.href);
    const link = `${page.href}#paper=${paper.id}&v=${index.version}&${requestToFragment(request)}`;
    const address = make("input", { readonly: true, value: link, "aria-label": ui.trainer_link });
    const copy = async () => {
      address.select();
      await navigator.clipboard?.writeText(link).catch(() => {});
    };
    const button = (text, click) => make("button", { type: "button", click }, text);
    const bar = make(
      "p",
      { class: "hb-paper__bar" },
      button(ui.trainer_print_paper, () => this.print(false)),
      button(ui.trainer_print_key, () => this.print(true)),
      button(ui.trainer_copy_link, copy),
      address,
    );
    this.said.replaceChildren(
      make("p", {}, make("b", {}, fillWords(ui.trainer_made, { id: paper.id }))),
      make("p", {}, ui.trainer_command, " ", make("code", {}, command(request))),
      bar,
    );
    this.pages = {
      paper: () => sheet(paper, index, ui, words, false),
      key: () => sheet(paper, index, ui, words, true),
    };
    this.sheet.replaceChildren(this.pages.paper());
  }

  /** Only one of the two is ever on the page when it is printed. */
  print(key) {
    this.sheet.replaceChildren(key ? this.pages.key() : this.pages.paper());
    window.print();
    this.sheet.replaceChildren(this.pages.paper());
  }
}

/** The command that makes the same paper. */
function command({ number, seed, chapters, roles, kinds, mix }) {
  const quoted = /^[\w.-]+$/.test(seed) ? seed : `'${seed.replaceAll("'", "'\\''")}'`;
  const lists = Object.entries({ chapters, roles, kinds })
    .filter(([, names]) => names.length)
    .map(([name, names]) => `--${name} ${names.join(",")}`);
  return [
    "quiz paper",
    `-n ${number}`,
    `--seed ${quoted}`,
    ...lists,
    mix.length ? `--mix ${mix.join(",")}` : "",
    "--out paper.html --key key.html",
  ]
    .filter(Boolean)
    .join(" ");
}

customElements.define("hb-paper", Builder);
