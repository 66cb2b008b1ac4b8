/* Versions and seats, as in Python (`quiz/frozen/orders.py`, which says more). */

import { Chance } from "../quiz/chance.js";

/** @import { FrozenPaper, Orders } from "./types.js" */

/**
 * The orders of a version (`B`) or a seat (`0007`); version A is the paper itself.
 * @param {FrozenPaper} paper
 * @param {string} variant
 * @returns {Orders}
 */
export function ordersOf(paper, variant = "A") {
  const places = (/** @type {number} */ count) => [...Array(count).keys()];
  const counts = paper.questions.map((question) => question.options?.length ?? 0);
  if (variant === "A") return { questions: places(counts.length), options: counts.map(places) };
  const chance = new Chance(`${paper.number}/${variant}`);
  /** @type {number[][]} */
  const runs = [];
  paper.questions.forEach(({ kind }, place) => {
    if (place && paper.questions[place - 1].kind === kind) runs[runs.length - 1].push(place);
    else runs.push([place]);
  });
  const questions = runs.flatMap((run) => chance.shuffled(run));
  return { questions, options: counts.map((count) => chance.shuffled(places(count))) };
}
