/* What this device remembers: of each question the hash of its facts, its box and when it is due. Nothing leaves it. */

const KEY = "handbook.quiz";
const ASIDE = "handbook.quiz.unreadable";
const SCHEMA = 2;
/** @import { ProgressEntries, ProgressState, Question } from "./types.js" */

export const BOXES = [0, 1, 3, 7, 21]; // days until a question comes again

/**
 * A day some days later.
 * @param {string} day
 * @param {number} days
 */
export function later(day, days) {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + days);
  return date.toISOString().slice(0, 10);
}

/** Progress by question id: `[hash, box, due, tries, wrong]`. */
export class Progress {
  /** @param {Pick<Storage, "getItem" | "setItem">} storage */
  constructor(storage) {
    this.storage = storage;
    /** @type {"" | "unreadable" | "forbidden"} */
    this.trouble = ""; // for the page to tell
    this.entries = this.read();
  }

  /** @returns {ProgressEntries} */
  read() {
    let text;
    try {
      text = this.storage.getItem(KEY);
    } catch {
      this.trouble = "forbidden";
      return {};
    }
    if (text === null) return {};
    try {
      return migrated(JSON.parse(text));
    } catch {
      this.trouble = "unreadable";
      this.write(ASIDE, text);
      return {};
    }
  }

  save() {
    this.write(KEY, JSON.stringify({ schema: SCHEMA, entries: this.entries }));
  }

  /**
   * @param {string} key
   * @param {string} text
   */
  write(key, text) {
    try {
      this.storage.setItem(key, text);
    } catch {
      this.trouble = "forbidden";
    }
  }

  /**
   * What is known of a question: `new`, `changed` (its facts are others now), `wrong`, or `right`.
   * @param {Question} question
   * @returns {ProgressState}
   */
  state(question) {
    const entry = this.entries[question.id];
    if (!entry) return "new";
    if (!entry[0].startsWith(question.hash)) return "changed"; // entries of earlier versions have more digits
    return entry[1] === 0 ? "wrong" : "right";
  }

  /**
   * @param {Question} question
   * @param {string} day
   */
  isDue(question, day) {
    const state = this.state(question);
    return state === "changed" || (state !== "new" && this.entries[question.id][2] <= day);
  }

  /**
   * Remember an answer: a right one moves up a box, a wrong one back to the first; changed facts begin anew.
   * @param {Question} question
   * @param {boolean} right
   * @param {string} day
   */
  answered(question, right, day) {
    const kept = this.state(question) === "changed" ? undefined : this.entries[question.id];
    const [, box, , tries, wrong] = kept ?? [question.hash, 0, day, 0, 0];
    const next = right ? Math.min(box + 1, BOXES.length - 1) : 0;
    this.entries[question.id] = [question.hash, next, later(day, BOXES[next]), tries + 1, wrong + (right ? 0 : 1)];
    this.save();
  }

  /** Everything as text for a file, or as a code to paste. */
  exported() {
    return JSON.stringify({ schema: SCHEMA, entries: this.entries });
  }

  code() {
    const bytes = new TextEncoder().encode(this.exported());
    return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""))
      .replaceAll("+", "-")
      .replaceAll("/", "_");
  }

  /**
   * Take over from a file or a code; of a question known to both, what was tried more often. Throws where it is neither.
   * @param {string} text
   */
  imported(text) {
    const plain = text.trim();
    const json = plain.startsWith("{") ? plain : fromCode(plain);
    const entries = migrated(JSON.parse(json));
    for (const [id, entry] of Object.entries(entries)) {
      if (!this.entries[id] || this.entries[id][3] <= entry[3]) this.entries[id] = entry;
    }
    this.save();
    return Object.keys(entries).length;
  }

  /** @param {ProgressEntries} entries */
  replace(entries) {
    this.entries = entries;
    this.save();
  }
}

/** @param {string} code */
function fromCode(code) {
  const binary = atob(code.replace(/\s+/g, "").replaceAll("-", "+").replaceAll("_", "/"));
  return new TextDecoder("utf-8", { fatal: true }).decode(Uint8Array.from(binary, (sign) => sign.charCodeAt(0)));
}

/**
 * Entries of any schema in today's form. Throws where the data have none.
 * @param {{ schema?: unknown, entries?: unknown } | FirstSchema | null} given
 * @returns {ProgressEntries}
 */
function migrated(given) {
  const data = given?.schema === 1 ? fromFirstSchema(/** @type {FirstSchema} */ (given)) : given;
  if (data?.schema !== SCHEMA || typeof data.entries !== "object" || data.entries === null) throw new Error("schema");
  for (const entry of Object.values(data.entries)) {
    const sound = Array.isArray(entry) && entry.length === 5 && typeof entry[0] === "string" && entry[1] in BOXES;
    if (!sound) throw new Error("entry");
  }
  return /** @type {ProgressEntries} */ (data.entries);
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
