/* Answers on paper, typed by a marker. The same as `quiz/grading/typed.py`, which says how. */

import { LONGEST_NUMBER, atHome } from "../exam/answers.js";
import { ordersOf } from "../exam/orders.js";
import { ANSWER_LETTERS } from "./marking.js";

/** @import { Given } from "../exam/lines.js" */
/** @import { FrozenPaper, FrozenQuestion } from "../exam/types.js" */
/** @import { AnswerHeadings, SheetProblem, SheetRow, TypedPaper } from "./types.js" */

const TRUE_WORDS = ["√", "✓", "✔", "对", "對", "正确", "正確", "是", "T", "TRUE", "Y", "YES", "V", "1"];
const FALSE_WORDS = ["×", "✗", "✘", "错", "錯", "错误", "錯誤", "否", "F", "FALSE", "N", "NO", "X", "0"];
const BETWEEN = /[ \u00a0\u3000,，、;；.。]/g;
const BLANKS_AND_CURRENCY = /[ \u00a0\u3000￥¥]/g;
const TYPED_NUMBER = /^-?[0-9]+(?:\.[0-9]+)?$/;
const GROUPED = /^-?[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?$/;
const WIDE_SIGN = /[\uff01-\uff5e]/g; // what input methods make of letters and digits
const OUTSIDE = /^[ \t\n\u00a0\u3000]+|[ \t\n\u00a0\u3000]+$/g;

/** A text that can be no answer to its question. */
export class NoAnswer extends Error {}

/**
 * An answer by the letters that stand on the paper. Throws NoAnswer.
 * @param {FrozenQuestion} question
 * @param {string} text
 * @returns {Given}
 */
export function readAnswer(question, text) {
  const typed = capitals(text);
  if (question.kind === "numeric") return readNumeral(typed);
  const plain = typed.replace(BETWEEN, "");
  if (!plain.replace(/-/g, "")) return null;
  if (question.kind === "true_false") return readTruth(plain);
  return readPlaces(
    question,
    Array.from(plain).map((sign) => placeOf(question, sign)),
  );
}

/**
 * @param {FrozenQuestion} question
 * @param {(number | null)[]} places
 * @returns {Given}
 */
function readPlaces({ kind, options = [], lefts = [] }, places) {
  if (kind === "matching") return fitting(places, places.length === lefts.length);
  const chosen = /** @type {number[]} */ (places.filter((place) => place !== null));
  if (kind === "single") return fitting(chosen, chosen.length === 1 && places.length === 1)[0];
  const once = new Set(chosen).size === places.length;
  if (kind === "multiple") return [...fitting(chosen, once)].sort();
  return fitting(chosen, once && chosen.length === options.length);
}

/**
 * Answers in the order of a version, in the order and by the places of the paper itself.
 * @param {FrozenPaper} paper
 * @param {string} version
 * @param {readonly Given[]} answers
 * @returns {Given[]}
 */
export function atPaper(paper, version, answers) {
  const order = ordersOf(paper, version);
  /** @type {Given[]} */
  const home = paper.questions.map(() => null);
  order.questions.forEach((index, place) => {
    home[index] = atHome(paper.questions[index], answers[place], order.options[index]);
  });
  return home;
}

/**
 * The papers of a sheet, a person a row, and all that is wrong in it.
 * @param {readonly SheetRow[]} rows
 * @param {FrozenPaper} paper
 * @param {AnswerHeadings} headings
 * @returns {{ papers: TypedPaper[], problems: SheetProblem[] }}
 */
export function readSheet(rows, paper, headings) {
  const count = paper.questions.length;
  const at = rows.findIndex(([, cells]) => questionColumns(cells, count).length);
  if (at < 0) return { papers: [], problems: [{ kind: "no_head", facts: { count } }] };
  const reader = new SheetReader(paper, rows[at][1], headings);
  const papers = rows.slice(at + 1).flatMap((row) => reader.read(row));
  return { papers, problems: reader.problems };
}

class SheetReader {
  /**
   * @param {FrozenPaper} paper
   * @param {readonly string[]} head
   * @param {AnswerHeadings} headings
   */
  constructor(paper, head, headings) {
    this.paper = paper;
    this.asked = questionColumns(head, paper.questions.length);
    const about = (/** @type {string[]} */ called) => head.findIndex((cell) => called.includes(columnName(cell)));
    this.columns = [about(headings.name), about(headings.number), about(headings.version)];
    /** @type {SheetProblem[]} */
    this.problems = [];
  }

  /**
   * @param {SheetRow} row
   * @returns {TypedPaper[]}
   */
  read([row, cells]) {
    const [name, number, letter] = this.columns.map((column) => trimmedCell(cells[column] ?? ""));
    const version = capitals(letter) || "A";
    if (!name && !number) this.problems.push({ kind: "nobody", facts: { row } });
    else if (!ANSWER_LETTERS.includes(version)) this.problems.push({ kind: "version", facts: { row, text: version } });
    else return [{ name, number, version, answers: atPaper(this.paper, version, this.answers(row, cells, version)) }];
    return [];
  }

  /**
   * @param {number} row
   * @param {readonly string[]} cells
   * @param {string} version
   */
  answers(row, cells, version) {
    return ordersOf(this.paper, version).questions.map((index, place) => {
      const text = trimmedCell(cells[this.asked[place]] ?? "");
      try {
        return readAnswer(this.paper.questions[index], text);
      } catch (error) {
        if (!(error instanceof NoAnswer)) throw error;
        this.problems.push({ kind: "answer", facts: { row, question: place + 1, text } });
        return null;
      }
    });
  }
}

/**
 * The columns of questions 1 to `count`; empty where one is missing.
 * @param {readonly string[]} cells
 * @param {number} count
 */
function questionColumns(cells, count) {
  const numbers = cells.map((cell) => narrow(cell).replace(/[^0-9]/g, ""));
  const columns = [...Array(count).keys()].map((place) => numbers.indexOf(String(place + 1)));
  return columns.includes(-1) ? [] : columns;
}

/** @param {string} cell */
function columnName(cell) {
  return capitals(cell.replace(BETWEEN, ""));
}

/** @param {string} text */
function trimmedCell(text) {
  return text.replace(OUTSIDE, "");
}

/** @param {string} text */
function narrow(text) {
  return text.replace(WIDE_SIGN, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0));
}

