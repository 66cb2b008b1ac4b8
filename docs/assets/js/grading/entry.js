/* Answers on paper are typed: who it is, then a key an answer, Enter for the next person. */

import { ordersOf } from "../exam/orders.js";
import { make } from "../shared/dom.js";
import { seenAnswers } from "./answers_sheet.js";
import { isAnswer, withKey } from "./keys.js";
import { ANSWER_LETTERS, inLetters } from "./marking.js";
import { sayIn } from "./tables.js";
import { atPaper, readAnswer } from "./typed.js";

/** @import { FrozenPaper, FrozenQuestion } from "../exam/types.js" */
/** @import { Words } from "../shared/types.js" */
/** @import { Seat, TypedPaper } from "./types.js" */

const TRUE_KEY = "V";
const FALSE_KEY = "X";
const SHORT = 40; // signs of a question that are shown

export class Entry {
  /**
   * @param {FrozenPaper} paper
   * @param {readonly Seat[]} seats
   * @param {Words} words
   * @param {(typed: TypedPaper) => void} taken
   */
  constructor(paper, seats, words, taken) {
    this.paper = paper;
    this.seats = seats;
    this.words = words;
    this.taken = taken;
    this.number = this.field("staff_number", { autocomplete: "off" });
    this.name = this.field("name", { autocomplete: "off" });
    const letters = [...ANSWER_LETTERS].map((letter) => make("option", { value: letter }, letter));
    this.version = make("select", { change: () => this.begin() }, letters);
    /** @type {FrozenQuestion[]} */
    this.questions = [];
    /** @type {string[]} */
    this.answers = [];
    this.place = 0; // of the question whose answer comes next
    this.isSure = false; // whether answers may be missing
    this.status = make("p", { class: "hb-grade__said", role: "status" });
    this.strip = make("ol", { class: "hb-grade__strip" });
    this.stem = make("p", { class: "hb-grade__stem" });
    this.buttons = make("div", { class: "hb-grade__buttons" });
    this.keys = make(
      "div",
      { class: "hb-grade__keys", tabindex: 0, role: "group", keydown: (event) => this.pressed(event) },
      this.strip,
      this.stem,
      this.buttons,
    );
    this.element = make("div", { class: "hb-grade__entry" }, this.who(), this.keys, this.status);
    this.begin();
  }

  who() {
    const { words } = this;
    const labelled = (/** @type {string} */ key, /** @type {HTMLElement} */ control) =>
      make("label", {}, make("span", {}, sayIn(words, `grade_page.${key}`)), control);
    return make(
      "div",
      { class: "hb-grade__who" },
      labelled("staff_number", this.number),
      labelled("name", this.name),
      labelled("version", this.version),
    );
  }

  /**
   * @param {string} name
   * @param {Record<string, string>} attributes
   */
  field(name, attributes) {
    return make("input", { type: "text", name, ...attributes, keydown: (event) => this.inField(event, name) });
  }

  /**
   * Enter goes to the answers, by way of the name where the number does not say who it is.
   * @param {KeyboardEvent} event
   * @param {string} name
   */
  inField(event, name) {
    if (event.key !== "Enter" || event.isComposing) return;
    event.preventDefault();
    const known = this.seats.find((seat) => seat.number && seat.number === this.number.value.trim());
    if (known) this.name.value = known.name;
    (name === "staff_number" && !this.name.value ? this.name : this.keys).focus();
  }

  /** The answers of a version from the first one; a paper that is being changed has some already.
   * @param {string[]} [answers] */
  begin(answers) {
    const order = ordersOf(this.paper, this.version.value);
    this.questions = order.questions.map((index) => this.paper.questions[index]);
    this.answers = answers ?? this.questions.map(() => "");
    this.place = 0;
    this.isSure = false;
    this.show();
  }

  /**
   * A paper that was typed before, to be changed.
   * @param {TypedPaper} typed
   */
  change(typed) {
    const { name, number, version } = typed;
    this.name.value = name;
    this.number.value = number;
    this.version.value = version;
    this.begin(seenAnswers(this.paper, typed));
    this.keys.focus();
  }

