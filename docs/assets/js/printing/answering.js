/* How a question of each kind is answered by hand, and how its right answer is written, as in Python
   (`quiz/papers/documents/answering.py`). */

import { itemLetter } from "./items.js";
import { sayPrinted } from "./words.js";

/** @import { QuestionAnswer } from "../exam/types.js" */
/** @import { KindName } from "../quiz/types.js" */
/** @import { PrintedItem, Template } from "./types.js" */

export const TIED = "\u00a0"; // a blank at which no line breaks
const LINE = "____________";
const SHORT_LINE = "____";
const FOUR = 17; // the widest option of which four, or two, go into a line
const TWO = 40;
const WIDE_SIGNS = 0x2e80; // from here on signs are as wide as high
/** How many answers of a kind have room in a row of a grid.
 * @type {Record<KindName, number>} */
export const PER_ROW = { single: 15, multiple: 10, true_false: 15, numeric: 5, ordering: 3, matching: 2 };
/** @type {KindName[]} */
const BRACKETED = ["single", "multiple", "true_false"];

/**
 * Whether a letter or a sign is the answer, for which a bracket behind the stem has room.
 * @param {KindName} kind
 */
export function isBracketed(kind) {
  return BRACKETED.includes(kind);
}

/**
 * How wide a text is, roughly, in halves of a Chinese sign.
 * @param {string} text
 */
export function widthOf(text) {
  return Array.from(text).reduce((sum, sign) => sum + (Number(sign.codePointAt(0)) >= WIDE_SIGNS ? 2 : 1), 0);
}

/**
 * How many options go beside each other.
 * @param {readonly string[]} texts
 */
export function columnsOf(texts) {
  if (texts.some((text) => text.includes("\n"))) return 1;
  const widest = Math.max(0, ...texts.map(widthOf));
  if (widest <= FOUR) return 4;
  return widest <= TWO ? 2 : 1;
}

/**
 * The line on which the answer is written, empty where it is written elsewhere.
 * @param {Template} template
 * @param {PrintedItem} item
 */
export function blankOf(template, { question: { kind, unit }, shown }) {
  const fill = (/** @type {string} */ blank) => sayPrinted(template, "papers.fill_in", { blank });
  if (kind === "numeric") return fill(unit ? `${LINE}${TIED}${unit}` : LINE);
  return kind === "ordering" ? fill(shown.map(() => SHORT_LINE).join(`${TIED}→${TIED}`)) : "";
}

/**
 * What stands where the answer is written into a grid.
 * @param {PrintedItem} item
 */
export function roomOf({ question: { kind, unit, lefts = [] }, shown }) {
  if (kind === "numeric") return unit ? `${TIED.repeat(8)}${unit}` : "";
  if (kind === "ordering") return shown.map(() => TIED.repeat(3)).join("→");
  return kind === "matching" ? lefts.map((_, at) => `${at + 1}-${SHORT_LINE}`).join(" ") : "";
}

/**
 * What is right, to mark by: `B`, `ACD`, `√`, `20 元`, `CAB`, `1-C 2-A`.
 * @param {Template} template
 * @param {PrintedItem} item
 * @param {QuestionAnswer} answer
 */
export function markOf(template, item, answer) {
  const letter = (/** @type {number} */ option) => itemLetter(item, option);
  if (answer.right) {
    return answer.right
      .map(letter)
      .sort()
      .join(item.question.kind === "single" ? "/" : "");
  }
  if (answer.order) return answer.order.map(letter).join("");
  if (answer.pairs) return answer.pairs.map((option, at) => `${at + 1}-${letter(option)}`).join(" ");
  if (answer.truth !== undefined) return sayPrinted(template, answer.truth ? "papers.true" : "papers.false");
  return answer.say ?? "";
}

/**
 * The same for people who read it: `√（对）`.
 * @param {Template} template
 * @param {PrintedItem} item
 * @param {QuestionAnswer} answer
 */
export function toldOf(template, item, answer) {
  if (answer.truth === undefined) return markOf(template, item, answer);
  return sayPrinted(template, answer.truth ? "kinds.true_false.mark_right" : "kinds.true_false.mark_wrong");
}
