/* Keeps a sitting with the learning platform: as an answer line, which is short and of plain signs. */

import { NOBODY, decode, encode } from "../exam/line.js";
import { newSitting } from "../sitting/sitting.js";

/** @import { FrozenPaper } from "../exam/types.js" */
/** @import { Kept } from "../sitting/types.js" */
/** @import { Lms } from "./lms.js" */

const SOMEBODY = { seat: 0, code: null, name: "", staff_number: "" }; // the platform knows who it is
const MINUTE = 60_000;

export class LmsKeeper {
  /**
   * @param {Lms} lms
   * @param {FrozenPaper} paper
   */
  constructor(lms, paper) {
    this.lms = lms;
    this.paper = paper;
    this.before = "";
  }

  /** No other window goes on with it: the platform has one at a time. */
  latest() {
    return null;
  }

  /** @param {Kept} kept */
  save(kept) {
    const { answers, start, resumed, left, elapsed, here } = kept;
    const now = JSON.stringify([answers, here]);
    if (now === this.before) return; // the time alone need not be kept every few seconds
    this.before = now;
    const used = Math.min(Math.round(elapsed.spent / 1000), 0xffff);
    const head = { ...NOBODY, start, used, resumed: Math.min(resumed, 15), left: Math.min(left, 31) };
    this.lms.keep(encode(this.paper, { head, answers }), here);
  }

  /**
   * The sitting that was left, with the time since it began; or null.
   * @returns {Kept | null}
   */
  restore() {
    const found = decode(this.lms.get("cmi.suspend_data"), this.paper);
    if (found.fault !== undefined) return null;
    const { head, answers } = found;
    const fresh = newSitting(this.paper, SOMEBODY);
    const here = Number(this.lms.get("cmi.core.lesson_location")) || 0;
    const spent = Math.max(head.used * 1000, (fresh.start - head.start) * MINUTE);
    return {
      ...fresh,
      count: 1,
      start: head.start,
      answers,
      here: Math.min(here, answers.length - 1),
      resumed: head.resumed,
      left: head.left,
      elapsed: { spent, wall: Date.now(), odd: head.odd_clock },
    };
  }

  /** A sitting that begins now. */
  begin() {
    return newSitting(this.paper, SOMEBODY);
  }
}