/**
 * Letters of input methods as plain ones, in capitals; other scripts stay.
 * @param {string} text
 */
function capitals(text) {
  return narrow(text).replace(/[a-z]/g, (letter) => letter.toUpperCase());
}

/**
 * @param {string} text
 * @returns {Given}
 */
function readNumeral(text) {
  const typed = text.replace(BLANKS_AND_CURRENCY, "");
  if (typed === "" || typed === "-") return null;
  const plain = GROUPED.test(typed) ? typed.replace(/,/g, "") : typed;
  if (!TYPED_NUMBER.test(plain) || plain.length > LONGEST_NUMBER) throw new NoAnswer();
  return plain;
}

/** @param {string} plain */
function readTruth(plain) {
  if (!TRUE_WORDS.includes(plain) && !FALSE_WORDS.includes(plain)) throw new NoAnswer();
  return TRUE_WORDS.includes(plain);
}

/**
 * @param {FrozenQuestion} question
 * @param {string} sign
 */
function placeOf({ options = [] }, sign) {
  if (sign === "-") return null;
  const place = ANSWER_LETTERS.indexOf(sign);
  if (place < 0 || place >= options.length) throw new NoAnswer();
  return place;
}

/**
 * @template Place
 * @param {Place[]} places
 * @param {boolean} fits
 */
function fitting(places, fits) {
  if (!fits) throw new NoAnswer();
  return places;
}
