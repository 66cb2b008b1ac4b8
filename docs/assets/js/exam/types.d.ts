/* A frozen paper, `*.paper.json`, as `quiz/frozen/shapes.py` says it, and what is made of it here. */

import type { KindName } from "../quiz/types.js";

export type PaperLanguage = "zh" | "en" | "zh-Hant";

/** All that a learner may see; who makes what a learner sees is given this and nothing else. */
export interface FrozenPaper {
  number: string; // eight signs, without the hyphen
  title: string;
  company: string;
  department: string;
  day: string;
  bank: string;
  language: PaperLanguage;
  minutes: number;
  pass: number; // points
  questions: FrozenQuestion[];
}

export interface FrozenQuestion {
  kind: KindName;
  points: number;
  stem: string;
  options?: string[]; // to choose from or to put in order; of matching what stands on the right
  lefts?: string[]; // of matching
  unit?: string; // of a number; empty where it has none
}

/** What is right, by kind; places count from 0 in the file's order. */
export interface QuestionAnswer {
  right?: number[]; // single, multiple
  truth?: boolean;
  number?: string; // plain decimal text
  say?: string; // the number as it is said
  order?: number[]; // the places of the steps, in their right order
  pairs?: number[]; // the place that belongs to each left side
}

export interface QuestionKey extends QuestionAnswer {
  id: string;
  hash: string;
  clause: string;
  clause_number: string;
  text: string; // of the clause
  because: string;
  why?: string[]; // a text an option, empty where there is none
  working?: [label: string, working: string, result: string][];
}

export interface Drawn {
  seed: string;
  policy: string;
  count: number;
  chapters?: string[];
  roles?: string[];
  kinds?: KindName[];
  mix?: number[];
  must_know?: boolean;
  changed_since?: string;
  without?: string[]; // numbers of papers
  reserved?: "also" | "only"; // of the questions that are kept for exams
}

export interface Correction {
  revision: number;
  day: string;
  question: number;
  old: QuestionAnswer;
  why: string;
}

export interface PaperKey {
  revision: number;
  drawn: Drawn;
  corrections: Correction[];
  questions: QuestionKey[];
}

export interface FrozenFile {
  format: "handbook-paper";
  schema: 1;
  paper: FrozenPaper;
  key: PaperKey;
}

/** Why a file is no paper. */
export type Refused = "json" | "other" | "schema" | "text" | "shape" | "misfit" | "number";

export interface Orders {
  questions: number[]; // the place in the file of what stands at each place
  options: number[][]; // the same of the options of each question, by the question's place in the file
}
