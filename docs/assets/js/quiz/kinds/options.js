/* The form of questions with options: one is chosen, or some. */

import { make } from "../../shared/dom.js";
import { unbroken } from "../../shared/fill.js";

/** @import { AnswerContext, AnswerForm } from "../types.js" */
/** @typedef {{ text: string, right: boolean, why: string }} OptionShown */

let optionGroups = 0; // the options of a question need a name of their own

/** @implements {AnswerForm<number[]>} */
export class OptionsForm {
  /**
   * `options` in the data's order; `order` is how they are shown; `several` whether more than one may be chosen.
   * @param {OptionShown[]} options
   * @param {number[]} order
   * @param {boolean} several
   * @param {AnswerContext} context
   */
  constructor(options, order, several, { ui, letter, changed }) {
    this.options = options;
    this.order = order;
    this.ui = ui;
    this.several = several;
    this.isOneTap = !several;
    let isTapped = false;
    const type = several ? "checkbox" : "radio";
    const name = `hb-answer-${optionGroups++}`;
    this.controls = order.map(() => make("input", { type, name, change: () => changed(isTapped && !several) }));
    this.labels = order.map((at, place) => {
      const key = make("kbd", { "aria-hidden": "true" }, letter(place).slice(0, 1) || `${place + 1}`);
      // A tap chooses for good; the arrow keys only pass over options, and their clicks have no detail.
      const click = (/** @type {MouseEvent} */ event) => (isTapped = isTapped || event.detail > 0);
      const attributes = { class: "hb-quiz__option", click };
      return make("label", attributes, this.controls[place], key, make("span", {}, unbroken(options[at].text)));
    });
    this.element = make("div", { class: "hb-quiz__options" }, this.labels);
  }

  /** @returns {number[] | null} */
  get answer() {
    const picked = this.picked;
    return picked.length ? picked : null;
  }

  /** @param {number[]} answer */
  fill(answer) {
    this.order.forEach((at, place) => (this.controls[place].checked = answer.includes(at)));
  }

  get picked() {
    return this.order.filter((_, place) => this.controls[place].checked);
  }

  /** A digit or a letter chooses: 1 and A are the first shown.
   * @param {KeyboardEvent} event */
  key(event) {
    const control = this.controls["123456789".indexOf(event.key)] ?? this.controls["abcdefgh".indexOf(event.key)];
    if (!control || control.disabled) return false;
    control.click();
    control.focus();
    return true;
  }

  reveal() {
    this.order.forEach((at, place) => {
      const picked = this.controls[place].checked;
      this.controls[place].disabled = true;
      const [look, mark] = this.judged(this.options[at].right, picked);
      this.labels[place].classList.add(`hb-quiz__option--${look}`);
      if (mark) this.labels[place].append(make("span", { class: "hb-quiz__mark" }, mark));
    });
  }

  /**
   * How an option looks once the answer is known, and the word beside it.
   * @param {boolean} right
   * @param {boolean} picked
   */
  judged(right, picked) {
    const { ui, several } = this;
    if (right && picked) return ["right", `✓ ${ui.quiz_well_chosen}`];
    if (right && several) return ["missed", `○ ${ui.quiz_missed}`];
    if (right) return ["right", `✓ ${ui.quiz_right_one}`];
    return picked ? ["wrong", `✗ ${ui.quiz_your_answer}`] : ["rest", ""];
  }

  /** Why what was chosen is wrong. */
  get reasons() {
    return this.picked.map((at) => this.options[at].why).filter(Boolean);
  }
}
