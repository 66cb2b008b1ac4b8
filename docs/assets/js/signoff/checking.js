/* Who on a staff list has acknowledged the version in force, who an old one, who is missing; and what is not clear. The
   same as `quiz/signoff/checking.py`: workbooks are equal to the byte. */

import { pasted } from "../exam/pasted.js";
import { fillWords } from "../shared/fill.js";
import { readAcknowledgement } from "./acknowledgement.js";
import { readStaff } from "./staff.js";

/** @import { Words } from "../shared/types.js" */
/** @import { Cell } from "../archive/types.js" */
/** @import { Acknowledgement, CheckedPerson, Comparison, Gathered, Headings, ListProblem, Person, PolicyVersion,
 *    Row, WriteWorkbook } from "./types.js" */

const DIGEST = /(?:^|[^0-9a-z])([0-9a-f]{8})(?![0-9a-z])/;
const WRITTEN_DAY = /[0-9]{4}-[0-9]{2}-[0-9]{2}/;

/**
 * The lines of a pasted text. Throws PasteTooLong.
 * @param {string} text
 * @returns {Gathered}
 */
export function gatheredInText(text) {
  const gathered = /** @type {Gathered} */ ({ given: [], unclear: [] });
  for (const piece of pasted(text)) {
    const found = piece.isWhole ? readAcknowledgement(piece.text) : "damaged";
    if (typeof found === "string") gathered.unclear.push({ why: found, text: piece.text, name: "", number: "" });
    else gathered.given.push(found);
  }
  return gathered;
}

/**
 * The rows of a sign-off sheet that are marked as signed, or what is wrong with the sheet.
 * @param {Row[]} rows
 * @param {string} sheet
 * @param {Headings} headings
 * @param {Words} words
 * @returns {{ gathered: Gathered, problems: ListProblem[] }}
 */
export function gatheredInSheet(rows, sheet, headings, words) {
  const none = { given: [], unclear: [] };
  const { people, problems } = readStaff(rows, headings);
  if (problems.length) return { gathered: none, problems };
  const version = versionAbove(rows, people[0].row);
  if (!version) return { gathered: none, problems: [{ row: 0, column: null, code: "no_version", facts: {} }] };
  const unsigned = words.unsigned.split("|");
  const given = people
    .filter(({ signed }) => signed && !unsigned.includes(signed.toLowerCase()))
    .map((person) => fromSheet(person, version, sheet));
  return { gathered: { given, unclear: [] }, problems: [] };
}

/**
 * @param {Person} person
 * @param {{ digest: string, since: string }} version
 * @param {string} sheet
 * @returns {Acknowledgement}
 */
function fromSheet({ row, name, number, signed_on: day }, version, sheet) {
  return { name, number, ...version, day, by: "sheet", source: `${sheet} ${row}`, role: "", lang: "zh", seconds: 0 };
}

/**
 * The digest and the day of the version, which stand in one cell above the people.
 * @param {Row[]} rows
 * @param {number} before
 */
function versionAbove(rows, before) {
  for (const [number, cells] of rows) {
    for (const cell of number < before ? cells : []) {
      const digest = DIGEST.exec(cell)?.[1];
      const since = WRITTEN_DAY.exec(cell)?.[0];
      if (digest && since) return { digest, since };
    }
  }
  return null;
}

/**
 * Put each acknowledgement to its person; of several the one of this version counts, then the latest.
 * @param {PolicyVersion} version
 * @param {Person[]} people
 * @param {Gathered} gathered
 * @returns {Comparison}
 */
export function compareWithStaff(version, people, gathered) {
  const unclear = [...gathered.unclear];
  const best = /** @type {Map<Person, Acknowledgement>} */ (new Map());
  const isOf = (/** @type {Acknowledgement} */ each) => each.digest === version.digest && each.since === version.since;
  const isBetter = (/** @type {Acknowledgement} */ one, /** @type {Acknowledgement} */ other) =>
    isOf(one) === isOf(other) ? one.day > other.day : isOf(one);
  const find = finderOf(people);
  for (const given of gathered.given) {
    const found = find(given);
    if (typeof found === "string") {
      unclear.push({ why: found, text: given.source, name: given.name, number: given.number });
    } else {
      const before = best.get(found);
      if (!before || isBetter(given, before)) best.set(found, given);
    }
  }
  const checked = people.map((person) => {
    const given = best.get(person) ?? null;
    const state = given ? (isOf(given) ? "signed" : "old") : "missing";
    return /** @type {CheckedPerson} */ ({ person, state, given });
  });
  return { people: checked, unclear };
}

/**
 * Finds the person of an acknowledgement, or why nobody is: not on the list, another's number, several of the name.
 * @param {Person[]} people
 * @returns {(given: Acknowledgement) => Person | string}
 */
function finderOf(people) {
  const plain = (/** @type {string} */ name) => name.replace(/ /g, "").toLowerCase();
  const byNumber = new Map(people.filter(({ number }) => number).map((each) => [each.number.toLowerCase(), each]));
  const byName = /** @type {Map<string, Person[]>} */ (new Map());
  for (const person of people) byName.set(plain(person.name), [...(byName.get(plain(person.name)) ?? []), person]);
  return ({ name, number }) => {
    const named = byName.get(plain(name)) ?? [];
    const numbered = number ? byNumber.get(number.toLowerCase()) : undefined;
    if (numbered) return named.includes(numbered) ? numbered : "another";
    const open = number ? named.filter((each) => !each.number) : named;
    if (open.length === 1) return open[0];
    return open.length ? "several" : "unknown";
  };
}

// What is told

/**
 * How many have signed, in a sentence.
 * @param {Comparison} found
 * @param {Words} words
 */
export function summaryOf({ people, unclear }, words) {
  const count = (/** @type {string} */ state) => people.filter((each) => each.state === state).length;
  const facts = { signed: count("signed"), old: count("old"), missing: count("missing") };
  return fillWords(words.check_summary, { n: people.length, unclear: unclear.length, ...facts });
}

/**
 * Two sheets: everybody with their state, and what is not clear.
 * @param {PolicyVersion} version
 * @param {Comparison} found
 * @param {Words} words
 * @param {WriteWorkbook} write
 */
export function comparisonWorkbook(version, found, words, write) {
  const { title, since, digest, day } = version;
  const above = [[fillWords(words.sheet_version, { title, since, digest, day })], [summaryOf(found, words)]];
  const head = (/** @type {string[]} */ names) => names.map((name) => words[`column_${name}`]);
  const people = ["count", "number", "name", "department", "role", "state", "date", "by", "version"];
  const unclear = found.unclear.map(({ why, name, number, text }) => [words[`unclear_${why}`], name, number, text]);
  return write(
    [
      [words.check_people, [...above, head(people), ...found.people.map((each, place) => rowOf(each, place, words))]],
      [words.check_unclear, [...above, head(["why", "name", "number", "source"]), ...unclear]],
    ],
    [],
    above.length + 1,
    new Map([
      [words.check_people, [6, 12, 14, 16, 16, 14, 12, 10, 24]],
      [words.check_unclear, [30, 14, 12, 60]],
    ]),
  );
}

/**
 * @param {CheckedPerson} checked
 * @param {number} place
 * @param {Words} words
 * @returns {Cell[]}
 */
function rowOf({ person, state, given }, place, words) {
  const { number, name, department, role } = person;
  const row = [place + 1, number, name, department, role, words[`state_${state}`]];
  if (!given) return [...row, "", "", ""];
  const { since, digest } = given;
  return [...row, given.day, words[`by_${given.by}`], fillWords(words.check_version, { since, digest })];
}
