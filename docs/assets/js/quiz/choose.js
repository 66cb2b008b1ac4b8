/* Which questions a run has: by chapter, role or clause, what everybody must know, mixed, changed lately, mistakes, the day's set. */

import { Chance } from "./chance.js";
import { later } from "./days.js";

/** @import { Index, ProgressState, Question } from "./types.js" */
/** @typedef {Pick<import("./progress.js").Progress, "state" | "isDue" | "lastAnswer">} KnownProgress */

const RUN = 20; // questions at most, so that an end is in sight
const DAILY = 10;
/** Kinds of which an answer takes many taps: the day's new questions are of the others, as long as there are any. */
const MANY_TAPS = ["multiple", "ordering", "matching"];
const LATELY = { before: 365, after: 60 }; // days around the edition's day that count as lately

/** What is asked first in a run of a chapter, a role or a clause.
 * @type {Record<ProgressState, number>} */
const FIRST = { changed: 0, wrong: 1, new: 2, right: 3 };

/**
 * The questions of a mode such as `chapter=pay`, best first.
 * @param {Index} index
 * @param {KnownProgress} progress
 * @param {string} mode
 * @param {string} day
 * @param {string} seed
 */
export function chosen(index, progress, mode, day, seed) {
  const [name, value] = mode.split("=");
  const mixed = new Chance(seed).shuffled(index.questions);
  const fresh = [...mixed].sort((a, b) => FIRST[progress.state(a)] - FIRST[progress.state(b)]);
  switch (name) {
    case "chapter":
      return apart(fresh.filter((each) => each.chapter === value)).slice(0, RUN);
    case "role":
      return apart(fresh.filter((each) => each.roles.includes(value))).slice(0, RUN);
    case "questions":
      return askedFor(index, fresh, value);
    case "clause":
      return fresh.filter((each) => each.clause.id === value);
    case "changed":
      return changedLately(index, mixed).slice(0, RUN);
    case "mistakes":
      return mixed.filter((each) => ["wrong", "changed"].includes(progress.state(each))).slice(0, RUN);
    case "must":
      return apart(fresh.filter((each) => each.clause.mustKnow)).slice(0, RUN);
    case "daily": {
      const plan = dayPlan(fresh, progress, day);
      return [...plan.due, ...plan.fresh];
    }
    default:
      return apart(mixed).slice(0, RUN);
  }
}

/**
 * Just the questions that somebody got wrong in an exam, in their order: `id,id;clause,clause`. In the place of those that
 * are kept for exams come others on their clauses.
 * @param {Index} index
 * @param {Question[]} fresh
 * @param {string} value
 */
function askedFor(index, fresh, value = "") {
  const [ids, clauses = []] = value.split(";").map((list) => list.split(","));
  const found = ids.map((id) => index.byId.get(id)).filter(Boolean);
  const missing = ids.length - found.length;
  const others = fresh.filter((each) => clauses.includes(each.clause.id) && !found.includes(each));
  return /** @type {Question[]} */ ([...found, ...others.slice(0, missing)]);
}

/**
 * What there is for the day: what is due, and new questions until the day's set is full, those first that a tap answers.
 * Whatever was answered today counts towards it and is over until tomorrow, so the day has an end.
 * @param {Question[]} questions in the order in which they are taken
 * @param {KnownProgress} progress
 * @param {string} day
 */
export function dayPlan(questions, progress, day) {
  const isOver = (/** @type {Question} */ each) =>
    progress.lastAnswer(each)?.day === day && progress.state(each) !== "changed";
  const over = questions.filter(isOver);
  const repeated = over.filter((each) => !progress.lastAnswer(each)?.isFirst).length;
  const waiting = questions.filter((each) => progress.isDue(each, day) && !isOver(each));
  const due = waiting.slice(0, Math.max(0, RUN - repeated));
  const takesMany = (/** @type {Question} */ each) => Number(MANY_TAPS.includes(each.kind));
  const unseen = questions.filter((each) => progress.state(each) === "new");
  unseen.sort((a, b) => takesMany(a) - takesMany(b));
  const fresh = apart(unseen).slice(0, Math.max(0, DAILY - over.length - due.length));
  const tomorrow = questions.filter((each) => progress.isDue(each, later(day, 1))).length;
  return { due, fresh, hasBegun: over.length > 0, tomorrow: Math.min(tomorrow, RUN) };
}

/**
 * @param {Index} index
 * @param {Question[]} mixed
 */
function changedLately(index, mixed) {
  const from = later(index.day, -LATELY.before);
  const until = later(index.day, LATELY.after);
  const recent = mixed.filter((each) => each.clause.changed >= from && each.clause.changed <= until);
  return apart(recent.sort((a, b) => b.clause.changed.localeCompare(a.clause.changed)));
}

/**
 * Questions of which another tells the answer come at the end.
 * @param {Question[]} questions
 */
function apart(questions) {
  /** @type {Set<number>} */
  const asked = new Set();
  /** @type {Set<number>} */
  const given = new Set(); // facts that a question gives away
  /** @type {Question[]} */
  const first = [];
  /** @type {Question[]} */
  const rest = [];
  for (const question of questions) {
    const clash =
      question.asks.some((fact) => asked.has(fact) || given.has(fact)) ||
      question.tells.some((fact) => asked.has(fact));
    (clash ? rest : first).push(question);
    if (clash) continue;
    question.asks.forEach((fact) => asked.add(fact));
    question.tells.forEach((fact) => given.add(fact));
  }
  return [...first, ...rest];
}
