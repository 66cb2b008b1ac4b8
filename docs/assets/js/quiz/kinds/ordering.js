/* Steps to be put in order. */

import { make } from "../../shared/dom.js";
import { fillWords, unbroken } from "../../shared/fill.js";

/** @import { AnswerContext, AnswerForm, Kind, OrderWords } from "../types.js" */

/** @type {Kind<OrderWords, number[]>} */
export const ORDERING = {
  form: (words, context) => new OrderForm(words, context),
  isRight: (words, answer) => answer.every((at, place) => at === place),
  frozen: ({ q }, mixed) => {
    const shown = mixed(q);
    return [{ options: shown.map((at) => q[at]) }, { order: q.map((_, at) => shown.indexOf(at)) }];
  },
};

/** @implements {AnswerForm<number[]>} */
class OrderForm {
  /**
   * @param {OrderWords} words
   * @param {AnswerContext} context
   */
  constructor(words, { ui, order, letter, changed }) {
    this.words = words;
    this.ui = ui;
    this.changed = changed;
    this.order = order(words.q);
    this.letters = new Map(this.order.map((at, place) => [at, letter(place)])); // those of the paper stay with the steps
    this.done = false;
    this.status = make("p", { class: "hb-quiz__said", role: "status" });
    this.list = make("ol", { class: "hb-quiz__steps" });
    this.hint = make("p", { class: "hb-quiz__hint" }, ui.quiz_order_hint);
    this.element = make("div", {}, this.hint, this.list, this.status);
    /** @type {string[]} */
    this.reasons = [];
    this.isOneTap = false;
    this.draw();
  }

  get answer() {
    return this.order;
  }

  draw() {
    this.list.replaceChildren(
      ...this.order.map((at, place) => this.item(`${this.letters.get(at)}${this.words.q[at]}`, place)),
    );
  }

  /**
   * @param {string} text
   * @param {number} place
   */
  item(text, place) {
    if (this.done) return this.judged(text, place);
    const last = this.order.length - 1;
    /** @type {(label: string, by: number, sign: string, off: boolean) => HTMLElement} */
    const button = (label, by, sign, off) => {
      const click = () => this.move(place, by);
      return make("button", { type: "button", "aria-label": `${label}: ${text}`, disabled: off, click }, sign);
    };
    return make(
      "li",
      { tabindex: "0", keydown: (event) => this.arrow(event, place) },
      make("span", {}, unbroken(text)),
      button(this.ui.quiz_up, -1, "↑", place === 0),
      button(this.ui.quiz_down, 1, "↓", place === last),
    );
  }

  /**
   * A step with what there is to say of its place.
   * @param {string} text
   * @param {number} place
   */
  judged(text, place) {
    const target = this.order[place];
    const [look, mark] =
      target === place ? ["right", "✓"] : ["wrong", `✗ ${fillWords(this.ui.quiz_belongs, { place: target + 1 })}`];
    const attributes = { class: `hb-quiz__option--${look}` };
    return make("li", attributes, make("span", {}, unbroken(text)), make("span", { class: "hb-quiz__mark" }, mark));
  }

  /**
   * @param {KeyboardEvent} event
   * @param {number} place
   */
  arrow(event, place) {
    const by = event.key === "ArrowUp" ? -1 : event.key === "ArrowDown" ? 1 : 0;
    if (!by) return;
    event.preventDefault();
    this.move(place, by);
  }

  /**
   * @param {number} place
   * @param {number} by
   */
  move(place, by) {
    const target = place + by;
    if (target < 0 || target >= this.order.length) return;
    [this.order[place], this.order[target]] = [this.order[target], this.order[place]];
    this.draw();
    /** @type {HTMLElement} */ (this.list.children[target]).focus();
    const text = this.words.q[this.order[target]];
    this.status.textContent = fillWords(this.ui.quiz_moved, { text, place: target + 1 });
    this.changed();
  }

  key() {
    return false;
  }

  /** @param {number[]} answer */
  fill(answer) {
    this.order = [...answer];
    this.draw();
  }

  reveal() {
    this.done = true;
    this.draw();
    this.hint.remove();
    this.status.textContent = "";
  }
}
