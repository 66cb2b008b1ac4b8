/* Words with places to fill. The build emits the words in the reader's language; no sentence stands in a script. */

/** @import { Facts } from "./types.js" */

/**
 * Words with `{name}` filled from `facts`; a place of which nothing is known stays as it is.
 * @param {string} words
 * @param {Facts} facts
 */
export function fillWords(words, facts) {
  return words.replace(/\{(\w+)\}/g, (mark, /** @type {string} */ name) =>
    name in facts ? String(facts[name]) : mark,
  );
}

/**
 * The same text, in which no line breaks between a number and its unit: for eyes alone, what is kept or compared has
 * plain spaces.
 * @param {string} text
 */
export function unbroken(text) {
  return text.replace(/(\d%?) (?=[^\d\s=≈≠<>≤≥+−×÷→·…(])/g, "$1\u00a0");
}
