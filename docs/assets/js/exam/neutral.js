/* The order in which a paper shows what there is to choose from. */

import { Chance } from "../quiz/chance.js";
import { byCodePoint } from "./canonical.js";

/**
 * An order of texts that follows from them and the seed alone: whoever knows it knows nothing of what is right.
 * @param {string[]} texts
 * @param {string} seed
 */
export function neutralOrder(texts, seed) {
  const sorted = texts.map((_, at) => at).sort((a, b) => byCodePoint(texts[a], texts[b]));
  return new Chance(seed).shuffled(sorted);
}
