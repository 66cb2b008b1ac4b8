/* A paper as a course of a learning platform. */

import type { FrozenPaper, QuestionKey } from "../exam/types.js";
import type { Words } from "../shared/types.js";

/** What a platform with SCORM 1.2 offers to its courses. */
export interface Api {
  LMSInitialize(nothing: ""): string;
  LMSGetValue(name: string): string;
  LMSSetValue(name: string, value: string): string;
  LMSCommit(nothing: ""): string;
  LMSFinish(nothing: ""): string;
}

/** What the page holds. The keys are there: who looks into the package finds them. */
export interface CourseData {
  paper: FrozenPaper;
  keys: QuestionKey[];
  words: Words;
  about: string;
  exam: boolean; // else practice, with reasons at the end, as often as one likes
}

/** An answer as a platform is told of it, in the order in which it is. */
export interface Told {
  id: string;
  type: "choice" | "true-false" | "numeric" | "sequencing" | "matching";
  student_response: string;
  result: "correct" | "wrong";
  weighting: number;
}
