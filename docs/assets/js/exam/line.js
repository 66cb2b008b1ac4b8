/* The answer line: a whole sitting of an exam in one short text that people can copy, read aloud or show as a QR code.
   Python writes and reads the same (`quiz/exams/line.py`). */

import { atHome, mostBits, putAnswer, takeAnswer } from "./answers.js";
import { BITS, BitReader, BitWriter, Unfit } from "./bits.js";
import {
  EXAM,
  LINE_VERSION,
  NAME_BYTES,
  STAFF_NUMBER_BYTES,
  bodySymbols,
  isSignedBy,
  readLine,
  wholeLine,
  writeLine,
} from "./frame.js";
import { ordersOf } from "./orders.js";
import { SIGNS, shownNumber } from "./signs.js";

/** @import { Fault, FaultKind, Given, Head, Line, Reading, Seats, Sitting } from "./lines.js" */
/** @import { FrozenPaper } from "./types.js" */

/** @type {Head} */
export const NOBODY = {
  kind: EXAM,
  version: 0,
  seat: 0,
  name: "",
  staff_number: "",
  start: 0,
  used: 0,
  resumed: 0,
  left: 0,
  odd_clock: false,
};

/**
 * Which order of questions and options a person sees.
 * @param {Head} head
 */
export function variantOf({ seat, version }) {
  return seat ? String(seat).padStart(4, "0") : "ABCDEFGH"[version];
}

/**
 * The line of a sitting. Throws Unfit for answers that the paper's questions cannot have.
 * @param {FrozenPaper} paper
 * @param {Sitting} sitting
 * @param {string | null} code
 */
export function encode(paper, { head, answers }, code = null) {
  const order = ordersOf(paper, variantOf(head));
  if (answers.length !== order.questions.length) throw new Unfit("not an answer for each question");
  const bits = new BitWriter();
  order.questions.forEach((index, place) => putAnswer(bits, paper.questions[index], answers[place]));
  return writeLine(paper.number, head, bits.symbols(), code);
}

/**
 * What a line says, or what is wrong with it; `text` is one line as `pasted` finds it. With `seats`, only lines of
 * these seats with their own codes count.
 * @param {string} text
 * @param {FrozenPaper} paper
 * @param {Seats | null} seats
 * @returns {Reading | Fault}
 */
export function decode(text, paper, seats = null) {
  if (text[2] !== SIGNS[LINE_VERSION] && wholeLine(text, 0) === text) return faultOf("other_version", text);
  let line;
  try {
    line = readLine(text);
  } catch (error) {
    return ifUnfit(error, "damaged", text);
  }
  if (line.head.kind !== EXAM) return faultOf("no_exam", text);
  if (line.paper !== paper.number) {
    return faultOf("wrong_exam", text, { number: shownNumber(line.paper), paper: shownNumber(paper.number) });
  }
  return wrongSeat(line, seats) || readAnswers(line, paper, seats);
}

/**
 * How many signs a line of this paper can have, whatever is answered.
 * @param {FrozenPaper} paper
 */
export function longestLine(paper) {
  const person = { ...NOBODY, name: "x".repeat(NAME_BYTES), staff_number: "x".repeat(STAFF_NUMBER_BYTES) };
  const bits = paper.questions.reduce((sum, question) => sum + mostBits(question), 0);
  return writeLine(paper.number, person, [], "x").length + Math.ceil(bits / BITS);
}

/**
 * Why a line is not one of the seat that it names.
 * @param {Line} line
 * @param {Seats | null} seats
 */
function wrongSeat(line, seats) {
  const { head, text } = line;
  if (seats === null) return line.isSigned ? faultOf("sealed", text, { seat: head.seat }) : null;
  if (!head.seat) return faultOf("no_seat", text, { name: head.name, staff_number: head.staff_number });
  const code = seats.get(head.seat);
  if (code === undefined) return faultOf("unknown_seat", text, { seat: head.seat });
  return isSignedBy(line, code) ? null : faultOf("wrong_code", text, { seat: head.seat });
}

/**
 * @param {Line} line
 * @param {FrozenPaper} paper
 * @param {Seats | null} seats
 * @returns {Reading | Fault}
 */
function readAnswers(line, paper, seats) {
  const order = ordersOf(paper, variantOf(line.head));
  /** @type {Given[]} */
  const answers = paper.questions.map(() => null);
  try {
    const bits = new BitReader(bodySymbols(line, seats?.get(line.head.seat) ?? null));
    for (const index of order.questions) {
      const question = paper.questions[index];
      answers[index] = atHome(question, takeAnswer(bits, question), order.options[index]);
    }
    if (bits.toWholeSign()) throw new Unfit("signs behind the end");
  } catch (error) {
    return ifUnfit(error, "unfit", line.text);
  }
  return { text: line.text, head: line.head, answers };
}

/**
 * @param {unknown} error
 * @param {FaultKind} fault
 * @param {string} text
 */
function ifUnfit(error, fault, text) {
  if (error instanceof Unfit) return faultOf(fault, text);
  throw error;
}

/**
 * @param {FaultKind} fault
 * @param {string} text
 * @param {Fault["facts"]} facts
 * @returns {Fault}
 */
export function faultOf(fault, text, facts = {}) {
  return { fault, text, facts };
}
