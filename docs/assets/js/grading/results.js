/* What came in, marked: a result a person, a count a question and a clause, and what somebody has to look at. The same
   as `quiz/grading/results.py`. */

import { UNFIT, byCodePoint } from "../exam/canonical.js";
import { collect } from "../exam/collecting.js";
import { atRevision, inLetters, markAnswers } from "./marking.js";

/** @import { Fault, Reading } from "../exam/lines.js" */
/** @import { FrozenFile, QuestionAnswer } from "../exam/types.js" */
/** @import { Gathered, Handed, PersonResult, QuestionResult, Results, Seat, Told, TypedPaper } from "./types.js" */

const BLANKS = /[ \u00a0\u3000]/g;
const DIGITS = 24; // as many as a number of a person can have

/**
 * Marks all that came: `text` is what was pasted, `typed` what a marker typed. Of several different answers of one
 * person the first counts, or the one whose text is in `counted`. Throws PasteTooLong.
 * @param {FrozenFile} file
 * @param {{ text: string, typed?: readonly TypedPaper[], seats?: readonly Seat[] | null, counted?: ReadonlySet<string> }} came
 * @returns {Results}
 */
export function grade(file, { text, typed = [], seats = null, counted = new Set() }) {
  const { people, told } = gathered(file, text, typed, seats);
  const keys = [...Array(file.key.revision).keys()].map((before) => atRevision(file.key, before + 1));
  const results = people.sort(inOrder).map((each) => resultOf(file, keys, each, counted));
  const there = new Set(people.map(({ seat }) => seat));
  const absent = (seats ?? []).filter(({ seat }) => !there.has(seat));
  return {
    format: "handbook-results",
    schema: 1,
    paper: file.paper.number,
    title: file.paper.title,
    day: file.paper.day,
    language: file.paper.language,
    pass_points: file.paper.pass,
    revision: file.key.revision,
    people: results,
    questions: file.key.questions.map((key, place) => questionOf(key, place, results)),
    clauses: clausesOf(file, results),
    absent: absent.map(({ seat, number, name }) => ({ seat, number, name })),
    told: [...told, ...alike(results)],
  };
}

/**
 * @param {Gathered} one
 * @param {Gathered} other
 */
function inOrder(one, other) {
  return (
    one.seat - other.seat ||
    byCodePoint(one.number.padStart(DIGITS, "0"), other.number.padStart(DIGITS, "0")) ||
    byCodePoint(one.name, other.name)
  );
}

/**
 * Who handed in what, each different answer once, and what cannot be read or belongs to nobody.
 * @param {FrozenFile} file
 * @param {string} text
 * @param {readonly TypedPaper[]} typed
 * @param {readonly Seat[] | null} seats
 */
function gathered(file, text, typed, seats) {
  const codes = seats && new Map(seats.map(({ seat, code }) => [seat, code]));
  const collected = collect(text, file.paper, codes);
  const gathering = new Gathering(seats ?? []);
  for (const fault of collected.faults) {
    if (fault.fault !== "second") gathering.told.push(lineTold(fault, seats ?? []));
  }
  for (const reading of collected.readings) {
    const { seat, staff_number: number, name } = reading.head;
    gathering.add(seat, number, name, ofLine(reading));
  }
  for (const paper of typed) {
    const letters = file.paper.questions.map((question, place) => inLetters(question, paper.answers[place]) || "-");
    const handed = { ...NOTHING_HANDED, text: letters.join(" "), variant: paper.version, answers: paper.answers };
    gathering.addTyped(paper, handed, seats !== null);
  }
  return { people: [...gathering.people.values()], told: gathering.told };
}

/**
 * A line that came again is told with its owner's name; one of a seat has none in itself.
 * @param {Fault} found
 * @param {readonly Seat[]} seats
 * @returns {Told}
 */
function lineTold({ fault, text, facts }, seats) {
  const owner = fault === "copied" ? seats.find(({ seat }) => seat === facts.seat) : null;
  const told = { kind: fault, text: fitText(text), facts };
  return owner ? { ...told, facts: { ...facts, name: owner.name, staff_number: owner.number } } : told;
}

/** @type {Handed} */
const NOTHING_HANDED = {
  text: "",
  typed: true,
  variant: "A",
  answers: [],
  started: 0,
  used: 0,
  resumed: 0,
  left: 0,
  odd_clock: false,
};

class Gathering {
  /** @param {readonly Seat[]} seats */
  constructor(seats) {
    this.seats = seats;
    this.bySeat = new Map(seats.map((each) => [each.seat, each]));
    /** @type {Map<string, Gathered>} */
    this.people = new Map();
    /** @type {Told[]} */
    this.told = [];
  }

  /**
   * @param {number} seat
   * @param {string} number
   * @param {string} name
   * @param {Handed} handed
   */
  add(seat, number, name, handed) {
    const known = this.bySeat.get(seat) ?? { number, name };
    const key = seat ? `${seat}` : `0 ${plainText(number || `/${name}`)}`;
    const person = this.people.get(key) ?? { seat, number: known.number, name: known.name, handed: [] };
    this.people.set(key, person);
    if (plainText(person.name) !== plainText(known.name)) {
      this.told.push({ kind: "names", text: handed.text, facts: { number, name: person.name, other: name } });
    }
    if (person.handed.every((each) => each.text !== handed.text)) person.handed.push(handed);
  }

