/* What sign-off works with. */

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
