/* Results as people look at them: figures, scores, clauses, questions, what somebody has to look at. */

import { make } from "../shared/dom.js";
import { remarksOn, resultWord, sayIn, sayTold, wrongAnswers } from "./tables.js";

/** @import { Child, Facts, Words } from "../shared/types.js" */
/** @import { PersonResult, Results } from "./types.js" */

const FEW = 10; // people, below which counts say little

/**
 * @param {Results} results
 * @param {Words} words
 * @param {(texts: string[], chosen: string) => void} choose which of different answers of one person count
 */
export function shownResults(results, words, choose) {
  const say = (/** @type {string} */ key, /** @type {Facts} */ facts = {}) => sayIn(words, `grade_page.${key}`, facts);
  return [
    figures(results, say),
    ...results.people.filter(({ others }) => others.length).map((each) => choices(each, say, choose)),
    lookAt(results, words, say),
    scores(results, words),
    corrections(results, say),
    clauses(results, say),
    questions(results, say),
  ];
}

/** @typedef {(key: string, facts?: Facts) => string} Say */

/**
 * @param {Results} results
 * @param {Say} say
 */
function figures({ people, absent, told, pass_points: points }, say) {
  const passed = people.filter((each) => each.passed).length;
  const handedIn = absent.length
    ? say("absent_are", { count: people.length, absent: absent.length })
    : say("handed_in_is", { count: people.length });
  const figure = (/** @type {string} */ title, /** @type {string} */ text) =>
    make("div", {}, make("dt", {}, title), make("dd", {}, text));
  return make(
    "dl",
    { class: "hb-grade__figures" },
    figure(say("handed_in"), handedIn),
    figure(say("passed", { points }), say("people", { count: passed })),
    figure(say("failed"), say("people", { count: people.length - passed })),
    figure(
      say("to_look_at"),
      say("cases", { count: told.length + people.filter((each) => each.others.length).length }),
    ),
  );
}

/**
 * @param {PersonResult} person
 * @param {Say} say
 * @param {(texts: string[], chosen: string) => void} choose
 */
function choices(person, say, choose) {
  const { others, text, points } = person;
  const all = [{ text, points }, ...others].sort((one, other) => (one.text < other.text ? -1 : 1));
  const who = `${person.number} ${person.name}`.trim();
  const rows = all.map((each) => {
    const radio = make("input", {
      type: "radio",
      name: `hb-choice-${person.seat}-${who}`,
      checked: each.text === text,
      change: () =>
        choose(
          all.map((one) => one.text),
          each.text,
        ),
    });
    return make("label", {}, radio, make("span", {}, say("count_this", { points: each.points })), code(each.text));
  });
  const title = make("legend", {}, say("two_answers", { who, count: all.length }));
  return make("fieldset", { class: "hb-grade__choice" }, title, rows);
}

/**
 * @param {Results} results
 * @param {Words} words
 * @param {Say} say
 */
function lookAt({ told }, words, say) {
  if (!told.length) return null;
  const rows = told.map((each) => make("li", {}, sayTold(each, words), " ", code(each.text)));
  return section(say("to_look_at"), make("ul", { class: "hb-grade__told" }, rows));
}

/** @param {string} text */
function code(text) {
  return make("code", {}, text);
}

/**
 * @param {Results} results
 * @param {Words} words
 */
function scores(results, words) {
  const heads = sayIn(words, "grading.heads.scores").split("|");
  const numbers = new Map(results.questions.map(({ clause, clause_number: number }) => [clause, number]));
  const rows = results.people.map((each) => [
    each.number,
    each.name,
    String(each.points),
    each.passed ? resultWord(true, words) : make("strong", {}, resultWord(false, words)),
    each.used ? String(Math.ceil(each.used / 60)) : "",
    each.wrong.map((place) => place + 1).join(" "),
    each.clauses.map((clause) => numbers.get(clause)).join(sayIn(words, "grading.between")),
    remarksOn(each, words).join(" "),
  ]);
  const nothing = () => make("strong", {}, sayIn(words, "grading.absent"));
  const absent = results.absent.map(({ number, name }) => [number, name, "", nothing(), "", "", "", ""]);
  return section(sayIn(words, "grading.sheet.scores"), table(heads, [...rows, ...absent]));
}

/**
 * @param {Results} results
 * @param {Say} say
 */
function corrections({ people, revision }, say) {
  if (revision < 2) return null;
  const rows = people.flatMap((each) => {
    const before = each.before[each.before.length - 1];
    if (before.points === each.points) return [];
    const facts = { name: each.name || each.number, before: before.points, now: each.points };
    const changed = each.passed === before.passed ? "" : say(each.passed ? "changed_passed" : "changed_failed");
    return [make("li", {}, say("change_of", facts), changed)];
  });
  const none = make("p", {}, say("nothing_changed"));
  return section(say("corrected"), rows.length ? make("ul", {}, rows) : none);
}

/**
 * @param {Results} results
 * @param {Say} say
 */
function clauses({ clauses: found, people }, say) {
  if (!found.length) return null;
  const n = people.length;
  const rows = found.map(({ clause_number: number, people: count }) =>
    make(
      "li",
      {},
      make("span", {}, number),
      make("small", {}, `${say("people", { count })} / ${n}`),
      make("progress", { value: count, max: n, "aria-label": `${number}: ${count} / ${n}` }),
    ),
  );
  const few = n < FEW && make("p", { class: "hb-grade__hint" }, say("few"));
  return section(say("clauses"), make("ul", { class: "hb-grade__weak" }, rows), few || null);
}

/**
 * @param {Results} results
 * @param {Say} say
 */
function questions({ questions: found, people }, say) {
  if (!people.length) return null;
  const heads = [say("question"), say("right"), say("blank"), say("chosen")];
  const rows = found.map((each, place) => [
    String(place + 1),
    `${each.right} / ${people.length}`,
    String(each.blank || ""),
    wrongAnswers(each),
  ]);
  const details = make("details", {}, make("summary", {}, say("by_question")), table(heads, rows));
  return make("section", { class: "hb-grade__part" }, details);
}

/**
 * @param {string} title
 * @param {Child[]} parts
 */
function section(title, ...parts) {
  return make("section", { class: "hb-grade__part" }, make("h3", {}, title), parts);
}

/**
 * A table that scrolls by itself on a narrow screen.
 * @param {string[]} heads
 * @param {Child[][]} rows
 */
function table(heads, rows) {
  const head = make(
    "tr",
    {},
    heads.map((text) => make("th", { scope: "col" }, text)),
  );
  const body = rows.map((row) =>
    make(
      "tr",
      {},
      row.map((cell) => make("td", {}, cell)),
    ),
  );
  const whole = make("table", { class: "hb-grade__table" }, make("thead", {}, head), make("tbody", {}, body));
  return make("div", { class: "hb-grade__scroll", tabindex: 0, role: "region", "aria-label": heads.join(" ") }, whole);
}
