/* Opens the search from any page. Nothing of it is loaded before somebody reaches for it: the dialog, its looks, the
   index and the dictionary come then, side by side. They are scripts, so that they also load from a file. */

import { loadScript, loaded } from "../shared/loading.js";

/** @import { OpenerWords, SearchDialog } from "./types.js" */

const KEY = "/";
const SHEET = "assets/css/search.css";
const DIALOG = "assets/js/search.js";
const DATA = ["assets/search/index.js", "assets/search/language.js"];
const TYPED_IN = "input, textarea, select, [contenteditable]";

export function openSearch() {
  const button = /** @type {HTMLElement | null} */ (document.querySelector("[data-hb-search=open]"));
  if (!button) return;
  const opener = new Opener(button);
  for (const moment of ["pointerdown", "focus"]) button.addEventListener(moment, () => opener.load());
  button.addEventListener("click", () => opener.openForKeys());
  document.addEventListener("keydown", (event) => {
    const isTyping = event.target instanceof Element && event.target.matches(TYPED_IN);
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping || !opener.takes(event.key)) return;
    event.preventDefault();
    event.stopPropagation(); // the theme turns pages at some keys
  });
  openFromHome(opener);
  openAgain(opener);
}

class Opener {
  /** @param {HTMLElement} button with the site's root and the first words in its data */
  constructor(button) {
    this.button = button;
    this.root = button.dataset.root || "";
    /** @type {Promise<SearchDialog> | null} */
    this.dialog = null;
    /** @type {Promise<unknown> | null} */
    this.data = null;
    /** @type {(() => string | undefined) | null} */
    this.wanted = null; // what the dialog is to open with, while it is on its way
    /** @type {string | null} */
    this.typed = null; // by whom it was opened to type in it, while it is on its way
  }

  /** The dialog, loaded when first asked for; asked for again where that has failed. */
  load() {
    if (!this.dialog) {
      this.dialog = this._load();
      this.dialog.catch(() => (this.dialog = null));
    }
    return this.dialog;
  }

  /**
   * Opens the dialog with what a function gives by then: once, however often it is asked for before it has come.
   * @param {() => string | undefined} text
   */
  open(text) {
    this.wanted = text;
    const once = (/** @type {(wanted: () => string | undefined) => void} */ todo) => {
      const { wanted } = this;
      this.wanted = null;
      if (wanted) todo(wanted);
      this.typed = null;
    };
    this.load().then(
      (dialog) => once((wanted) => dialog.open(wanted())),
      () => once(() => this._sayFailed()),
    );
  }

  /** Opens the dialog to type in it: what is typed before it has come stands in it. */
  openForKeys() {
    this.typed ??= "";
    this.open(() => this.typed || undefined);
  }

  /** It need not open any more. */
  leave() {
    this.wanted = null;
    this.typed = null;
  }

  /**
   * Whether a key is for the search, which then has it.
   * @param {string} key
   */
  takes(key) {
    if (this.typed === null) {
      if (key === KEY) this.openForKeys();
      return key === KEY;
    }
    if (key === "Escape") this.leave();
    else if (key === "Backspace") this.typed = this.typed.slice(0, -1);
    else if (key.length === 1) this.typed += key;
    else return false;
    return true;
  }

  async _load() {
    this._loadData().catch(() => {}); // the dialog asks again, and says so
    await Promise.all([loadScript(this.root + DIALOG), loadStyle(this.root + SHEET)]);
    const words = /** @type {OpenerWords} */ (/** @type {unknown} */ ({ ...this.button.dataset }));
    if (!window.handbookSearch) throw new Error(DIALOG);
    return window.handbookSearch(this.root, words, () => this._loadData());
  }

  /** The index and the language, in the same way. */
  _loadData() {
    if (!this.data) {
      this.data = Promise.all(DATA.map((each) => loadScript(this.root + each)));
      this.data.catch(() => (this.data = null));
    }
    return this.data;
  }

  _sayFailed() {
    const told = document.createElement("p");
    told.className = "hb-search-failed";
    told.setAttribute("role", "alert");
    document.querySelector("main")?.prepend(told);
    told.textContent = this.button.dataset.failed || "";
  }
}

/**
 * The search box of the home page hands over as soon as it is used; while characters are composed it is left in peace.
 * @param {Opener} opener
 */
function openFromHome(opener) {
  const box = /** @type {HTMLInputElement | null} */ (document.querySelector("#hb-q"));
  if (!box) return;
  const handOver = () =>
    opener.open(() => {
      const { value } = box;
      box.value = "";
      return value || undefined;
    });
  for (const moment of ["pointerdown", "focus"]) box.addEventListener(moment, () => void opener.load().catch(() => {}));
  box.addEventListener("input", (event) => {
    if (!(/** @type {InputEvent} */ (event).isComposing)) handOver();
  });
  box.addEventListener("compositionstart", () => opener.leave());
  box.addEventListener("compositionend", handOver);
  box.form?.addEventListener("submit", (event) => {
    event.preventDefault();
    handOver();
  });
}

/**
 * Opens it again where the reader comes back to, or where the address brings a query.
 * @param {Opener} opener
 */
function openAgain(opener) {
  const query = new URLSearchParams(location.search).get("q");
  const left = () => history.state?.handbookSearch;
  if (left() || query) opener.open(() => left() || query || undefined);
  window.addEventListener("popstate", () => {
    if (left()) opener.open(left);
  });
}

/** @param {string} address */
function loadStyle(address) {
  const link = document.createElement("link");
  link.rel = "stylesheet";
  link.href = address;
  return loaded(link);
}
