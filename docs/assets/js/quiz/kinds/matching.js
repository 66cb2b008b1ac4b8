/* Pairs: to each left side the right one is chosen. */

import { make } from "../../shared/dom.js";
import { fillWords, unbroken } from "../../shared/fill.js";

/** @import { AnswerContext, AnswerForm, Kind, MatchWords } from "../types.js" */

/** @type {Kind<MatchWords, number[]>} */
export const MATCHING = {
  form: (words, context) => new MatchForm(words, context),
  isRight: (words, answer) => words.p.every(([, right], place) => answer[place] === right),
  frozen: ({ p, r }, mixed) => {
    const shown = mixed(r);
    const pairs = p.map(([, right]) => shown.indexOf(right));
    return [{ lefts: p.map(([left]) => left), options: shown.map((at) => r[at]) }, { pairs }];
  },
};

/** @implements {AnswerForm<number[]>} */
class MatchForm {
  /**
   * @param {MatchWords} words
   * @param {AnswerContext} context
   */
  constructor(words, { ui, order, letter, changed }) {
    this.words = words;
    this.ui = ui;
    const shown = order(words.r);
    this.selects = words.p.map(() => {
      const options = shown.map((at, place) =>
        make("option", { value: at }, `${letter(place)}${unbroken(words.r[at])}`),
      );
      return make("select", { change: () => changed() }, make("option", { value: "" }, ui.quiz_choose), options);
    });
    const rows = words.p.map(([left], place) =>
      make("label", { class: "hb-quiz__pair" }, make("span", {}, unbroken(left)), this.selects[place]),
    );
    this.element = make("div", { class: "hb-quiz__pairs" }, rows);
    /** @type {string[]} */
    this.reasons = [];
    this.isOneTap = false;
  }

  get answer() {
    const given = this.selects.map((select) => select.value);
    return given.includes("") ? null : given.map(Number);
  }

  key() {
    return false;
  }

  /** @param {number[]} answer */
  fill(answer) {
    this.selects.forEach((select, place) => (select.value = String(answer[place])));
  }

  reveal() {
    this.selects.forEach((select, place) => {
      const right = this.words.p[place][1];
      const fits = Number(select.value) === right;
      select.disabled = true;
      select.parentElement?.classList.add(`hb-quiz__option--${fits ? "right" : "wrong"}`);
      const mark = fits ? "✓" : `✗ ${fillWords(this.ui.quiz_answer_is, { answer: this.words.r[right] })}`;
      select.after(make("span", { class: fits ? "hb-quiz__mark hb-quiz__mark--right" : "hb-quiz__mark" }, mark));
    });
  }
}
