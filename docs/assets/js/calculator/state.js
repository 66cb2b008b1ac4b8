/* What was entered, as the fragment of the page's address: it can be bookmarked and sent, and never reaches a server.
   Rows are joined by `;`, their fields by `,`, as on the command line: `late=8;12;45`. */

import { isGrouped, withoutBlanks } from "./inputs.js";

/** @import { Entered, Given, Input, Row, Rule, RowsInput } from "./types.js" */

const ROW = ";";
const CELL = ",";
const SEAL = ".c"; // no input can be called so
const AFTERWARDS = /(%[\da-f]{0,2}|[^\w&=])+$/i; // what stood after a link in a message

/**
 * `base=4500&late=8;12;45&on=2026-03-31`. `given` holds texts, booleans and rows by input id.
 * @param {Pick<Rule, "inputs" | "asOf">} rule
 * @param {Given} given
 * @param {string} [on]
 */
export function toFragment(rule, given, on) {
  const pairs = rule.inputs
    .filter((input) => given[input.id] !== undefined && given[input.id] !== "")
    .map((input) => [input.id, writtenText(input, given[input.id])]);
  if (!rule.asOf && on) pairs.push(["on", on]);
  return pairs.map(([id, text]) => `${id}=${encodeText(text)}`).join("&");
}

/**
 * A fragment with a seal in front, by which it is seen later whether all of it has come.
 * @param {string} fragment
 */
export function sealed(fragment) {
  return `#${SEAL}=${sealOf(pairsIn(fragment))}&${fragment}`;
}

/** @param {[id: string, text: string][]} pairs */
function sealOf(pairs) {
  let sum = 0;
  for (const sign of String(pairs)) sum = (sum * 31 + (sign.codePointAt(0) ?? 0)) % 46656;
  return sum.toString(36);
}

/** @param {[id: string, text: string][]} pairs */
function isBroken([[id, seal], ...rest]) {
  return id === SEAL && seal !== sealOf(rest);
}

/**
 * @param {string} fragment
 * @returns {[id: string, text: string][]}
 */
function pairsIn(fragment) {
  return fragment.split("&").map((pair) => {
    const [id, ...rest] = pair.split("=");
    return [decode(id), decode(rest.join("="))];
  });
}

/**
 * What an address says: `{given, on, clause, example}` (inputs that nobody has changed), each undefined where it says nothing; whether it was `damaged` on its way, and
 * how many `rows` too many it has, by list. Texts are not checked here, and what the rule does not know is passed over.
 * @param {Rule} rule
 * @param {string} fragment
 */
export function fromFragment(rule, fragment) {
  const whole = fragment.replace(/^#/, "");
  const mended = whole.replace(/&(amp;)+/gi, "&"); // what some programs make of an address in a message
  const entire = pairsIn(mended);
  const pairs = isBroken(entire) ? pairsIn(mended.replace(AFTERWARDS, "")) : entire;
  const texts = new Map(pairs);
  /** @type {Given} */
  const given = {};
  /** @type {Map<string, number>} */
  const rows = new Map();
  for (const input of rule.inputs) {
    const text = texts.get(input.id);
    if (text === undefined) continue;
    given[input.id] = readText(input, text);
    const found = text.normalize("NFKC").split(ROW).length;
    if (input.kind === "rows" && found > input.most) rows.set(input.id, found);
  }
  return {
    damaged: mended !== whole || isBroken(pairs),
    rows,
    given: Object.keys(given).length ? given : undefined,
    on: texts.get("on"),
    clause: texts.get("clause")?.replace(/[^\w.].*|\.+$/, ""), // without what stood after the link
    example: texts.get("example")?.split(","),
  };
}

/**
 * @param {Input} input
 * @param {Given[string]} value
 */
function writtenText(input, value) {
  if (Array.isArray(value)) return rowsText(/** @type {RowsInput} */ (input), value);
  return valueText(value);
}

/**
 * Rows without the cells at their ends in which nothing stands: `8;12;45`.
 * @param {RowsInput} input
 * @param {Row[]} rows
 */
function rowsText({ fields }, rows) {
  const texts = rows.map((row) => fields.map(({ id }) => cellText(valueText(row[id]))).join(CELL));
  return texts.map((text) => text.replace(/,+$/, "")).join(ROW);
}

/**
 * A cell without the marks that part cells: 1,000 becomes 1000; elsewhere a space keeps what is wrong from looking right.
 * @param {string} text
 */
function cellText(text) {
  const plain = text.replace(/\d+(,\d+)+/g, (digits) => (isGrouped(digits) ? digits.replaceAll(",", "") : digits));
  return plain.replace(/[,;]/g, " ");
}

/** @param {Entered | null | undefined} value */
function valueText(value) {
  if (typeof value === "boolean") return value ? "1" : "0";
  return value === undefined || value === null ? "" : String(value);
}

/**
 * @param {Input} input
 * @param {string} text
 * @returns {string | Row[]}
 */
function readText(input, text) {
  if (input.kind !== "rows") return text;
  const rows = text
    .normalize("NFKC")
    .split(ROW)
    .map((row) => row.split(CELL).map(withoutBlanks))
    .filter((cells) => cells.some(Boolean));
  const last = input.fields.length - 1; // what is too much stays, to be found wrong: a row beyond the last, a cell in the last
  return rows
    .slice(0, input.most + 1)
    .map((cells) =>
      Object.fromEntries(
        input.fields.map((field, index) => [
          field.id,
          index < last ? (cells[index] ?? "") : cells.slice(last).join(CELL + " "),
        ]),
      ),
    );
}

/**
 * Readable in an address: only what would be taken for something else is escaped. Half a sign has no address.
 * @param {string} text
 */
export function encodeText(text) {
  const whole = text.replace(/[\ud800-\udbff][\udc00-\udfff]|[\ud800-\udfff]/g, (sign) =>
    sign.length > 1 ? sign : "\ufffd",
  );
  return encodeURIComponent(whole).replace(/%(2C|3B|3A)/gi, (mark) => decodeURIComponent(mark));
}

/** @param {string} text */
function decode(text) {
  try {
    return decodeURIComponent(text.replaceAll("+", " "));
  } catch {
    return text;
  }
}
