/* The questions of a version as they stand on it, in parts of one kind, as in Python (`quiz/papers/documents/items.py`). */

import { ordersOf } from "../exam/orders.js";
import { letterOf } from "../quiz/letters.js";

/** @import { FrozenPaper } from "../exam/types.js" */
/** @import { PrintedItem, PrintedPart } from "./types.js" */

/**
 * The questions of a version in their order there.
 * @param {FrozenPaper} paper
 * @param {string} version
 * @returns {PrintedItem[]}
 */
export function itemsOf(paper, version) {
  const { questions, options } = ordersOf(paper, version);
  return questions.map((place, at) => ({
    number: at + 1,
    place,
    question: paper.questions[place],
    shown: options[place],
  }));
}

/**
 * The same by kind.
 * @param {readonly PrintedItem[]} items
 */
export function partsOf(items) {
  /** @type {PrintedPart[]} */
  const parts = [];
  for (const item of items) {
    const { kind, points } = item.question;
    const part = parts[parts.length - 1];
    if (part?.kind === kind) {
      part.even = part.even && part.items[0].question.points === points;
      part.items.push(item);
      part.points += points;
    } else parts.push({ place: parts.length + 1, kind, items: [item], points, even: true });
  }
  return parts;
}

/**
 * The letter of the option that the file has at a place.
 * @param {PrintedItem} item
 * @param {number} option
 */
export function itemLetter({ shown }, option) {
  return letterOf(shown.indexOf(option));
}
