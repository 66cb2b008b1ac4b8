/* Papers, drawn as in Python (`quiz/papers/paper.py`): the same bank, request and seed give the same paper. */

import { Chance, hash32 } from "./chance.js";
import { KINDS } from "./kinds/registry.js";

/** @import { Index, KeyPlaces, NoPaper, Paper, PaperItem, PaperRequest, Question } from "./types.js" */

const LEVELS = [1, 2, 3];
const BASE32 = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/**
 * The paper that is asked for, or how far the questions go.
 * @param {Index} index
 * @param {PaperRequest} request
 * @returns {Paper | NoPaper}
 */
export function drawPaper(index, request) {
  const text = requestText(request);
  const pool = index.questions.filter((each) => fits(each, request)); // sorted by id already
  const chance = new Chance(`${index.version}/${text}`);
  const { chosen, missing } = choose(chance.shuffled(pool), request);
  if (missing) return missing;
  /** @type {(question: Question) => number} */
  const place = (question) => index.kinds.indexOf(question.kind);
  chosen.sort((a, b) => place(a) - place(b));
  return { id: paperId(index.version, text), items: present(chosen, chance) };
}

/** @param {PaperRequest} request */
function requestText({ number, seed, chapters, roles, kinds, mix }) {
  const lists = [chapters, roles, kinds].map((names) => [...names].sort().join(","));
  return [number, ...lists, mix.join(","), seed].join("|");
}

/**
 * @param {string} version
 * @param {string} text
 */
function paperId(version, text) {
  const whole = `${version}/${text}`;
  const number = (BigInt(hash32(whole)) << 32n) | BigInt(hash32(`${whole}/`));
  const signs = [0, 5, 10, 15, 20, 25, 30, 35].map((shift) => BASE32[Number((number >> BigInt(shift)) & 31n)]).join("");
  return `${signs.slice(0, 4)}-${signs.slice(4)}`;
}

/**
 * @param {Question} question
 * @param {PaperRequest} request
 */
function fits(question, { chapters, roles, kinds }) {
  /** @type {(names: string[], own: string[]) => boolean} */
  const among = (names, own) => !names.length || own.some((name) => names.includes(name));
  return among(chapters, [question.chapter]) && among(roles, question.roles) && among(kinds, [question.kind]);
}

/**
 * How many questions of each level; what the percentages leave over goes to the largest remainders.
 * @param {number} number
 * @param {number[]} mix
 * @returns {Record<string, number>}
 */
function shareOut(number, mix) {
  const parts = LEVELS.map((level, place) => ({ level, part: number * mix[place] }));
  /** @type {Record<string, number>} */
  const counts = Object.fromEntries(parts.map(({ level, part }) => [level, Math.floor(part / 100)]));
  const left = number - Object.values(counts).reduce((sum, count) => sum + count, 0);
  const byRemainder = [...parts].sort((a, b) => (b.part % 100) - (a.part % 100) || a.level - b.level);
  for (const { level } of byRemainder.slice(0, left)) counts[level] += 1;
  return counts;
}

/**
 * @param {Question[]} pool
 * @param {PaperRequest} request
 * @returns {{ chosen: Question[], missing: NoPaper | null }}
 */
function choose(pool, request) {
  /** @type {Record<string, number>} */
  const wanted = request.mix.length ? shareOut(request.number, request.mix) : { 0: request.number };
  const left = { ...wanted };
  /** @type {Question[]} */
  const chosen = [];
  for (const fresh of [true, false]) {
    const clauses = new Set(chosen.map((question) => question.clause));
    for (const question of pool) {
      const level = request.mix.length ? question.level : 0;
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
  /** @type {(a: number[], b: number[]) => boolean} */
  const meet = (a, b) => a.some((fact) => b.includes(fact));
  return meet(one.asks, other.asks) || meet(one.tells, other.asks) || meet(one.asks, other.tells);
}

/**
 * @param {Question[]} chosen
 * @param {Chance} chance
 * @returns {PaperItem[]}
 */
function present(chosen, chance) {
  /** @type {KeyPlaces} */
  const decks = new Map();
  return chosen.map((question, place) => {
    const shown = KINDS[question.kind].order(question.shown, chance, decks);
    return { number: place + 1, question, shown };
  });
}
