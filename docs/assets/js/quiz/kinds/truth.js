/* A sentence that is true or false. */

import { OptionsForm } from "./options.js";

/** @import { AnswerContext, AnswerForm, Kind, TruthWords } from "../types.js" */

/** @type {Kind<TruthWords, boolean>} */
export const TRUE_FALSE = {
  form: (words, context) => new TruthForm(words, context),
  isRight: (words, answer) => answer === words.a,
  frozen: (words) => [{}, { truth: words.a }],
};

/** @implements {AnswerForm<boolean>} */
class TruthForm {
  /**
   * @param {TruthWords} words
   * @param {AnswerContext} context
   */
  constructor(words, context) {
    const { ui } = context;
    const options = [
      { text: ui.quiz_true, right: words.a, why: "" },
      { text: ui.quiz_false, right: !words.a, why: "" },
    ];
    this.options = new OptionsForm(options, [0, 1], false, context);
    this.element = this.options.element;
    this.isOneTap = true;
    /** @type {string[]} */
    this.reasons = [];
  }

  get answer() {
    const picked = this.options.answer;
    return picked && picked[0] === 0;
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    return this.options.key(event);
  }

  /** @param {boolean} answer */
  fill(answer) {
    this.options.fill([answer ? 0 : 1]);
  }

  reveal() {
    this.options.reveal();
  }
}
