/* Canonical JSON: the same value has the same bytes here and in Python (`quiz/frozen/canonical.py`, which says more). */

const NAME = /^[a-z][a-z0-9_]*$/;
// eslint-disable-next-line no-control-regex -- those that no frozen file has
export const UNFIT = /[\u0000-\u0009\u000b-\u001f\u007f\u2028\u2029\ufeff]|[\ud800-\udfff]/u;

/**
 * The text of null, booleans, whole numbers, texts, lists and objects of them. Throws RangeError.
 * @param {unknown} value
 */
export function canonical(value) {
  return `${JSON.stringify(orderedValue(value), null, 1)}\n`;
}

/**
 * @param {unknown} value
 * @returns {unknown}
 */
function orderedValue(value) {
  if (value === null || typeof value === "boolean") return value;
  if (typeof value === "number" && Number.isSafeInteger(value) && !Object.is(value, -0)) return value;
  if (typeof value === "string" && isFit(value)) return value;
  if (Array.isArray(value)) return value.map(orderedValue);
  if (typeof value === "object" && value !== null) return orderedObject(/** @type {Record<string, unknown>} */ (value));
  throw new RangeError("no canonical form");
}

/** @param {Record<string, unknown>} value */
function orderedObject(value) {
  const names = Object.keys(value).sort();
  if (!names.every((name) => NAME.test(name))) throw new RangeError("no canonical form");
  return Object.fromEntries(names.map((name) => [name, orderedValue(value[name])]));
}

/**
 * Whether a text may stand in a frozen file.
 * @param {string} text
 */
export function isFit(text) {
  return !UNFIT.test(text) && text.normalize("NFC") === text;
}

/**
 * The order of texts by their code points, as Python has it; JavaScript's own goes by halves of signs.
 * @param {string} one
 * @param {string} other
 */
export function byCodePoint(one, other) {
  const [first, second] = [Array.from(one), Array.from(other)];
  const at = first.findIndex((sign, place) => sign !== second[place]);
  if (at < 0) return first.length - second.length;
  return second[at] === undefined ? 1 : codeOf(first[at]) - codeOf(second[at]);
}

/** @param {string} sign */
function codeOf(sign) {
  return /** @type {number} */ (sign.codePointAt(0));
}
