/* The words of documents, from the catalogue that Python says them from. */

import { fillWords } from "../shared/fill.js";

/** @import { Facts } from "../shared/types.js" */
/** @import { Template } from "./types.js" */

/**
 * The words of a key, filled; where they depend on a number it is the fact `n`.
 * @param {Template} template
 * @param {string} key
 * @param {Facts} facts
 */
export function sayPrinted({ words, lang }, key, facts = {}) {
  const found = words[key];
  if (typeof found === "string") return fillWords(found, facts);
  const form = new Intl.PluralRules(lang).select(Number(facts.n));
  return fillWords(found[form] ?? found.other, facts);
}
