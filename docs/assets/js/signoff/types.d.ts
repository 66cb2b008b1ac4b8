/* What sign-off works with. */

import type { Cell } from "../archive/types.js";
import type { readWorkbook } from "../archive/reading.js";
import type { workbook } from "../archive/workbook.js";
import type { zipped } from "../archive/zip.js";
import type { Words } from "../shared/types.js";

/** What the build delivers for the pages of sign-off. */
export interface SignoffData {
  version: PolicyVersion;
  words: Words;
  headings: Headings;
}

/** The script that reads and writes people's files. */
export interface FileTools {
  readWorkbook: typeof readWorkbook;
  workbook: typeof workbook;
  zipped: typeof zipped;
}

export type Field = "name" | "number" | "department" | "role" | "signed" | "signed_on";

/** What each heading of a staff list means, as `plainHeading` writes it. */
export type Headings = Record<string, Field>;

/** The number of a row in its sheet, from 1, and its cells. */
export type Row = [number, string[]];

export interface Person {
  row: number;
  name: string;
  number: string;
  department: string;
  role: string;
  signed: string;
  signed_on: string;
}

/** What is wrong in a row, and in which column (from 1), where it is in one; in row 0 with the whole list. */
export interface ListProblem {
  row: number;
  column: number | null;
  code: string;
  facts: Record<string, string | number>;
}

export interface StaffList {
  people: Person[];
  problems: ListProblem[];
}

// What is acknowledged

export interface RoleNames {
  id: string;
  label: string;
  names: string[];
}

export interface KnownClause {
  id: string;
  number: string;
  title: string;
  text: string;
  roles: string[];
}

/** The policy as it was in force on `day`, since `since` (both as `2026-11-26`). */
export interface PolicyVersion {
  title: string;
  company: string;
  digest: string;
  since: string;
  day: string;
  lang: string;
  roles: RoleNames[];
  clauses: KnownClause[];
}

// Documents

export interface SignedTable {
  title: string;
  head: string[];
  rows: Cell[][];
  widths: number[];
  signed: boolean;
}

export interface SignedDocument {
  company: string;
  title: string;
  facts: string[];
  statement: string;
  tables: SignedTable[];
  ends: string[];
  notes: string[];
}

export interface Training {
  title: string;
  day: string;
  place: string;
  trainer: string;
  papers: { number: string; title: string }[];
}

/** `workbook` of the script that reads and writes people's files. */
export type WriteWorkbook = typeof workbook;

// Acknowledgements

export interface Acknowledgement {
  name: string;
  number: string;
  digest: string;
  since: string;
  day: string;
  by: "line" | "sheet";
  source: string;
  role: string;
  lang: string;
  seconds: number;
}

/** What counts for nobody, and why: a key of `unclear`. */
export interface Unclear {
  why: string;
  text: string;
  name: string;
  number: string;
}

export interface Gathered {
  given: Acknowledgement[];
  unclear: Unclear[];
}

export interface CheckedPerson {
  person: Person;
  state: "signed" | "old" | "missing";
  given: Acknowledgement | null;
}

export interface Comparison {
  people: CheckedPerson[];
  unclear: Unclear[];
}
