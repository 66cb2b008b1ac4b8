/* The answer line, as `quiz/exams/` has it. */

import type { Words } from "../shared/types.js";
import type { FrozenFile, PaperLanguage } from "./types.js";

/** Nothing; a place; places; true or false; a number as text; a place or nothing for each left side of pairs. */
export type Given = null | number | boolean | string | (number | null)[];

/** Who hands in, and how it went: what `Head` of `quiz/exams/frame.py` says. */
export interface Head {
  kind: number;
  version: number;
  seat: number; // 0 where the person says name and staff number
  name: string;
  staff_number: string;
  start: number; // minutes since the epoch of lines
  used: number; // seconds
  resumed: number;
  left: number;
  odd_clock: boolean;
}

/** A line whose check letters are right; the body is from `body` to `end` of the symbols. */
export interface Line {
  text: string;
  paper: string;
  head: Head;
  isSigned: boolean;
  symbols: number[];
  body: number;
  end: number;
}

export interface Sitting {
  head: Head;
  answers: Given[]; // in the order, and by the places, that the learner saw
}

export interface Reading {
  fault?: undefined;
  text: string;
  head: Head;
  answers: Given[]; // in the order, and by the places, of the paper itself
}

export type FaultKind =
  | "damaged"
  | "other_version"
  | "no_exam"
  | "wrong_exam"
  | "sealed"
  | "no_seat"
  | "unknown_seat"
  | "wrong_code"
  | "unfit"
  | "copied"
  | "second";

/** What is wrong with a line; its words stand under `quiz.exams.fault`. */
export interface Fault {
  fault: FaultKind;
  text: string;
  facts: Record<string, string | number>;
}

/** The code of each seat. */
export type Seats = ReadonlyMap<number, string>;

/** A part of a paste: a line in its plain form, or, not whole, the text of what may be left of one. */
export interface Piece {
  text: string;
  isWhole: boolean;
}

/** The script and the styles of a page that stands alone. */
export interface PageParts {
  script: string;
  styles: string;
}

/** The same with its words in each language, as the site delivers it. */
export interface PageTemplate extends PageParts {
  words: Record<PaperLanguage, Words>;
}

/** What the site delivers to make an exam: also the words of slips and of the trainers' page. */
export interface ExamTemplate extends PageTemplate {
  slips: Record<PaperLanguage, Words>;
  making: Words;
}

/** What makes exams, `exam_making.js`. */
export interface ExamMaking {
  examFiles(
    template: ExamTemplate,
    file: FrozenFile,
    people: { name: string; number: string }[],
    address: string,
  ): [name: string, content: string][] | null;
  zipped(files: [name: string, content: string][]): Uint8Array;
}

/** What such a page says: `static` is shown until its script has worked, `data` is for the script. */
export interface OwnPage {
  lang: PaperLanguage;
  title: string;
  static: string;
  data: unknown;
}

/** A list of seats, `*.seats.json`: private, as it has everybody's code. */
export interface SeatsFile {
  format: "handbook-seats";
  schema: 1;
  paper: string;
  seats: Seat[];
}

export interface Seat {
  seat: number;
  name: string;
  number: string;
  code: string;
}
