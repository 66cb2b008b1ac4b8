/* Archives and workbooks, as they are written and read here. */

/** A file in an archive: its name with folders, and what is in it; texts are UTF-8. */
export type ArchivedFile = readonly [name: string, content: string | Uint8Array];

/** A cell that is written: a text, or a whole number. */
export type Cell = string | number;
export type Rows = readonly (readonly Cell[])[];
/** Sheets by name, in order. */
export type Sheets = Iterable<readonly [name: string, rows: Rows]>;

/** A row of a sheet that is not empty: its number, from 1, and its cells. */
export type ReadRow = [number: number, cells: string[]];

/** A sheet, and the places of formulas whose result was not saved with them, such as `C7`. */
export interface ReadSheet {
  rows: ReadRow[];
  formulas: string[];
}

export interface ReadCell {
  place: string;
  kind: string;
  value: string;
  formula: boolean;
}

export interface XmlVisitor {
  open?: (name: string, attributes: Record<string, string>) => void;
  close?: (name: string) => void;
  text?: (text: string) => void;
}
