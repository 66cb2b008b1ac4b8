/* A sitting of the exam by one person: what is answered, what is kept, and the line at its end. */

import { isCode } from "../exam/codes.js";
import { EPOCH, EXAM } from "../exam/frame.js";
import { NOBODY, encode, variantOf } from "../exam/line.js";
import { ordersOf } from "../exam/orders.js";
import { Stopwatch } from "./elapsing.js";

/** @import { Given, Head } from "../exam/lines.js" */
/** @import { FrozenPaper } from "../exam/types.js" */
/** @import { Draft, Keeping, Kept } from "./types.js" */

const LATEST = 2 ** 24 - 1; // minutes that a line can hold
const WINDOW = String(Math.random()).slice(2); // tells this window from others with the same page

/** Who sits, as they say it or as their link says it. */
/** @typedef {{ seat: number, code: string | null, name: string, staff_number: string }} Who */

export class Sitting {
  /**
   * @param {FrozenPaper} paper
   * @param {Keeping} keeper
   * @param {Kept} kept
   * @param {() => void} taken is called when another window went on with this sitting
   */
  constructor(paper, keeper, kept, taken) {
    this.paper = paper;
    this.keeper = keeper;
    this.kept = kept;
    this.taken = taken;
    this.isOver = false;
    this.watch = new Stopwatch(kept.count && !kept.line ? kept.elapsed : null);
    this.order = ordersOf(paper, variantOf({ ...NOBODY, seat: kept.seat }));
    if (kept.count && !kept.line) kept.resumed += 1;
  }

  /**
   * The question at a place, as this person sees it.
   * @param {number} place
   */
  question(place) {
    const index = this.order.questions[place];
    return { question: this.paper.questions[index], order: this.order.options[index] };
  }

  /** Places of questions without an answer. */
  get open() {
    return this.kept.answers.map((given, place) => (given === null ? place : -1)).filter((place) => place >= 0);
  }

  get answered() {
    return this.kept.answers.length - this.open.length;
  }

  /** Seconds that are left; below zero when time is over. */
  get secondsLeft() {
    return this.paper.minutes * 60 - Math.floor(this.watch.elapsed.spent / 1000);
  }

  /**
   * @param {number} place
   * @param {Given} given
   * @param {Draft | null} draft what was typed or chosen, where it is no answer yet
   */
  answer(place, given, draft = null) {
    this.kept.answers[place] = given;
    if (draft === null) delete this.kept.drafts[place];
    else this.kept.drafts[place] = draft;
    this.save();
  }

  /** @param {number} place */
  toggleFlag(place) {
    const { flags } = this.kept;
    this.kept.flags = flags.includes(place) ? flags.filter((each) => each !== place) : [...flags, place];
    this.save();
  }

  /** Somebody looked at another page. */
  leave() {
    if (!this.kept.line) this.kept.left += 1;
    this.save();
  }

  /** Saves, unless another window has the say now: whoever keeps state reads before he writes. */
  save() {
    if (this.isOver || this.isTaken()) return;
    this.kept.count += 1;
    this.kept.tab = WINDOW;
    if (!this.kept.line) this.kept.elapsed = this.watch.elapsed;
    this.keeper.save(this.kept);
  }

  /** Whether another window went on with this sitting; then this one ends. */
  isTaken() {
    const latest = this.keeper.latest(this.kept.key);
    if (!latest || latest.tab === WINDOW || this.kept.tab !== WINDOW || latest.count < this.kept.count) return false;
    this.isOver = true;
    this.taken();
    return true;
  }

  /** Hands in, once: the line stays the same from then on. */
  handIn() {
    if (this.kept.line) return;
    const { seat, code, name, staff_number, start, resumed, left, answers } = this.kept;
    const { spent, odd } = this.watch.elapsed;
    /** @type {Head} */
    const head = { ...NOBODY, kind: EXAM, seat, start, resumed, left, used: Math.round(spent / 1000), odd_clock: odd };
    if (!seat) Object.assign(head, { name, staff_number });
    this.kept.line = encode(this.paper, { head, answers }, code);
    this.save();
  }
}

/**
 * A sitting that begins now.
 * @param {FrozenPaper} paper
 * @param {Who} who
 * @returns {Kept}
 */
export function newSitting(paper, who) {
  return {
    ...who,
    key: keyOf(who),
    count: 0,
    tab: WINDOW,
    start: Math.min(Math.max(0, Math.floor(Date.now() / 60_000) - EPOCH), LATEST), // whatever a device takes for now
    answers: paper.questions.map(() => null),
    drafts: {},
    flags: [],
    here: 0,
    resumed: 0,
    left: 0,
    elapsed: { spent: 0, wall: Date.now(), odd: false },
    line: null,
  };
}

/** @param {Who} who */
export function keyOf({ seat, name, staff_number }) {
  return seat ? String(seat) : `${staff_number}/${name}`;
}

/**
 * A seat and its code as they are typed; null where they are none of this paper.
 * @param {FrozenPaper} paper
 * @param {string} seat
 * @param {string} code
 */
export function readSeat(paper, seat, code) {
  const number = Number(seat.normalize("NFKC").trim());
  const signs = code.normalize("NFKC").toUpperCase().replace(/[\s-]/g, "");
  const plain = signs.replace(/O/g, "0").replace(/[IL]/g, "1");
  if (!Number.isInteger(number) || number < 1 || number > 16383) return null;
  return isCode(paper.number, number, plain) ? { seat: number, code: plain } : null;
}
