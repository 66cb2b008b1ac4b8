/* A number is understood: one amount with its unit, one question that a rule declares, and nothing that makes it another
   question. The answers were worked out by the build; where it is not sure, nothing is said. */

import { piecesOf } from "./text.js";

/** @import { Ask } from "./types.js" */

/** @typedef {{ask: Ask, value: number, typed: string, said: string}} Answer `said` is empty where more is needed */

export const VALUE = "{value}"; // in the address of a calculator

/**
 * What is answered to a query; null where it asks nothing that is known for sure.
 * @param {string} query
 * @param {import("./engine.js").Engine} engine
 * @param {string} day as `2026-11-24`
 * @returns {Answer | null}
 */
export function answerTo(query, engine, day) {
  const text = engine.fold(query);
  const has = wordFinder(text, engine);
  const amounts = engine.amounts.read(text);
  const others = piecesOf(text).filter(
    ({ kind, from }) => kind === "number" && !amounts.some((each) => isIn(from, each)),
  );
  const [amount, ...more] = amounts.filter(({ value }) => value !== null);
  if (!amount || more.length || others.length) return null;
  if (engine.language.uncertain.some(has) || isDoubtful(text, amount, engine.language)) return null;
  const found = engine.index.asks.flatMap((ask) => {
    const value = valueIn(ask.unit, amount, engine);
    return value !== null && ask.words.some(has) && !ask.unless.some(has) ? [{ ask, value }] : [];
  });
  if (found.length !== 1) return null;
  const [{ ask, value }] = found;
  const typed = query.trim();
  const shown = typed.length === text.length ? typed : text; // as it was typed, where folding has kept the places
  return answerOf(ask, value, shown.slice(amount.from, amount.to), day);
}

/**
 * @param {Ask} ask
 * @param {number} value
 * @param {string} typed
 * @param {string} day
 * @returns {Answer | null}
 */
function answerOf(ask, value, typed, day) {
  const segments = ask.segments.filter(([from]) => from <= day);
  const [, runs] = segments[segments.length - 1] || ["", []];
  const run = runs.find(([from, to]) => value >= from && value <= to);
  const isAsked = value > 0 && value >= ask.least && value <= ask.most && Number.isInteger(value);
  return runs.length && isAsked ? { ask, value, typed, said: run ? run[2] : "" } : null;
}

/**
 * The amount in a unit, null where it cannot be put so.
 * @param {string} unit
 * @param {import("./amounts.js").Amount} amount
 * @param {import("./engine.js").Engine} engine
 */
function valueIn(unit, amount, engine) {
  if (amount.unit === unit) return amount.value;
  const converted = engine.amounts.converted(amount).find(([other]) => other === unit);
  return converted ? converted[1] : null;
}

/**
 * Whether a word is in the text: characters anywhere, English as whole words in any form.
 * @param {string} text
 * @param {import("./engine.js").Engine} engine
 */
function wordFinder(text, { library }) {
  const stems = ` ${library.stemsOf(text).join(" ")} `;
  return (/** @type {string} */ word) => {
    const folded = library.fold(word);
    return /^[ -~]+$/.test(folded) ? stems.includes(` ${library.stemsOf(folded).join(" ")} `) : text.includes(folded);
  };
}

/**
 * Whether what stands right before or behind an amount makes it another: 几十分钟, 3年内.
 * @param {string} text
 * @param {import("./amounts.js").Amount} amount
 * @param {import("./types.js").SearchLanguage} language
 */
function isDoubtful(text, { from, to }, language) {
  const [before, after] = [` ${text.slice(0, from).trimEnd()}`, `${text.slice(to).trimStart()} `];
  const edge = (/** @type {string} */ word) => (/[a-z]/.test(word) ? " " : ""); // only an English word has one
  return (
    language.uncertain_before.some((each) => before.endsWith(edge(each) + each)) ||
    language.uncertain_after.some((each) => after.startsWith(each + edge(each)))
  );
}

/**
 * @param {number} place
 * @param {import("./amounts.js").Amount} amount
 */
function isIn(place, { from, to }) {
  return place >= from && place < to;
}
