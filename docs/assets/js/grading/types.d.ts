/* Results of an exam, as `quiz/grading/` has them: names are those of the file. */

import type { Given } from "../exam/lines.js";
import type { FrozenFile } from "../exam/types.js";
import type { Template } from "../printing/types.js";
import type { Words } from "../shared/types.js";

export interface Marks {
  points: number;
  passed: boolean;
  wrong: number[]; // places of questions
}

/** The answers of somebody's paper by the places, and in the order, of the paper itself. */
export interface TypedPaper {
  name: string;
  number: string;
  version: string; // a letter
  answers: Given[];
}

/** A row of a sheet: its number, from 1, and its cells. */
export type SheetRow = readonly [number, readonly string[]];
/** What a column may be called. */
export type AnswerHeadings = Record<"name" | "number" | "version", string[]>;

export interface SheetProblem {
  kind: "no_head" | "nobody" | "version" | "answer";
  facts: Record<string, string | number>;
}

export interface Seat {
  seat: number;
  name: string;
  number: string;
  code: string;
}

export interface Handed {
  text: string;
  typed: boolean;
  variant: string;
  answers: Given[];
  started: number;
  used: number;
  resumed: number;
  left: number;
  odd_clock: boolean;
}

export interface Gathered {
  seat: number;
  number: string;
  name: string;
  handed: Handed[];
}

export interface PersonResult extends Marks {
  seat: number;
  number: string;
  name: string;
  text: string;
  typed: boolean;
  variant: string;
  clauses: string[];
  answers: string[];
  started: number;
  used: number;
  resumed: number;
  left: number;
  odd_clock: boolean;
  others: { text: string; typed: boolean; points: number; passed: boolean }[];
  before: { revision: number; points: number; passed: boolean }[];
}

export interface QuestionResult {
  id: string;
  clause: string;
  clause_number: string;
  right: number;
  blank: number;
  wrong: { answer: string; count: number }[];
}

export interface Told {
  kind: string;
  text: string;
  facts: Record<string, string | number>;
}

export interface Results {
  format: "handbook-results";
  schema: 1;
  paper: string;
  title: string;
  day: string;
  language: string;
  pass_points: number;
  revision: number;
  people: PersonResult[];
  questions: QuestionResult[];
  clauses: { clause: string; clause_number: string; people: number }[];
  absent: { seat: number; number: string; name: string }[];
  told: Told[];
}

export interface SeatsFile {
  format: "handbook-seats";
  schema: 1;
  paper: string;
  seats: Seat[];
}

/** What a file that somebody brought is; `refused` is a key of the page's words. */
export interface Brought {
  refused?: string;
  file?: FrozenFile;
  seats?: SeatsFile;
  text?: string;
  papers?: TypedPaper[];
  problems?: SheetProblem[];
  formulas?: string[]; // cells whose result was not saved
}

/** What the page brings: words of the page and of results, what columns may be called, where the site is. */
export interface GradingData {
  lang: string;
  words: Words;
  headings: AnswerHeadings;
  site: string;
  base?: string; // of the language's root, from a page of the site
  template?: string; // as JSON, on the page that stands alone
}

/** What makes what is printed (`handouts.js`). */
export interface Handouts {
  allFiles: typeof import("./handouts.js").allFiles;
  personalHtml: typeof import("./handouts.js").personalHtml;
  resultsHtml: typeof import("./handouts.js").resultsHtml;
}

/** Where it comes from, with what documents of the language are made with. */
export type LoadHandouts = () => Promise<{ handouts: Handouts; template: Template }>;