  /**
   * @param {TypedPaper} paper
   * @param {Handed} handed
   * @param {boolean} isListed
   */
  addTyped(paper, handed, isListed) {
    const [name, number] = [fitText(paper.name), fitText(paper.number)];
    const own = number ? plainText(number) : plainText(name);
    const found = this.seats.filter((each) => plainText(number ? each.number : each.name) === own);
    const seat = found.length === 1 ? found[0].seat : 0;
    if (isListed && !seat) this.told.push({ kind: "not_listed", text: handed.text, facts: { number, name } });
    this.add(seat, number, name, handed);
  }
}

/**
 * @param {Reading} reading
 * @returns {Handed}
 */
function ofLine({ text, head, answers }) {
  const variant = head.seat ? String(head.seat).padStart(4, "0") : "ABCDEFGH"[head.version];
  const { start, used, resumed, left, odd_clock: odd } = head;
  return { text, typed: false, variant, answers, started: start, used, resumed, left, odd_clock: odd };
}

/**
 * A text as it may stand in a file: signs that nobody sees are blanks.
 * @param {string} text
 */
export function fitText(text) {
  return text.replace(new RegExp(UNFIT, "gu"), " ").normalize("NFC");
}

/** @param {string} text */
function plainText(text) {
  return text.replace(BLANKS, "").replace(/[a-z]/g, (letter) => letter.toUpperCase());
}

/**
 * @param {FrozenFile} file
 * @param {readonly QuestionAnswer[][]} keys by revision, from 1
 * @param {Gathered} person
 * @param {ReadonlySet<string>} counted
 * @returns {PersonResult}
 */
function resultOf(file, keys, { seat, number, name, handed }, counted) {
  const { paper, key } = file;
  const chosen = handed.find((each) => counted.has(each.text)) ?? handed[0];
  const worth = (/** @type {Handed} */ each, revision = key.revision) =>
    markAnswers(paper, keys[revision - 1], each.answers);
  const marks = worth(chosen);
  const { answers, ...about } = chosen;
  return {
    seat,
    number,
    name,
    ...about,
    ...marks,
    clauses: [...new Set(marks.wrong.map((place) => key.questions[place].clause))],
    answers: answers.map((given, place) => inLetters(paper.questions[place], given)),
    others: handed
      .filter((each) => each !== chosen)
      .map((each) => ({ text: each.text, typed: each.typed, ...withoutWrong(worth(each)) })),
    before: [...Array(key.revision - 1).keys()].map((earlier) => ({
      revision: earlier + 1,
      ...withoutWrong(worth(chosen, earlier + 1)),
    })),
  };
}

/** @param {{ points: number, passed: boolean }} marks */
function withoutWrong({ points, passed }) {
  return { points, passed };
}

/**
 * @param {{ id: string, clause: string, clause_number: string }} key
 * @param {number} place
 * @param {readonly PersonResult[]} people
 * @returns {QuestionResult}
 */
function questionOf({ id, clause, clause_number: number }, place, people) {
  /** @type {Map<string, number>} */
  const wrong = new Map();
  for (const each of people) {
    const answer = each.answers[place];
    if (each.wrong.includes(place)) wrong.set(answer, (wrong.get(answer) ?? 0) + 1);
  }
  const blank = wrong.get("") ?? 0;
  wrong.delete("");
  const counts = [...wrong].map(([answer, count]) => ({ answer, count }));
  counts.sort((one, other) => other.count - one.count || byCodePoint(one.answer, other.answer));
  const right = counts.reduce((left, { count }) => left - count, people.length - blank);
  return { id, clause, clause_number: number, right, blank, wrong: counts };
}

/**
 * Those that most people have to learn again first; of as many, in the order of the paper.
 * @param {FrozenFile} file
 * @param {readonly PersonResult[]} people
 */
function clausesOf(file, people) {
  const numbers = new Map(file.key.questions.map(({ clause, clause_number: number }) => [clause, number]));
  const counted = [...numbers].map(([clause, number]) => ({
    clause,
    clause_number: number,
    people: people.filter(({ clauses }) => clauses.includes(clause)).length,
  }));
  return counted.filter(({ people: count }) => count).sort((one, other) => other.people - one.people);
}

/**
 * Lines of different people that say the same of every answer and every time: one was made from the other.
 * @param {readonly PersonResult[]} people
 */
function* alike(people) {
  /** @type {Map<string, PersonResult>} */
  const known = new Map();
  for (const each of people) {
    const sitting = JSON.stringify([each.started, each.used, each.answers]);
    const first = known.get(sitting);
    if (!first) known.set(sitting, each);
    else if (each.wrong.length && each.started) {
      const facts = { name: first.name || first.number, other: each.name || each.number };
      yield { kind: "alike", text: each.text, facts };
    }
  }
}
