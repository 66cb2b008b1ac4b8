/* What this device remembers: of each question the hash of its facts, its box and when it is due. Nothing leaves it. */

import { later } from "./days.js";
import { BOXES, entriesIn, migrated, entriesAsText } from "./carried.js";
import { lastOf } from "../shared/lists.js";

/** @import { Device } from "./device.js" */
/** @import { ProgressEntries, ProgressEntry, ProgressState, Question } from "./types.js" */

/** Progress by question id: `[hash, box, due, tries, wrong]`. */
export class Progress {
  /** @param {Device} device */
  constructor(device) {
    this.device = device;
    this.wasUnreadable = false;
    /** @type {ProgressEntries} */
    this.entries = {};
    this.refresh();
  }

  /** What there is for the page to tell.
   * @returns {"" | "unreadable" | "forbidden"} */
  get trouble() {
    if (this.device.isForbidden) return "forbidden";
    return this.wasUnreadable ? "unreadable" : "";
  }

  /** Takes over what another tab has kept meanwhile; it has whatever this one kept. */
  refresh() {
    if (this.device.isForbidden) return;
    const text = this.device.read();
    if (text === null) return;
    try {
      this.entries = migrated(JSON.parse(text));
    } catch {
      this.wasUnreadable = true;
      this.device.putAside(text);
      this.save();
    }
  }

  save() {
    this.device.write(entriesAsText(this.entries));
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
    return state === "changed" || (state !== "new" && isDueOn(day, this.entries[question.id][2]));
  }

  /**
   * The day on which a question was last answered for its box, and whether that was the first time; null for a new one.
   * @param {Question} question
   */
  lastAnswer(question) {
    const entry = this.entries[question.id];
    return entry ? { day: later(entry[2], -BOXES[entry[1]]), isFirst: entry[3] === 1 } : null;
  }

  /**
   * Remember an answer: a right one moves up a box, but not before it is due, since what was just read is no memory; a
   * wrong one goes back to the first; changed facts begin anew.
   * @param {Question} question
   * @param {boolean} right
   * @param {string} day
   */
  answered(question, right, day) {
    this.refresh();
    this.entries[question.id] = this.afterAnswer(question, right, day);
    this.save();
  }

  /**
   * @param {Question} question
   * @param {boolean} right
   * @param {string} day
   * @returns {ProgressEntry}
   */
  afterAnswer(question, right, day) {
    const kept = this.state(question) === "changed" ? undefined : this.entries[question.id];
    const [, box, due, tries, wrong] = kept ?? [question.hash, 0, day, 0, 0];
    const next = right ? Math.min(box + 1, BOXES.length - 1) : 0;
    if (right && !isDueOn(day, due)) return [question.hash, box, due, tries + 1, wrong];
    return [question.hash, next, later(day, BOXES[next]), tries + 1, wrong + (right ? 0 : 1)];
  }

  /**
   * Take over from a file or a code; of a question known to both, what was tried more often. How many questions there are
   * in it. Throws Unreadable where it is neither.
   * @param {string} text
   */
  imported(text) {
    const entries = entriesIn(text);
    this.refresh();
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

/**
 * Whether a question comes again by a day. One that is due later than any box lets it wait was answered while the clock of
 * the device was ahead.
 * @param {string} day
 * @param {string} due
 */
function isDueOn(day, due) {
  return due <= day || due > later(day, lastOf(BOXES));
}
