/* The questions as a learner answers them: a form for each kind. Places are those that the learner sees. */

import { readNumber } from "../quiz/kinds/numeric.js";
import { letterOf } from "../quiz/letters.js";
import { make, setText } from "../shared/dom.js";
import { fillWords, unbroken } from "../shared/fill.js";

/** @import { Given } from "../exam/lines.js" */
/** @import { FrozenQuestion } from "../exam/types.js" */
/** @import { Words } from "../shared/types.js" */
/** @import { Draft } from "./types.js" */

const LONGEST_TYPED = 14; // signs of a number that a line takes, with one for a minus

/**
 * What a form needs: the question, its options in the order seen, what was answered before, and whom to tell.
 * @typedef {object} Field
 * @property {FrozenQuestion} question
 * @property {number[]} order
 * @property {string} name of this question's inputs
 * @property {Given} given
 * @property {Draft | undefined} draft
 * @property {Words} words
 * @property {(given: Given, draft?: Draft | null) => void} changed
 */

/** @type {Record<FrozenQuestion["kind"], (field: Field) => HTMLElement[]>} */
const ANSWER_FIELDS = {
  single: choiceField,
  multiple: choiceField,
  true_false: truthField,
  numeric: numberField,
  ordering: orderField,
  matching: pairsField,
};

/**
 * A question with the places for its answer.
 * @param {Field} field
 * @param {Node[]} legend
 */
export function questionFields(field, legend) {
  const parts = ANSWER_FIELDS[field.question.kind](field);
  return make("fieldset", { class: "hb-question" }, make("legend", {}, legend), parts);
}

/** @param {Field} field */
function choiceField({ question, order, name, given, changed }) {
  const isMultiple = question.kind === "multiple";
  const options = question.options || [];
  /** @type {HTMLInputElement[]} */
  const inputs = order.map((_, place) => {
    const input = make("input", { type: isMultiple ? "checkbox" : "radio", name });
    input.checked = isMultiple ? Array.isArray(given) && given.includes(place) : given === place;
    return input;
  });
  const change = () => {
    const chosen = inputs.map((input, place) => (input.checked ? place : -1)).filter((place) => place >= 0);
    if (isMultiple) changed(chosen.length ? chosen : null);
    else changed(chosen[0]);
    for (const input of inputs) mark(input);
  };
  return order.map((index, place) => option(inputs[place], letterOf(place), options[index], change));
}

/** @param {Field} field */
function truthField({ name, given, words, changed }) {
  const inputs = [true, false].map((truth) => {
    const input = make("input", { type: "radio", name });
    input.checked = given === truth;
    return input;
  });
  const change = () => {
    changed(inputs[0].checked);
    for (const input of inputs) mark(input);
  };
  return [words.right, words.wrong].map((text, at) => option(inputs[at], "", text, change));
}

/**
 * @param {HTMLInputElement} input
 * @param {string} letter
 * @param {string} text
 * @param {() => void} change
 */
function option(input, letter, text, change) {
  input.addEventListener("change", change);
  const label = make(
    "label",
    { class: "hb-option" },
    input,
    letter && make("b", {}, letter),
    make("span", {}, unbroken(text)),
  );
  mark(input);
  return label;
}

/** @param {HTMLInputElement} input */
function mark(input) {
  input.parentElement?.classList.toggle("hb-option--chosen", input.checked);
}

/** @param {Field} field */
function numberField({ question, name, given, draft, words, changed }) {
  const unit = question.unit || "";
  const hint = make("p", { role: "status", class: "hb-hint", id: `${name}-hint` });
  const tell = (/** @type {string} */ text) => {
    const number = readNumber(text, unit);
    const fits = number !== null && number.length <= LONGEST_TYPED;
    if (!text.trim()) setText(hint, "");
    else if (!fits) setText(hint, words.no_number);
    else setText(hint, number === text.trim() ? "" : fillWords(words.read_as, { number }));
    return fits ? number : null;
  };
  const input = make("input", {
    type: "text",
    inputmode: "decimal",
    autocomplete: "off",
    "aria-describedby": hint.id,
  });
  input.value = typeof draft === "string" ? draft : String(given ?? "");
  input.addEventListener("input", () => changed(tell(input.value), input.value.trim() ? input.value : null));
  tell(input.value);
  const label = make(
    "label",
    { class: "hb-entry" },
    make("span", {}, words.your_number),
    input,
    make("span", {}, unit),
  );
  return [label, hint];
}

/** @param {Field} field */
function orderField({ words, ...field }) {
  const steps = field.order.map((_, place) => fillWords(words.step, { place: place + 1 }));
  const hint = make("p", { role: "status", class: "hb-hint" });
  const isWhole = (/** @type {(number | null)[]} */ places) =>
    new Set(places).size === places.length && !places.includes(null);
  return selects(field, steps, words, (places) => {
    const some = places.some((place) => place !== null);
    setText(hint, some && !isWhole(places) ? words.order_not_whole : "");
    field.changed(isWhole(places) ? places : null, some ? places : null);
  }).concat(hint);
}

/** @param {Field} field */
function pairsField({ words, ...field }) {
  return selects(field, field.question.lefts || [], words, (places) => {
    field.changed(places.some((place) => place !== null) ? places : null);
  });
}

/**
 * The options under their letters, and a letter to choose for each row.
 * @param {Omit<Field, "words">} field
 * @param {string[]} rows
 * @param {Words} words
 * @param {(places: (number | null)[]) => void} changed
 * @returns {HTMLElement[]}
 */
function selects({ question, order, given, draft }, rows, words, changed) {
  const options = question.options || [];
  const before = Array.isArray(draft) ? draft : Array.isArray(given) ? given : [];
  const places = rows.map((_, at) => before[at] ?? null);
  const list = make(
    "ol",
    { class: "hb-letters" },
    order.map((index, place) =>
      make("li", {}, make("b", {}, letterOf(place)), make("span", {}, unbroken(options[index]))),
    ),
  );
  const choices = rows.map((row, at) => {
    const select = make("select", {
      change: () => {
        places[at] = select.value === "" ? null : Number(select.value);
        changed(places.slice());
      },
    });
    const letters = order.map((_, place) => make("option", { value: place }, letterOf(place)));
    select.append(make("option", { value: "" }, words.choose), ...letters);
    select.value = places[at] === null ? "" : String(places[at]);
    return make("label", { class: "hb-pair" }, make("span", {}, unbroken(row)), select);
  });
  return [list, ...choices];
}
