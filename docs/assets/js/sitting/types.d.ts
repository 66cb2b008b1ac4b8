/* Sitting an exam on its page. */

import type { Given } from "../exam/lines.js";
import type { FrozenPaper } from "../exam/types.js";
import type { Words } from "../shared/types.js";

/** What the page holds: the paper as learners see it, the words in its language, and whether people have seats. */
export interface ExamData {
  paper: FrozenPaper;
  words: Words;
  seats: boolean;
}

/** What was typed or chosen and is no answer yet. */
export type Draft = string | (number | null)[];

/** How long it has taken, as far as the device knows. */
export interface Elapsed {
  spent: number; // milliseconds
  wall: number; // when that was, by the device's clock
  odd: boolean; // whether its clocks once disagreed
}

/** A sitting as it is kept on the device. Answers stand in the order, and by the places, that the learner sees. */
export interface Kept {
  key: string; // of the person
  count: number; // of savings: the higher one is the newer
  tab: string; // the window that saved it
  seat: number;
  code: string | null;
  name: string;
  staff_number: string;
  start: number; // minutes since the epoch of lines
  answers: Given[];
  drafts: Record<string, Draft>;
  flags: number[];
  here: number; // the question last seen
  resumed: number;
  left: number;
  elapsed: Elapsed;
  line: string | null; // once it was handed in
}

/** What keeps a sitting, on the device or elsewhere. */
export interface Keeping {
  latest(key: string): Kept | null;
  save(kept: Kept): void;
}

/** Where a sitting is kept: `device` outlasts a crash, `address` only a reload, `none` nothing. */
export type KeptWhere = "device" | "address" | "none";
