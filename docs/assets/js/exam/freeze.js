/* From drawn questions to a frozen paper, the same file as from Python (`quiz/papers/freezing.py`). */

import { KINDS } from "../quiz/kinds/registry.js";
import { numbersOf } from "./draw.js";
import { numberOf } from "./frozen.js";
import { neutralOrder } from "./neutral.js";

/** @import { ChapterWords, DrawRequest, Index, PaperHead, Question } from "../quiz/types.js" */
/** @import { FrozenFile, FrozenQuestion, QuestionKey } from "./types.js" */

const POINTS = 100;

/**
 * `chapters` are the words of those that the questions are of. Throws RangeError where a text cannot stand in a file.
 * @param {Question[]} questions
 * @param {Index} index
 * @param {Record<string, ChapterWords>} chapters
 * @param {DrawRequest} request
 * @param {PaperHead} head
 * @returns {FrozenFile}
 */
export function freezePaper(questions, index, chapters, request, head) {
  const halves = questions.map((question, place) =>
    halvesOf(question, chapters[question.chapter], `${request.seed}/${place}`),
  );
  const worth = pointsOf(questions.length);
  const paper = {
    ...head,
    day: index.day,
    bank: index.version,
    questions: halves.map(([shown], place) => ({ ...shown, points: worth[place] })),
  };
  return {
    format: "handbook-paper",
    schema: 1,
    paper: { ...paper, number: numberOf(paper) },
    key: {
      revision: 1,
      drawn: drawnOf(request, index.policy),
      corrections: [],
      questions: halves.map(([, key]) => key),
    },
  };
}

/**
 * Whole points that sum to 100; what does not divide goes to the last questions.
 * @param {number} count
 */
function pointsOf(count) {
  const each = Math.floor(POINTS / count);
  const more = POINTS - each * count;
  return Array.from({ length: count }, (_, place) => each + (place >= count - more ? 1 : 0));
}

/**
 * What a learner sees of a question, less its points, and its key.
 * @param {Question} question
 * @param {ChapterWords} chapter
 * @param {string} seed
 * @returns {[Omit<FrozenQuestion, "points">, QuestionKey]}
 */
function halvesOf({ id, hash, clause, kind }, chapter, seed) {
  const words = chapter.questions[id];
  const [shown, key] = KINDS[kind].frozen(words, (texts) => neutralOrder(texts, seed));
  return [
    { kind, stem: words.s, ...shown },
    {
      id,
      hash: hash + words.h,
      clause: clause.id,
      clause_number: clause.number,
      text: chapter.clauses[clause.id],
      because: words.b,
      ...key,
      ...(words.k ? { working: words.k } : {}),
    },
  ];
}

/**
 * The request as the file keeps it: what was not asked for is left out.
 * @param {DrawRequest} request
 * @param {string} policy
 */
function drawnOf(request, policy) {
  const lists = {
    chapters: [...request.chapters].sort(),
    roles: [...request.roles].sort(),
    kinds: [...request.kinds].sort(),
    mix: request.mix,
    without: numbersOf(request.without),
  };
  const given = Object.entries(lists).filter(([, list]) => list.length);
  return {
    seed: request.seed,
    policy,
    count: request.count,
    ...Object.fromEntries(given),
    ...(request.mustKnow ? { must_know: true } : {}),
    ...(request.since ? { changed_since: request.since } : {}),
  };
}
