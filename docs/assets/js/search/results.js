/* What was found, as elements: links to the clauses, and where to look where none fits. */

import { today } from "../shared/clock.js";
import { make } from "../shared/dom.js";
import { fillWords } from "../shared/fill.js";
import { answerTo, VALUE } from "./answer.js";
import { UNSURE } from "./engine.js";
import { HAN, piecesOf } from "./text.js";

const RESULTS_SHOWN = 10;
const GUESSES_SHOWN = 3; // where none fits: the way on stays in sight
const TEXT_BEFORE = 18; // signs of a text shown before what was found in it
const TEXT_SHOWN = 90;

/** @typedef {{told: string, items: (HTMLElement | string)[]}} Shown what to say, and what to show */

export class Results {
  /**
   * @param {import("./engine.js").Engine} engine
   * @param {string} root
   */
  constructor(engine, root) {
    this.engine = engine;
    this.index = engine.index;
    this.root = root;
    this.ui = engine.index.words;
  }

  /**
   * @param {string} query
   * @returns {Shown}
   */
  of(query) {
    if (!query) return { told: this.ui.find_empty, items: [this._examples(), this._chapters(), this._help()] };
    const all = this.engine.search(query, RESULTS_SHOWN);
    const isUnsure = !all.length || all[0].score < UNSURE;
    const found = isUnsure ? all.slice(0, GUESSES_SHOWN) : all;
    const marks = this._marks(query);
    const list = make(
      "ol",
      {},
      found.map(({ place }) => make("li", {}, this._clause(this.index.clauses[place], marks))),
    );
    const told = fillWords(this.ui[this._key(found.length, isUnsure)], { query, n: found.length });
    const answer = answerTo(query, this.engine, today());
    return {
      told,
      items: [...(answer ? [this._answer(answer)] : []), list, ...(isUnsure ? [this._help(), this._chapters()] : [])],
    };
  }

  /**
   * What a rule answers to a number, with its calculator opened on that number; the number is said as it was understood.
   * @param {import("./answer.js").Answer} answer
   */
  _answer({ ask, value, typed, said }) {
    const pair = (/** @type {string} */ label, /** @type {string} */ text) =>
      fillWords(this.ui.find_pair, { label, value: text });
    const address = this._page(`calculators/${ask.rule}/`, ask.entries.replace(VALUE, String(value)));
    return make(
      "a",
      { class: "hb-find__answer", href: address, "data-hb-search": "answer" },
      make("span", {}, pair(ask.label, typed)),
      said ? make("strong", {}, pair(ask.answer, said)) : null,
      make("span", { class: "hb-find__calculate" }, this.ui.find_calculate),
    );
  }

  /**
   * @param {number} count
   * @param {boolean} isUnsure
   */
  _key(count, isUnsure) {
    if (!count) return "find_none";
    return isUnsure ? "find_unsure" : "find_found";
  }

  /**
   * @param {import("./types.js").ClauseEntry} clause
   * @param {string[]} marks
   */
  _clause(clause, marks) {
    const [chapter, section] = this.index.sections[clause.s];
    const title = this.index.chapters[chapter][2];
    const text = clause.x.slice(this._beginning(clause.x, marks));
    const end = text.length > TEXT_SHOWN ? wordEnd(text, TEXT_SHOWN) : text.length;
    const shown = [
      text.length < clause.x.length ? "…" : "",
      this._marked(text.slice(0, end), marks),
      end < text.length ? "…" : "",
    ];
    return make(
      "a",
      {
        class: "hb-find__result",
        href: this._page(`chapters/${clause.i.split(".")[0]}/`, clause.i),
        "data-hb-search": "result",
      },
      make("strong", {}, make("span", { class: "hb-find__number" }, clause.n), " ", this._marked(clause.t, marks)),
      make("small", {}, `${title} · ${section}`),
      make("span", {}, shown),
    );
  }

  /** Where nothing fits there is still a way on: the chapters. */
  _chapters() {
    const links = this.index.chapters.map(([, id, title]) =>
      make("li", {}, make("a", { class: "hb-find__chapter", href: this._page(`chapters/${id}/`) }, title)),
    );
    return make("div", { class: "hb-find__on" }, make("p", {}, this.ui.find_chapters), make("ul", {}, links));
  }

  /** Whom to ask. */
  _help() {
    return make("p", { class: "hb-find__help" }, this.index.help);
  }

  /** For who does not know what to type: questions with a number, which are answered. */
  _examples() {
    const typed = this.index.asks.map((each) => each.try).filter(Boolean);
    const buttons = typed.map((each) =>
      make("button", { class: "hb-find__try", type: "button", "data-hb-search": "try" }, each),
    );
    return typed.length ? make("div", { class: "hb-find__on" }, make("p", {}, this.ui.find_try), ...buttons) : "";
  }

  /**
   * The address of a page of this language; opened from a file, folders have no index of themselves.
   * @param {string} page
   * @param {string} [anchor]
   */
  _page(page, anchor = "") {
    const file = location.protocol === "file:" ? "index.html" : "";
    return `${this.root}${page}${file}${anchor && `#${anchor}`}`;
  }

  /**
   * What to mark in texts: pairs of characters, words in their common form, and numbers.
   * @param {string} query
   */
  _marks(query) {
    return piecesOf(this.engine.fold(query)).flatMap(({ text, kind }) => {
      if (kind !== "han") return text.length > 2 || kind === "number" ? [this.engine.library.stem(text)] : [];
      return text.length === 1 ? [text] : Array.from(text.slice(1), (each, i) => text[i] + each);
    });
  }

  /**
   * @param {string} text
   * @param {string[]} marks
   */
  _beginning(text, marks) {
    const folded = this.engine.library.fold(text);
    const places = marks.map((each) => folded.indexOf(each)).filter((at) => at >= 0);
    const first = places.length ? Math.min(...places) : 0;
    if (first <= TEXT_BEFORE) return 0;
    const from = first - TEXT_BEFORE;
    if (!HAN.test(text)) return text.indexOf(" ", from) + 1;
    return from + text.slice(from).search(/[^\s\p{P}]/u); // no line begins with such a sign
  }

  /**
   * A text with what was looked for marked; marked are the very signs that were found.
   * @param {string} text
   * @param {string[]} marks
   */
  _marked(text, marks) {
    const folded = this.engine.library.fold(text);
    if (folded.length !== text.length) return text;
    const isMarked = new Array(text.length).fill(false);
    for (const each of marks) {
      for (let from = folded.indexOf(each); from >= 0; from = folded.indexOf(each, from + 1)) {
        isMarked.fill(true, from, wordEnd(folded, from + each.length));
      }
    }
    /** @type {(string | HTMLElement)[]} */
    const parts = [];
    for (let from = 0; from < text.length;) {
      let to = from + 1;
      while (to < text.length && isMarked[to] === isMarked[from]) to += 1;
      parts.push(isMarked[from] ? make("mark", {}, text.slice(from, to)) : text.slice(from, to));
      from = to;
    }
    return parts;
  }
}

/**
 * Where the English word ends that a place is in; the place itself where it is in none.
 * @param {string} text
 * @param {number} from
 */
function wordEnd(text, from) {
  let end = from;
  while (end < text.length && /[a-z]/i.test(text[end - 1]) && /[a-z]/i.test(text[end])) end += 1;
  return end;
}
