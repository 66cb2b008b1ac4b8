/* A document as blocks, whatever file it becomes, as `quiz/papers/documents/model.py` says them, and what documents of a
   language are made with. Widths are thousandths of a line. */

import type { FrozenFile, FrozenQuestion, PaperLanguage } from "../exam/types.js";
import type { KindName } from "../quiz/types.js";

/** A text, or one for each form that a number asks for. */
export type WordsEntry = string | Record<string, string>;

/** What the build delivers for a language (`browser_template` in `quiz/papers/documents/templates.py`). */
export interface Template {
  lang: PaperLanguage;
  css: string; // the whole style of a page
  styles: string; // a part of Word's
  page: [before: string, between: string, behind: string]; // around the numbers of a page
  words: Record<string, WordsEntry>;
  list: string; // what stands between the items of a list
  numerals: string[]; // of parts
}

export type WhatPrinted = "paper" | "sheet" | "strip" | "key" | "versions";
export type PrintedForm = "html" | "docx" | "xlsx";
export type AnswerPlace = "paper" | "sheet"; // where answers are written

export interface TitleBlock {
  type: "title";
  above: string;
  title: string;
  left: string;
  right: string;
}

export interface FieldsBlock {
  type: "fields";
  labels: string[];
}

/** A paragraph in small print, or the heading of what comes below. */
export interface TextBlock {
  type: "remark" | "heading";
  text: string;
}

export interface PrintedAnswer {
  text: string;
  mark: string; // what is right by itself
  notes: [label: string, text: string][];
  id: string;
  clause: string;
}

export interface QuestionBlock {
  type: "question";
  number: number;
  before: string;
  stem: string;
  items: string[];
  options: string[];
  columns: 1 | 2 | 4;
  line: string;
  part: string;
  points: number;
  answer?: PrintedAnswer;
}

export interface PrintedRow {
  kind: "head" | "text" | "write";
  cells: string[];
}

export interface TableBlock {
  type: "table";
  look: "grid" | "fives" | "score" | "list";
  widths: number[];
  rows: PrintedRow[];
}

export type Block = TitleBlock | FieldsBlock | TextBlock | QuestionBlock | TableBlock;

export interface PrintedDocument {
  name: string; // of a file, without its ending
  title: string;
  head: string; // on every page
  sheet: string; // what a sheet of a workbook is called
  bound: boolean;
  blocks: Block[];
}

/** A question of a version: its number there, its place in the file, its options' places in the order shown. */
export interface PrintedItem {
  number: number;
  place: number;
  question: FrozenQuestion;
  shown: number[];
}

export interface PrintedPart {
  place: number; // from 1
  kind: KindName;
  items: PrintedItem[];
  points: number;
  even: boolean; // whether its questions count the same
}

/** What `printing.js` delivers: an element that shows, prints and saves all documents of a paper, and what prints
 * or writes a single document. `template` is of the document's language, `spoken` of the page's. */
export interface Printing {
  docxBytes(template: Template, document: PrintedDocument): Uint8Array;
  printInFrame(template: Template, document: PrintedDocument, host: Element): Promise<void>;
  printingPanel(file: FrozenFile, template: Template, spoken: Template): HTMLElement;
}