  /** @param {KeyboardEvent} event */
  pressed(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target !== this.keys) return;
    const named = /** @type {Record<string, () => void>} */ ({
      Enter: () => this.finish(),
      Backspace: () => this.back(),
      ArrowLeft: () => this.go(this.place - 1),
      ArrowRight: () => this.go(this.place + 1),
      " ": () => this.next(),
    })[event.key];
    // With an input method switched on, only the place of the key is told.
    const sign = event.key.length === 1 ? event.key : /^(?:Key|Digit)(\w)$/.exec(event.code)?.[1];
    if (!named && !sign) return;
    event.preventDefault();
    if (named) named();
    else if (sign) this.key(sign);
  }

  /** @param {string} sign */
  key(sign) {
    const question = this.questions[this.place];
    if (!question) return;
    const typed = withKey(question, this.answers[this.place], sign);
    if (!typed) {
      this.say("no_such_key", { sign });
      return;
    }
    this.answers[this.place] = typed.text;
    this.go(this.place + Number(typed.isDone));
  }

  next() {
    const question = this.questions[this.place];
    if (question && !isAnswer(question, this.answers[this.place])) {
      this.say("no_such_key", { sign: this.answers[this.place] });
    } else this.go(this.place + 1);
  }

  /** Takes back a sign, or the answer before. */
  back() {
    const question = this.questions[this.place];
    const isOpen = question && this.answers[this.place] && !["single", "true_false"].includes(question.kind);
    if (isOpen) this.answers[this.place] = this.answers[this.place].slice(0, -1);
    else {
      this.place = Math.max(0, this.place - 1);
      this.answers[this.place] = "";
    }
    this.go(this.place);
  }

  /** @param {number} at */
  go(at) {
    this.place = Math.min(Math.max(0, at), this.questions.length);
    this.isSure = false;
    this.status.textContent = "";
    this.show();
  }

  /** Takes the paper; with answers missing only when asked twice. */
  finish() {
    const [name, number] = [this.name.value.trim(), this.number.value.trim()];
    if (!name && !number) {
      this.say("nobody");
      this.number.focus();
      return;
    }
    const bad = this.questions.findIndex((question, at) => !isAnswer(question, this.answers[at]));
    const open = this.answers.filter((text) => !text).length;
    if (bad >= 0) {
      this.go(bad);
      this.say("no_such_key", { sign: this.answers[bad] });
    } else if (open && !this.isSure) {
      this.isSure = true;
      this.say("still_open", { count: open });
    } else this.take(name, number);
  }

  /**
   * @param {string} name
   * @param {string} number
   */
  take(name, number) {
    const version = this.version.value;
    const given = this.questions.map((question, at) => readAnswer(question, this.answers[at]));
    this.name.value = this.number.value = "";
    this.begin();
    this.taken({ name, number, version, answers: atPaper(this.paper, version, given) });
    this.number.focus();
  }

  /**
   * @param {string} key
   * @param {Record<string, string | number>} facts
   */
  say(key, facts = {}) {
    this.status.textContent = sayIn(this.words, `grade_page.${key}`, facts);
  }

  show() {
    const { words, place: at } = this;
    const question = this.questions[at];
    const facts = { number: Math.min(at + 1, this.questions.length), stem: (question?.stem ?? "").slice(0, SHORT) };
    this.keys.setAttribute("aria-label", sayIn(words, "grade_page.keys", facts));
    this.stem.textContent = sayIn(words, `grade_page.${question ? "at_question" : "all_in"}`, facts);
    this.strip.replaceChildren(
      ...this.answers.map((text, place) =>
        make(
          "li",
          { "aria-current": place === at ? "step" : null, click: () => this.go(place) },
          make("small", {}, String(place + 1)),
          make("b", {}, this.shownAnswer(place, text)),
        ),
      ),
    );
    this.showButtons(question);
  }

  /**
   * @param {number} place
   * @param {string} text
   */
  shownAnswer(place, text) {
    if (this.questions[place].kind !== "true_false" || !text) return text || "\u00a0";
    return inLetters(this.questions[place], readAnswer(this.questions[place], text));
  }

  /** @param {FrozenQuestion | undefined} question */
  showButtons(question) {
    const button = (/** @type {string} */ text, /** @type {() => void} */ click, look = "") =>
      make("button", { type: "button", class: look, tabindex: -1, click: () => (click(), this.keys.focus()) }, text);
    const said = (/** @type {string} */ key) => sayIn(this.words, `grade_page.${key}`);
    this.buttons.replaceChildren(
      ...keysOf(question).map((key) => {
        const shown = { [TRUE_KEY]: said("true"), [FALSE_KEY]: said("false") }[key];
        return button(question?.kind === "true_false" && shown ? shown : key, () => this.key(key));
      }),
      button(said("next"), () => this.next(), "hb-grade__quiet"),
      button(said("back"), () => this.back(), "hb-grade__quiet"),
      make("button", { type: "button", class: "hb-grade__second", click: () => this.finish() }, said("finish")),
    );
  }
}

/**
 * The keys that a question can need.
 * @param {FrozenQuestion | undefined} question
 */
function keysOf(question) {
  if (!question) return [];
  if (question.kind === "true_false") return [TRUE_KEY, FALSE_KEY];
  if (question.kind === "numeric") return [..."1234567890.-"];
  const letters = [...ANSWER_LETTERS].slice(0, question.options?.length ?? 0);
  return question.kind === "matching" ? [...letters, "-"] : letters;
}
