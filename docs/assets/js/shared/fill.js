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
