/* Drawing the questions of a paper, as in Python (`quiz/papers/drawing.py`): the same bank, request and seed give the
   same questions in the same order. */

import { Chance } from "../quiz/chance.js";
import { base32 } from "./signs.js";

/** @import { DrawRequest, Index, NoPaper, Question } from "../quiz/types.js" */

const LEVELS = [1, 2, 3];
export const MOST_QUESTIONS = 100;
export const MOST_SEED = 40; // characters

/** A seed that nobody can guess, 40 bits: who knows a seed can draw the paper, and the key, beforehand. */
export function newSeed() {
  return base32(crypto.getRandomValues(new Uint8Array(5)), 8);
}

/**
 * The questions that are asked for, or how far the questions go.
 * @param {Index} index
 * @param {DrawRequest} request
 * @returns {{ questions: Question[] } | NoPaper}
 */
export function drawQuestions(index, request) {
  const used = new Set(request.without.flatMap(({ key }) => key.questions.map(({ id }) => id)));
  const pool = index.questions.filter((each) => !used.has(each.id) && fits(each, request)); // sorted by id already
  const { chosen, missing } = choose(new Chance(requestText(request)).shuffled(pool), request);
  if (missing) return missing;
  const place = (/** @type {Question} */ question) => index.kinds.indexOf(question.kind);
  return { questions: chosen.sort((a, b) => place(a) - place(b)) };
}

/** @param {DrawRequest} request */
function requestText({ count, seed, chapters, roles, kinds, mix, mustKnow, since, without }) {
  const lists = [chapters, roles, kinds].map((names) => [...names].sort().join(","));
  return [count, ...lists, mix.join(","), mustKnow ? "must" : "", since, numbersOf(without).join(","), seed].join("|");
}

/** @param {DrawRequest["without"]} papers */
export function numbersOf(papers) {
  return papers.map(({ paper }) => paper.number).sort();
}

/**
 * @param {Question} question
 * @param {DrawRequest} request
 */
function fits({ chapter, roles, kind, clause }, request) {
  const among = (/** @type {string[]} */ names, /** @type {string[]} */ own) =>
    !names.length || own.some((name) => names.includes(name));
  const asked = among(request.chapters, [chapter]) && among(request.roles, roles) && among(request.kinds, [kind]);
  const changed = !request.since || (clause.since !== "" && clause.since >= request.since);
  return asked && changed && (clause.mustKnow || !request.mustKnow);
}

/**
 * How many questions of each level; what the percentages leave over goes to the largest remainders.
 * @param {number} count
 * @param {number[]} mix
 * @returns {Record<string, number>}
 */
function shareOut(count, mix) {
  const parts = LEVELS.map((level, place) => ({ level, part: count * mix[place] }));
  /** @type {Record<string, number>} */
  const counts = Object.fromEntries(parts.map(({ level, part }) => [level, Math.floor(part / 100)]));
  const left = count - Object.values(counts).reduce((sum, each) => sum + each, 0);
  const byRemainder = [...parts].sort((a, b) => (b.part % 100) - (a.part % 100) || a.level - b.level);
  for (const { level } of byRemainder.slice(0, left)) counts[level] += 1;
  return counts;
}

/**
 * @param {Question[]} pool
 * @param {DrawRequest} request
 * @returns {{ chosen: Question[], missing: NoPaper | null }}
 */
function choose(pool, { count, mix }) {
  /** @type {Record<string, number>} */
  const wanted = mix.length ? shareOut(count, mix) : { 0: count };
  const left = { ...wanted };
  /** @type {Question[]} */
  const chosen = [];
  for (const fresh of [true, false]) {
    const clauses = new Set(chosen.map((question) => question.clause));
    for (const question of pool) {
      const level = mix.length ? question.level : 0;
      if (!left[level] || chosen.includes(question) || (fresh && clauses.has(question.clause))) continue;
      if (chosen.some((other) => clash(question, other))) continue;
      chosen.push(question);
      clauses.add(question.clause);
      left[level] -= 1;
    }
  }
  if (!Object.values(left).some(Boolean)) return { chosen, missing: null };
  const byLevel = Object.fromEntries(Object.keys(wanted).map((level) => [level, wanted[level] - left[level]]));
  return { chosen, missing: { possible: chosen.length, wanted, byLevel } };
}

/**
 * Whether one gives the other's answer away.
 * @param {Question} one
 * @param {Question} other
 */
function clash(one, other) {
  const meet = (/** @type {number[]} */ a, /** @type {number[]} */ b) => a.some((fact) => b.includes(fact));
  return meet(one.asks, other.asks) || meet(one.tells, other.asks) || meet(one.asks, other.tells);
}
