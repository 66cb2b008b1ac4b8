/* A rule as `handbook/policy/browser_data.py` emits it, what is worked out of it, and what is entered. */

import type { Calendars, Day, Moment } from "./days.js";
import type { Fraction } from "./fraction.js";
import type { KIT } from "./kit.js";
import type { WorkingView } from "./working.js";
import type { Facts, Words } from "../shared/types.js";

// The rule, in one language. Numbers are exact texts, `3` or `69/20`; days are ISO texts.

export interface Rule {
  id: string;
  lang: string;
  title: string;
  about: string;
  clause: string;
  asOf: string | null; // the input that dates the event
  inputs: Input[];
  steps: Step[];
  results: string[]; // the headline first
  mayBeMissing: string[]; // results that may not apply, which is said then; others just take turns
  stops: Said[][]; // refusals in words, by the number of the step before which they are looked at
  outcomes: Outcome[];
  picture: Picture | null;
  parameters: Record<string, Parameter>;
  clauses: Record<string, ClauseOfRule>;
  concerned: Record<string, string[]>; // the inputs that a clause is about
  calendars: CalendarTables | null;
  units: Record<string, Unit>; // those that the rule shows
  words: Words;
}

/** What is known of a unit, as far as it is not as usual. */
export interface Unit {
  forms: Partial<Record<Intl.LDMLPluralRule, string>> & { other: string }; // with `{n}`
  ordinal?: true; // whether it is written as the first, the second
  function?: string; // of formulas, that gives a bare number this unit
  decimals?: number; // of money
  scale?: string; // what a number counts times this is what people write: a half is 50 percent
}

/** The rule on its page. */
export interface PageRule extends Rule {
  ui: Words;
  today: string;
  links: Record<string, string>; // addresses of clauses
  passes?: { step: string; href: string; text: string }[]; // where results can go on, with what addresses begin with
  details: string; // the address of what explaining needs
  working: string; // of what shows the working
  style: string; // and of its looks
}

/** What comes to a page's rule when its results are to be explained. */
export interface Details extends Pick<PageRule, "words" | "ui" | "clauses" | "links"> {
  steps: (Pick<Step, "when" | "formula" | "otherwise" | "clause"> & Partial<Shown>)[];
  outcomes: Pick<Outcome, "say">[];
  stops: Pick<Said, "say">[];
}

export type CalendarTables = Record<string, { off: string[]; makeUp: string[] }>;

/** `[id, label]`, and of inputs also the labels in other languages. */
export type Option = [id: string, label: string, ...others: string[]];

/** How a value is shown. */
export interface Shown {
  label: string;
  kind: string;
  unit?: string | null;
  options?: Option[];
  month?: boolean; // of a day: it stands for its month
  parts?: Part[]; // of a number that is said in several units
}

/** A unit of several that share an answer: the first is that of the number, `size` is how many of the last one is. */
export interface Part {
  unit: string;
  sign: string; // how it is written in any language: 7h30m
  label: string;
  size: number;
}

export interface Field extends Shown {
  id: string;
  kind: "number" | "choice" | "switch" | "day" | "moment";
  hint: string;
  askWhen?: Tree; // asked only where it holds
  bounds?: Bound[]; // beside the plain ones of numbers
  default?: string | boolean | null;
  example?: string | boolean | null;
  // of numbers
  scale?: string; // as of units
  suffix?: string;
  suffixes?: string[];
  min?: string;
  max?: string;
  precision?: number;
  patterns?: string[]; // how one in several units may be written: regular expressions with a group for each
}

/** What a value may not go beyond: a limit, or what is entered in another input. */
export interface Bound {
  end: "min" | "max";
  limit?: string;
  by?: string;
  label?: string; // of that input
}

export interface NumberField extends Field {
  kind: "number";
  suffix: string;
  suffixes: string[];
  min: string;
  max: string;
  precision: number;
}

export interface RowsInput {
  id: string;
  kind: "rows";
  label: string;
  hint: string;
  askWhen?: Tree;
  counted: string; // what several rows are called, with `{n}` for how many
  most: number;
  fields: Field[];
  example: Row[];
}

export type Input = Field | RowsInput;

export interface Step extends Shown {
  id: string;
  each: string | null; // the list of which every row has this step
  when: Tree | null;
  formula: Tree;
  otherwise?: Tree; // what it comes to where it would be skipped
  clause: string | null;
  own: boolean;
}

/** Words with names between them, of which the values are shown. */
export interface Said {
  id: string;
  say: (string | NameTree)[];
}

export interface Outcome extends Said {
  tone: Tone;
}

export type Tone = "note" | "good" | "warning";

/** Dated values, the first first. A table's value is a list of its rows. */
export interface Parameter extends Shown {
  by?: string;
  values: Version[];
}

export type Version = [since: string, value: string | boolean | Band[]];

/** A row from `start` on, or only beyond it; `start` is null of what lies below all others, `gives` where the table ends. */
export type Band = [start: string | null, gives: string | null, beyond?: boolean];

export interface ClauseOfRule {
  title: string;
  number: string;
  parameters: string[];
}

export type Picture = Waterfall | StepChart | Timeline;

export interface Waterfall {
  kind: "waterfall";
  bars: { step: string; minus: boolean }[];
  total: string;
}

export interface StepChart {
  kind: "steps";
  along: string;
  height: string;
}

