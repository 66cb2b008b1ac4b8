/* Progress as a text to carry: a file, or a code to paste as people paste it, in quotes and amid other words. */

import { later } from "./days.js";

/** @import { ProgressEntries } from "./types.js" */

const SCHEMA = 2;
/** Days until a question comes again, by its box: right answers move it up, a wrong one back to the first. */
export const BOXES = [0, 1, 3, 7, 21];
const BEGINNING = "eyJzY2hlbWEi"; // of every code: `{"schema"`
const END = "}}"; // of its text, and nowhere before
const LAST_ENTRY = /\d\]\}\}/;

/** A text that is no progress: `cut` where a part of it is missing, else `other`. */
export class Unreadable extends Error {
  /** @param {"cut" | "other"} why */
  constructor(why) {
    super(why);
    this.why = why;
  }
}

/** @param {ProgressEntries} entries */
export function entriesAsText(entries) {
  return JSON.stringify({ schema: SCHEMA, entries });
}

/** @param {ProgressEntries} entries */
export function entriesAsCode(entries) {
  const bytes = new TextEncoder().encode(entriesAsText(entries));
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""))
    .replace(/\+/g, "-")
    .replace(/\//g, "_");
}

/**
 * The entries in the text of a file or in a code. Throws Unreadable.
 * @param {string} text
 */
export function entriesIn(text) {
  const plain = text.trim();
  if (plain.startsWith("{")) return parsed(plain);
  const signs = plain.replace(/[^\w+/-]/g, "");
  const from = signs.indexOf(BEGINNING); // other words may stand before it, and after it
  if (from >= 0) {
    const json = decoded(signs.slice(from));
    const end = json.indexOf(END);
    return parsed(end < 0 ? json : json.slice(0, end + END.length));
  }
  const ends = [0, 1, 2, 3].map((missing) => decoded("A".repeat(missing) + signs)); // the beginning may be missing
  throw new Unreadable(ends.some((end) => LAST_ENTRY.test(end)) ? "cut" : "other");
}

/**
 * Entries of any schema in today's form. Throws where the data have none.
 * @param {{ schema?: unknown, entries?: unknown } | FirstSchema | null} given
 * @returns {ProgressEntries}
 */
export function migrated(given) {
  const data = given?.schema === 1 ? fromFirstSchema(/** @type {FirstSchema} */ (given)) : given;
  if (data?.schema !== SCHEMA || typeof data.entries !== "object" || data.entries === null) throw new Error("schema");
  for (const entry of Object.values(data.entries)) {
    if (!isEntry(entry)) throw new Error("entry");
  }
  return /** @type {ProgressEntries} */ (data.entries);
}

/** @param {unknown} entry */
function isEntry(entry) {
  if (!Array.isArray(entry) || entry.length !== 5) return false;
  const [hash, box, due, ...counts] = entry;
  const isDay = !Number.isNaN(Date.parse(`${due}T00:00:00Z`));
  return typeof hash === "string" && isDay && [box, ...counts].every(Number.isInteger) && box in BOXES;
}

/** @param {string} json */
function parsed(json) {
  let data;
  try {
    data = JSON.parse(json);
  } catch {
    throw new Unreadable("cut");
  }
  try {
    return migrated(data);
  } catch {
    throw new Unreadable("other");
  }
}

/**
 * What a code says, byte by byte. Progress is written in signs of one byte alone.
 * @param {string} code of letters, digits, `-`, `_`, `+` and `/`
 */
function decoded(code) {
  const whole = code.slice(0, code.length - Number(code.length % 4 === 1)); // a lone sign carries no byte
  return atob(whole.replace(/-/g, "+").replace(/_/g, "/"));
}

/**
 * The first schema kept hash, right or wrong, and the day.
 * @typedef {{ schema: 1, seen: Record<string, [hash: string, right: boolean, day: string]> }} FirstSchema
 * @param {FirstSchema} data
 */
function fromFirstSchema({ seen }) {
  const entries = Object.entries(seen).map(([id, [hash, right, day]]) => [
    id,
    [hash, right ? 1 : 0, right ? later(day, BOXES[1]) : day, 1, right ? 0 : 1],
  ]);
  return { schema: SCHEMA, entries: Object.fromEntries(entries) };
}
