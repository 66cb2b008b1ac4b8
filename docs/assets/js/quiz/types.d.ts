/* The data of practice, as `macros/data/quiz_data.py` emits them, and what is made of them here. */

import type { FrozenFile, FrozenQuestion, PaperLanguage, QuestionKey, Refused } from "../exam/types.js";
import type { Words } from "../shared/types.js";

/** What a page brings: the words of its interface, and where the site begins, from this page. */
export interface PageData {
  ui: Words;
  base: string;
  root: string; // where the site begins with all its languages, from this page
}

export type KindName = "single" | "multiple" | "true_false" | "numeric" | "ordering" | "matching";

// The index: every question without its words.

export interface Titled {
  id: string;
  title: string;
}

/** The index as it is delivered: clauses and questions in columns, which pack better. */
export interface DeliveredIndex {
  version: string;
  day: string;
  policy: string; // its version
  chapters: Titled[];
  roles: Titled[];
  kinds: KindName[];
  kindTitles: Record<KindName, string>;
  clauses: ClauseColumns;
  questions: QuestionColumns;
}

export interface ClauseColumns {
  ids: string;
  numbers: string[];
  titles: string[];
  changed: string[];
  since: Record<string, number[]>; // places of the clauses that last changed on a day
  mustKnow: number[]; // places
}

export interface QuestionColumns {
  ids: string;
  hashes: string;
  clauses: number[];
  kinds: string;
  levels: string;
  roles: number[][];
  asks: number[][];
  tells: number[][];
}

/** The same in rows. */
export interface Index extends Omit<DeliveredIndex, "clauses" | "questions"> {
  clauses: Clause[];
  questions: Question[];
  byId: Map<string, Question>;
}

export interface Clause extends Titled {
  number: string;
  changed: string; // the last day on which one of its values changed or will; empty where none ever did
  since: string; // the last day on which its words or one of its values changed; empty where none has so far
  mustKnow: boolean;
}

export interface Question {
  id: string;
  hash: string;
  clause: Clause;
  chapter: string;
  kind: KindName;
  level: number; // 1 to 3
  roles: string[];
  asks: number[]; // facts that it asks for
  tells: number[]; // facts that it gives away
}

// A chapter: the words of its clauses and questions, by id.

export interface ChapterWords {
  clauses: Words;
  questions: Record<string, QuestionWords>;
}

export interface QuestionWords {
  h: string; // the rest of the hash, of which the index has the beginning
  s: string; // what is asked
  b: string; // why
  k?: [label: string, working: string, result: string][];
}

export interface ChoiceWords extends QuestionWords {
  o: { t: string; r?: 1; w?: string }[]; // the text; whether it is right; why it is wrong. Of one right option it is the first
}

export interface TruthWords extends QuestionWords {
  a: boolean;
}

export interface NumberWords extends QuestionWords {
  n: string; // the number, as decimal text
  u: string; // the unit behind it
  x: string; // both as they are written
}

export interface OrderWords extends QuestionWords {
  q: string[]; // the steps, in the right order
}

export interface MatchWords extends QuestionWords {
  p: [left: string, right: number][];
  r: string[]; // the right sides, each once
}

// A kind of question: one object each, in `kinds/`.

/** Options by their places, in the data's order; true or false; a text; steps by their places; a right side each pair. */
export type Answer = number[] | boolean | string;

/** What a learner answers with. */
export interface AnswerForm<A extends Answer = Answer> {
  element: HTMLElement;
  readonly answer: A | null; // null while there is none
  key(event: KeyboardEvent): boolean; // whether a key of the page answered something
  readonly typedIn?: HTMLElement; // where an answer is typed
  readonly isOneTap: boolean; // whether a tap gives the whole answer, which then needs no confirming
  fill(answer: A): void; // puts an answer there that was given before
  reveal(): void; // shows what was right
  readonly reasons: string[]; // why what was chosen is wrong
}

/** Where an answer form is: the words of the interface, the order of what there is to choose from, what stands before each
 * of them (`A. ` where a paper has letters, else nothing), and whom to call when the answer changes. */
export interface AnswerContext {
  ui: Words;
  order: (texts: string[]) => number[];
  letter: (place: number) => string;
  changed: (isWhole?: boolean) => void;
}

export interface Kind<W extends QuestionWords = QuestionWords, A extends Answer = Answer> {
  form(words: W, context: AnswerContext): AnswerForm<A>;
  isRight(words: W, answer: A): boolean;

  // What a frozen paper shows beside the stem, and what its key says is right. `mixed` gives an order of texts.
  frozen(words: W, mixed: (texts: string[]) => number[]): [Partial<FrozenQuestion>, Partial<QuestionKey>];
}

// A paper.

/** What is asked for when a paper is frozen; `without` are earlier papers of which no question comes again. */
export interface DrawRequest {
  count: number;
  seed: string;
  chapters: string[];
  roles: string[];
  kinds: string[];
  mix: number[];
  mustKnow: boolean;
  since: string; // a day, or empty
  without: FrozenFile[];
}

/** What a paper has where nobody says otherwise, as the policy says it. */
export interface PaperDefaults {
  title: string;
  company: string;
  count: number;
  minutes: number;
  pass: number;
  language: PaperLanguage;
}

export interface BuilderData extends PageData {
  paper: PaperDefaults;
}

/** What stands above the questions of a paper. */
export interface PaperHead {
  title: string;
  company: string;
  department: string;
  minutes: number;
  pass: number;
  language: PaperLanguage;
}

/** Why there is no such paper: how many questions there could be. */
export interface NoPaper {
  questions?: undefined;
  possible: number;
  wanted: Record<string, number>;
  byLevel: Record<string, number>;
}

/** What the link of a class asks for: questions in the order of a paper, and its seed, or null where there is no paper. */
export interface ClassRun {
  ids: string[];
  seed: string | null;
  paper: string;
  version: string;
}

// Progress on this device, by question id.

export type ProgressEntry = [hash: string, box: number, due: string, tries: number, wrong: number];
export type ProgressEntries = Record<string, ProgressEntry>;
export type ProgressState = "new" | "changed" | "wrong" | "right";

export interface Result {
  question: Question;
  right: boolean;
}

/** What `papers.js` delivers. */
export interface Papers {
  canonical(value: unknown): string;
  drawQuestions(index: Index, request: DrawRequest): { questions: Question[] } | NoPaper;
  freezePaper(
    questions: Question[],
    index: Index,
    chapters: Record<string, ChapterWords>,
    request: DrawRequest,
    head: PaperHead,
  ): FrozenFile;
  newSeed(): string;
  readPaper(text: string): { file: FrozenFile; refused?: undefined } | { file?: undefined; refused: Refused };
  shownNumber(number: string): string;
}

declare global {
  interface Window {
    handbookQuiz: { deliver(name: string, data: unknown): void }; // called by the scripts that carry data
  }
}