export interface Timeline {
  kind: "timeline";
  rows: string;
  day: string;
  amount: string;
}

// Formulas.

export type Arithmetic = "+" | "-" | "*" | "/";
export type Comparison = "==" | "!=" | "<" | "<=" | ">" | ">=";

/** A variable or a parameter, by name. */
export type NameTree = ["v" | "p", string];
/** A parameter with its values on all days. */
export type DatedTree = ["d", string];
export type CompareTree = ["cmp", Tree, ...(Comparison | Tree)[]];
export type IfTree = ["if", test: Tree, then: Tree, other: Tree];
export type CallTree = ["call", name: string, ...args: Tree[]];
export type EachTree = ["each", name: string, rows: string, over: Tree[], others: Tree[], unit?: string];

export type Tree =
  | ["#", string]
  | ["b", boolean, string?] // with the switch whose word it is
  | ["t", id: string, label: string]
  | NameTree
  | DatedTree
  | [Arithmetic, Tree, Tree]
  | ["neg" | "not", Tree]
  | ["and" | "or", ...Tree[]]
  | CompareTree
  | IfTree
  | CallTree
  | EachTree;

// Working out.

export type Value = boolean | string | Fraction | Day | Moment | Fraction[] | Table | Dated;

/** A parameter with its values on all days, the first first. */
export type Dated = [name: string, steps: DatedValue[]];
export type DatedValue = [since: Day, value: Value];

/** A parameter's table, by name, and its rows as those of `Band`. */
export type Table = [name: string, rows: TableRow[]];
export type TableRow = [start: Fraction | null, gives: Fraction | null, beyond?: boolean];

/** Values by name; those of a row see the names outside it. */
export type Names = Record<string, Value>;

export interface Frame {
  rule: Rule;
  names: Names;
  rows: Record<string, Names[]>;
  on: Day;
  parameter(name: string): Value;
  count(parts: number): void; // refuses what would take too long
  hits: Record<string, Set<string>>; // the rows that explanations met, in words, by table
}

/** Works a formula out, or a part of one. Throws Refusal and Skipped. */
export type Evaluator<V extends Value = Value> = (names: Names, frame: Frame) => V;

/** A value as the plain program has it: a number as a whole number of parts; none where a step was skipped. */
export type PlainValue = Value | number | null | undefined;

/** Works a rule out in plain numbers, from a first day until the next program's. `values` gives those of the steps in
 *  order, then whether each outcome holds, or null where the exact formulas must tell why there are none. */
export interface PlainProgram {
  since: string;
  values(...inputs: unknown[]): (PlainValue | PlainValue[])[] | null;
  parts: number[]; // of each step how many parts of its number make one; 0 where it is no number
}

/** The formulas of a step on exact values, and those of its parts that explaining it asks for, in the order of its tree:
 *  tests of branches, and terms of sums. */
export interface StepProgram {
  when: Evaluator<boolean> | null;
  formula: Evaluator;
  otherwise: Evaluator | null;
  asked: Evaluator[];
}

/** What the script of a rule brings; formulas in the order of the rule. */
export interface Program {
  read(given: Given): unknown[] | null; // null where an input is out of bounds: then the exact formulas are right
  plain: PlainProgram[];
  asks: (Evaluator<boolean> | null)[]; // by input: whether it is asked
  stops: Evaluator<boolean>[][];
  steps: StepProgram[];
  outcomes: Evaluator<boolean>[];
}

/** A value as data: exact texts; booleans as they are. */
export type ExactValue = string | boolean | ExactValue[];

export interface Done {
  skipped?: undefined;
  value: Value;
}

export interface SkippedStep {
  skipped: true;
  value?: undefined;
}

export type DoneRow = Done | SkippedStep;
export type DoneStep = { id: string } & (
  (DoneRow & { rows?: undefined }) | { rows: DoneRow[]; skipped?: undefined; value?: undefined }
);

/** A whole run, without words; `frame` holds every value, for explanations. */
export interface Trace {
  rule: string;
  on: string;
  steps: DoneStep[];
  outcomes: string[]; // their ids
  refused: Refused | null;
  frame: Frame;
}

export interface Refused {
  step: string;
  code: string;
  facts: Facts;
}

/** A step, or one row of it, in words. */
export interface Explained {
  shown: string;
  working: string;
}

// What is entered.

export type Entered = string | boolean;
export type Row = Record<string, Entered>;

/** Texts, booleans and rows by input; what is left out has its default. */
export type Given = Record<string, Entered | Row[] | undefined>;

export type Read = { value: Entered | undefined; error?: undefined } | { error: string; value?: undefined };

declare global {
  /** What draws a picture, for a page that has one: the picture of a run, what it says in figures; null where there is none
   * to draw. */
  var handbookPicture:
    ((rule: PageRule, given: Given, on: string, trace: Trace) => [picture: Element, rows?: Element] | null) | undefined;
  /** What the details of a page bring, by rule. */
  var handbookDetails: Record<string, Details>;
  /** What `working.js` brings. */
  var handbookWorking: ((rule: PageRule, heading: HTMLElement, list: HTMLElement) => WorkingView) | undefined;
  /** What the rules' scripts bring, by rule: each makes its program of what the calculator gives it. */
  var handbookRules: Record<string, (kit: typeof KIT, calendars: Calendars) => Program>;
}
