/* One option is right, or some are. */

import { OptionsForm } from "./options.js";

/** @import { AnswerContext, ChoiceWords, Kind } from "../types.js" */

/** @type {Kind<ChoiceWords, number[]>} */
export const SINGLE = {
  form: (words, context) => choiceForm(words, false, context),
  isRight: areAllChosen,
  frozen: frozenChoice,
};

/** @type {Kind<ChoiceWords, number[]>} */
export const MULTIPLE = {
  form: (words, context) => choiceForm(words, true, context),
  isRight: areAllChosen,
  frozen: frozenChoice,
};

/**
 * @param {ChoiceWords} words
 * @param {boolean} several
 * @param {AnswerContext} context
 */
function choiceForm(words, several, context) {
  const options = words.o.map((option) => ({ text: option.t, right: Boolean(option.r), why: option.w ?? "" }));
  return new OptionsForm(options, context.order(options.map((option) => option.text)), several, context);
}

/**
 * @param {ChoiceWords} words
 * @param {number[]} answer
 */
function areAllChosen(words, answer) {
  return words.o.every((option, at) => Boolean(option.r) === answer.includes(at));
}

/** @type {Kind<ChoiceWords>["frozen"]} */
function frozenChoice({ o }, mixed) {
  const shown = mixed(o.map((option) => option.t)).map((at) => o[at]);
  const right = shown.flatMap((option, place) => (option.r ? [place] : []));
  return [{ options: shown.map((option) => option.t) }, { right, why: shown.map((option) => option.w ?? "") }];
}
