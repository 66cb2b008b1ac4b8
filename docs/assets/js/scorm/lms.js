/* The learning platform around the page, as SCORM 1.2 has it: found, begun, told, and ended once. Where there is none,
   nothing is told and the page works all the same.

   Platforms make of "not attempted" a course that is completed, and work out by themselves who has passed as soon as
   there is a score; so a course is incomplete from its first moment, and has no score before it is handed in. */

/** @import { Api, Told } from "./types.js" */

const DEEPEST = 50; // windows around this one
const MOST = 4096; // signs of suspend data
const HOUR = 3600;

export class Lms {
  /** @param {Api | null} api */
  constructor(api) {
    const begun = api && api.LMSInitialize("") !== "false";
    this.api = begun ? api : null;
    this.began = Date.now();
    this.isOver = false;
    if (this.status === "not attempted") {
      this.set("cmi.core.lesson_status", "incomplete");
      this.commit();
    }
  }

  get isThere() {
    return this.api !== null;
  }

  /** Whether somebody just looks at it, or once more; then nothing is recorded. */
  get isLookedAt() {
    return ["browse", "review"].includes(this.get("cmi.core.lesson_mode"));
  }

  get status() {
    return this.get("cmi.core.lesson_status");
  }

  /** Whether it was handed in before. */
  get isDone() {
    return ["passed", "failed", "completed"].includes(this.status);
  }

  /** The score that the platform has. */
  get points() {
    return Number(this.get("cmi.core.score.raw")) || 0;
  }

  /** @param {string} name */
  get(name) {
    return this.api ? String(this.api.LMSGetValue(name)) : "";
  }

  /**
   * @param {string} name
   * @param {string | number} value
   */
  set(name, value) {
    if (this.api && !this.isOver && !this.isLookedAt) this.api.LMSSetValue(name, String(value));
  }

  commit() {
    if (!this.isOver) this.api?.LMSCommit("");
  }

  /**
   * Keeps where somebody is: a line of text, and the place of the question.
   * @param {string} text
   * @param {number} place
   */
  keep(text, place) {
    if (text.length > MOST) return;
    this.set("cmi.suspend_data", text);
    this.set("cmi.core.lesson_location", place);
    this.commit();
  }

  /**
   * Tells what came of it, and that is the end of it.
   * @param {"passed" | "failed" | "completed"} status
   * @param {number} points of a hundred
   * @param {Told[]} answers
   */
  report(status, points, answers) {
    const before = Number(this.get("cmi.interactions._count")) || 0;
    answers.forEach((told, place) => {
      for (const [name, value] of Object.entries(told)) this.set(`cmi.interactions.${before + place}.${name}`, value);
    });
    this.set("cmi.core.score.min", 0);
    this.set("cmi.core.score.max", 100);
    this.set("cmi.core.score.raw", points);
    this.set("cmi.core.lesson_status", status);
    this.commit();
  }

  /** Ends the visit, once; nothing is told after that. */
  finish() {
    if (this.isOver || !this.api) return;
    this.set("cmi.core.session_time", shownSpan((Date.now() - this.began) / 1000));
    this.set("cmi.core.exit", "suspend"); // else platforms forget what came of it
    this.commit();
    this.isOver = true;
    this.api.LMSFinish("");
  }
}

/**
 * The platform's own object: in a window around this one, or in the one that opened it.
 * @param {Window} from
 * @returns {Api | null}
 */
export function findApi(from) {
  return above(from) || (from.opener ? above(from.opener) : null);
}

/**
 * @param {Window} from
 * @returns {Api | null}
 */
function above(from) {
  let here = from;
  try {
    for (let depth = 0; depth < DEEPEST; depth++) {
      const { API } = /** @type {Window & { API?: Api }} */ (here);
      if (API) return API;
      if (here.parent === here) return null;
      here = here.parent;
    }
  } catch {
    // a window of another address: no platform may ask it
  }
  return null;
}

/**
 * A span of time as SCORM 1.2 writes it: `0001:02:03`.
 * @param {number} seconds
 */
function shownSpan(seconds) {
  const whole = Math.min(Math.max(0, Math.floor(seconds)), 9999 * HOUR);
  const parts = [Math.floor(whole / HOUR), Math.floor((whole % HOUR) / 60), whole % 60];
  return parts.map((part, at) => String(part).padStart(at ? 2 : 4, "0")).join(":");
}
