/* The search dialog: a box, what was found, and where to look where nothing fits. It knows nothing of the page below it. */

import { make } from "../shared/dom.js";
import { aTurn } from "../shared/loading.js";
import { Engine } from "./engine.js";
import { Results } from "./results.js";

/** @import { OpenerWords, SearchIndex, SearchLanguage } from "./types.js" */

const LEFT = "handbookSearch"; // of the history's state: what was searched for when the page was left
const OPEN = "hb-searching";

class Dialog {
  /**
   * @param {string} root where the language's pages begin, from this page
   * @param {OpenerWords} words
   * @param {() => Promise<unknown>} load settled when the index and the language are there
   */
  constructor(root, words, load) {
    this.words = words;
    this.root = root;
    this.load = load;
    this.told = words.wait; // until there are results
    this.isEntered = false; // whether the first of them is to be followed when they have come
    /** @type {Results | null} */
    this.results = null;
    /** @type {Element | null} what had the focus before */
    this.before = null;
    const { title, placeholder, close } = words;
    const off = { autocomplete: "off", autocapitalize: "off", autocorrect: "off", spellcheck: "false" };
    this.box = make("input", {
      class: "hb-find__box",
      type: "search",
      enterkeyhint: "search",
      placeholder,
      ...off,
      "aria-label": placeholder,
      "aria-controls": "hb-find-list",
      "data-hb-search": "box",
      input: () => this._change(), // typing, paste, dictation, handwriting, input methods: all of them
    });
    this.status = make("p", { class: "hb-find__status", role: "status", "data-hb-search": "status" });
    this.list = make("div", { class: "hb-find__list", id: "hb-find-list", click: (event) => this._follow(event) });
    const leave = make("button", { class: "hb-find__close", type: "button", click: () => this.close() }, close);
    const form = make("form", { class: "hb-find__form", role: "search" }, this.box, leave);
    form.addEventListener("submit", (event) => event.preventDefault());
    const inner = make("div", { class: "hb-find__inner" }, form, this.status, this.list);
    this.panel = make("div", { class: "hb-find", role: "dialog", "aria-modal": "true", "aria-label": title }, inner);
    this.panel.hidden = true;
    this.panel.addEventListener("keydown", (event) => this._press(event));
    this.panel.addEventListener("click", (event) => event.target === this.panel && this.close());
    document.body.append(this.panel);
    this._prepare();
  }

  /**
   * Opens it, with a text or with what is in the box.
   * @param {string} [text]
   */
  open(text) {
    if (this.panel.hidden) this.before = document.activeElement;
    if (this.told === this.words.failed) this._prepare();
    this.panel.hidden = false;
    document.documentElement.classList.add(OPEN);
    if (text !== undefined) this.box.value = text;
    this.box.focus();
    if (text === undefined) this.box.select();
    this._show();
  }

  /** Closes it; the focus goes back where it was. */
  close() {
    this._hide();
    this._remember("");
    if (this.before instanceof HTMLElement) this.before.focus();
  }

  _hide() {
    this.isEntered = false;
    this.box.blur(); // a browser leaves it the keys until it draws next
    this.panel.hidden = true;
    document.documentElement.classList.remove(OPEN);
  }

  /** Gets ready to answer; where that fails it says so, and tries again when it is opened again. */
  _prepare() {
    this.told = this.words.wait;
    this._makeResults().then(
      (results) => {
        this.results = results;
        this._show();
        if (this.isEntered) this._enter();
      },
      () => {
        this.told = this.words.failed;
        this._show();
      },
    );
  }

  async _makeResults() {
    await this.load();
    const index = /** @type {SearchIndex} */ (window.handbookSearchIndex);
    const engine = new Engine(index, /** @type {SearchLanguage} */ (window.handbookSearchLanguage));
    await inSlices(engine.preparing());
    setTimeout(() => inSlices(engine.finishing())); // after the first results
    return new Results(engine, this.root);
  }

  _change() {
    this.isEntered = false;
    this._show();
  }

  _show() {
    if (!this.results) {
      this.status.textContent = this.told;
      return;
    }
    const { told, items } = this.results.of(this.box.value.trim());
    this.list.textContent = "";
    this.list.append(...items);
    this.list.scrollTop = 0;
    this.status.textContent = told;
  }

  /**
   * Keeps the query with this place in the browser's history, so that Back finds it; storage may be forbidden.
   * @param {string} query
   */
  _remember(query) {
    if ((history.state?.[LEFT] || "") !== query) history.replaceState({ ...history.state, [LEFT]: query }, "");
  }

  /**
   * An example is searched for; a link leads away, or to another place on this page.
   * @param {MouseEvent} event
   */
  _follow(event) {
    const example = /** @type {Element} */ (event.target).closest("[data-hb-search=try]");
    if (example) this.open(example.textContent || "");
    if (event.ctrlKey || event.metaKey || event.shiftKey) return; // a new tab, as the reader asked
    if (!(/** @type {Element} */ (event.target).closest("a"))) return;
    this._remember(this.box.value.trim());
    this._hide();
  }

  /** @param {KeyboardEvent} event */
  _press(event) {
    if (event.isComposing || event.keyCode === 229) return; // the Enter of an input method chooses a character
    const links = /** @type {HTMLElement[]} */ ([...this.list.querySelectorAll("a, button")]);
    const at = links.findIndex((each) => each === document.activeElement);
    const steps = { ArrowDown: 1, ArrowUp: -1 };
    if (event.key === "Escape") this.close();
    else if (event.key in steps) this._go(links, at + steps[/** @type {keyof typeof steps} */ (event.key)]);
    else if (event.key === "Enter" && event.target === this.box) this._enter();
    else if (event.key === "Tab") this._stay(event);
    else return;
    if (event.key !== "Tab") event.preventDefault();
    event.stopPropagation();
  }

  /** Follows the first result: now, or when there are results. */
  _enter() {
    this.isEntered = !this.results;
    /** @type {HTMLElement | null} */ (this.list.querySelector("[data-hb-search=result]"))?.click();
  }

  /**
   * @param {HTMLElement[]} links
   * @param {number} to
   */
  _go(links, to) {
    if (to < 0) this.box.focus();
    else links[Math.min(to, links.length - 1)]?.focus();
  }

  /** @param {KeyboardEvent} event Tab goes round within the dialog */
  _stay(event) {
    const stops = /** @type {HTMLElement[]} */ ([...this.panel.querySelectorAll("input, button, a")]);
    const last = stops[stops.length - 1];
    const [from, to] = event.shiftKey ? [stops[0], last] : [last, stops[0]];
    if (document.activeElement !== from) return;
    event.preventDefault();
    to.focus();
  }
}

/**
 * Takes steps one by one, so that the page can draw in between.
 * @param {Iterator<unknown>} steps
 */
async function inSlices(steps) {
  while (!steps.next().done) await aTurn();
}

window.handbookSearch = (root, words, data) => new Dialog(root, words, data);
