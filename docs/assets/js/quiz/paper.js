/* Papers, drawn as in Python (`quiz/papers/paper.py`): the same bank, request and seed give the same paper. */

import { Chance, hash32, mixedOrder } from "./chance.js";

const LEVELS = [1, 2, 3];
const BASE32 = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
export const LETTERS = "ABCDEFGH";

/** `request` is {number, seed, chapters, roles, kinds, mix}; gives {id, items} or {possible, wanted, byLevel}. */
export function drawPaper(index, request) {
  const text = requestText(request);
  const pool = index.questions.filter((each) => fits(each, request)); // sorted by id already
  const chance = new Chance(`${index.version}/${text}`);
  const { chosen, missing } = choose(chance.shuffled(pool), request);
  if (missing) return missing;
  const place = (question) => index.kinds.indexOf(question.kind);
  chosen.sort((a, b) => place(a) - place(b));
  return { id: paperId(index.version, text), items: present(chosen, chance) };
}

function requestText({ number, seed, chapters, roles, kinds, mix }) {
  const lists = [chapters, roles, kinds].map((names) => [...names].sort().join(","));
  return [number, ...lists, mix.join(","), seed].join("|");
}

function paperId(version, text) {
  const whole = `${version}/${text}`;
  const number = (BigInt(hash32(whole)) << 32n) | BigInt(hash32(`${whole}/`));
  const signs = [0, 5, 10, 15, 20, 25, 30, 35].map((shift) => BASE32[Number((number >> BigInt(shift)) & 31n)]).join("");
  return `${signs.slice(0, 4)}-${signs.slice(4)}`;
}

function fits(question, { chapters, roles, kinds }) {
  const among = (names, own) => !names.length || own.some((name) => names.includes(name));
  return among(chapters, [question.chapter]) && among(roles, question.roles) && among(kinds, [question.kind]);
}

function shareOut(number, mix) {
  const parts = LEVELS.map((level, place) => ({ level, part: number * mix[place] }));
  const counts = Object.fromEntries(parts.map(({ level, part }) => [level, Math.floor(part / 100)]));
  const left = number - Object.values(counts).reduce((sum, count) => sum + count, 0);
  const order = [...parts].sort((a, b) => (b.part % 100) - (a.part % 100) || a.level - b.level);
  for (const { level } of order.slice(0, left)) counts[level] += 1;
  return counts;
}

function choose(pool, request) {
  const wanted = request.mix.length ? shareOut(request.number, request.mix) : { 0: request.number };
  const left = { ...wanted };
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
  const byLevel = Object.fromEntries(Object.keys(wanted).map((level) => [level, wanted[level] - left[level]]));
  const missing = Object.values(left).some(Boolean) && { possible: chosen.length, wanted, byLevel };
  return { chosen, missing };
}

function clash(one, other) {
  const meet = (a, b) => a.some((fact) => b.includes(fact));
  return meet(one.asks, other.asks) || meet(one.tells, other.asks) || meet(one.asks, other.tells);
}

function present(chosen, chance) {
  const decks = new Map();
  return chosen.map((question, place) => ({ number: place + 1, question, shown: orderShown(question, chance, decks) }));
}

function orderShown(question, chance, decks) {
  const count = question.shown;
  if (question.kind !== "single")
    return question.kind === "true_false" || question.kind === "numeric"
      ? []
      : mixedOrder(count, chance, question.kind === "ordering");
  if (!decks.get(count)?.length) decks.set(count, chance.shuffled([...Array(count).keys()]));
  const key = decks.get(count).pop();
  const others = chance.shuffled([...Array(count).keys()].slice(1)); // in the data the key is the first option
  return [...others.slice(0, key), 0, ...others.slice(key)];
}
