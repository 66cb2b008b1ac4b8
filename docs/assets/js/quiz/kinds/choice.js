/* One option is right, or some are. */

import { mixedOrder } from "../chance.js";
import { letterOf } from "../letters.js";
import { OptionsForm } from "./options.js";

/** @import { AnswerContext, ChoiceWords, Kind } from "../types.js" */

/** @type {Kind<ChoiceWords, number[]>} */
export const SINGLE = {
  form: (words, context) => choiceForm(words, false, context),
  isRight: areAllChosen,
  order(count, chance, decks) {
    if (!decks.get(count)?.length) decks.set(count, chance.shuffled([...Array(count).keys()]));
    const key = /** @type {number} */ (decks.get(count)?.pop());
    const others = chance.shuffled([...Array(count).keys()].slice(1)); // in the data the right option is the first
    return [...others.slice(0, key), 0, ...others.slice(key)];
  },
  choice: optionText,
  prompts: () => [],
  blank: () => "",
  key: rightLetters,
  frozen: frozenChoice,
};

/** @type {Kind<ChoiceWords, number[]>} */
export const MULTIPLE = {
  form: (words, context) => choiceForm(words, true, context),
  isRight: areAllChosen,
  order: (count, chance) => mixedOrder(count, chance),
  choice: optionText,
  prompts: () => [],
  blank: () => "",
  key: rightLetters,
  frozen: frozenChoice,
};

/**
 * @param {ChoiceWords} words
 * @param {boolean} several
 * @param {AnswerContext} context
 */
function choiceForm(words, several, context) {
  const options = words.o.map((option) => ({ text: option.t, right: Boolean(option.r), why: option.w ?? "" }));
  return new OptionsForm(options, mixedOrder(options.length, context.chance), several, context);
}

/**
 * @param {ChoiceWords} words
 * @param {number[]} answer
 */
function areAllChosen(words, answer) {
  return words.o.every((option, at) => Boolean(option.r) === answer.includes(at));
}

/**
 * @param {ChoiceWords} words
 * @param {number} at
 */
function optionText(words, at) {
  return words.o[at].t;
}

/** @type {Kind<ChoiceWords>["frozen"]} */
function frozenChoice({ o }, mixed) {
  const shown = mixed(o.map((option) => option.t)).map((at) => o[at]);
  const right = shown.flatMap((option, place) => (option.r ? [place] : []));
  return [{ options: shown.map((option) => option.t) }, { right, why: shown.map((option) => option.w ?? "") }];
}

/**
 * `B`, `A C`.
 * @param {ChoiceWords} words
 * @param {number[]} shown
 */
function rightLetters(words, shown) {
  return shown.flatMap((at, place) => (words.o[at].r ? [letterOf(place)] : [])).join(" ");
}
