/* What the build emits for the search (`macros/data/search/`), and what the scripts of the search know of each other. */

import type { Words } from "../shared/types.js";
import type { NumberWords } from "./amounts.js";
import type { Readings } from "./sounds.js";

/** A clause; `docs` of `macros/data/search/index.py` says what the letters stand for. */
export interface ClauseEntry {
  i: string;
  n: string;
  t: string;
  s: number;
  k: string[];
  p: string[];
  o: string[];
  x: string;
  m?: 1;
  q?: [string, number][];
}

export interface TermEntry {
  t: string;
  k: string[];
  o: string[];
  d: number[];
}

/** A number that people search with, and what a rule answers to it: `macros/data/search/answers.py`. */
export interface Ask {
  rule: string;
  entries: string;
  unit: string;
  least: number;
  most: number;
  label: string;
  answer: string;
  words: string[];
  unless: string[];
  try: string; // what somebody may type
  segments: [string, [number, number, string][]][];
}

/** `assets/search/index.js`: the handbook in one language. */
export interface SearchIndex {
  lang: string;
  words: Words;
  chapters: [number, string, string][];
  sections: [number, string][];
  clauses: ClauseEntry[];
  terms: TermEntry[];
  asks: Ask[];
  help: string; // whom to ask where nothing is found
}

/** What is said around a question, at its beginning and its end, and what stands before one that is asked for. */
export interface Courtesies {
  before: string[];
  after: string[];
  asked: string[];
}

/** `assets/search/language.js`: what the search knows of the languages people type. */
export interface SearchLanguage extends Readings, NumberWords {
  fold: string;
  empty: Record<string, string[]>;
  courtesies: Courtesies;
  irregular: Record<string, string>;
  synonyms: Record<string, string[]>; // by what the handbook says
  uncertain: string[];
  uncertain_before: string[];
  uncertain_after: string[];
}

/** What a page says before the rest is there. */
export interface OpenerWords {
  title: string;
  placeholder: string;
  wait: string;
  failed: string;
  close: string;
}

export interface SearchDialog {
  open(text?: string): void;
}

declare global {
  interface Window {
    handbookSearch?: (root: string, words: OpenerWords, load: () => Promise<unknown>) => SearchDialog;
    handbookSearchIndex?: SearchIndex;
    handbookSearchLanguage?: SearchLanguage;
  }
}
