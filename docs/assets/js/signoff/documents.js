/* Sign-off sheets and attendance lists as documents that know nothing of a format, and as workbooks. The same as
   `quiz/signoff/documents.py`: workbooks are equal to the byte. */

import { fillWords } from "../shared/fill.js";

/** @import { Words } from "../shared/types.js" */
/** @import { Cell } from "../archive/types.js" */
/** @import { Acknowledgement, Person, PolicyVersion, RoleNames, SignedDocument, SignedTable, Training, WriteWorkbook } from "./types.js" */

const HEAD = 7; // the row of the headings in every sheet of a workbook
const WIDTHS = {
  count: 7,
  number: 12,
  name: 14,
  department: 16,
  role: 16,
  signature: 20,
  date: 14,
  paper: 12,
  score: 10,
  remark: 20,
};

/**
 * A sheet a table. Below the headings stand people alone, so that what comes back can be read.
 * @param {SignedDocument} document
 * @param {WriteWorkbook} write
 */
export function asWorkbook({ company, title, facts, statement, notes, tables }, write) {
  const above = [company, title, ...facts, statement, ...notes].filter(Boolean).slice(0, HEAD - 1);
  while (above.length < HEAD - 1) above.push("");
  const rowsAbove = above.map((text) => [text]);
  return write(
    tables.map(({ title: name, head, rows }) => /** @type {const} */ ([name, [...rowsAbove, head, ...rows]])),
    [],
    HEAD,
    new Map(tables.map(({ title: name, widths }) => [name, widths])),
  );
}

/**
 * The sheet on which each of these people signs for this version of the policy.
 * @param {PolicyVersion} version
 * @param {Person[]} people
 * @param {Words} words
 * @returns {SignedDocument}
 */
export function signoffSheet(version, people, words) {
  const { title, since, digest, day } = version;
  const facts = { title, since, digest, day };
  return {
    company: version.company,
    title: fillWords(words.sheet_title, facts),
    facts: [fillWords(words.sheet_version, facts), fillWords(words.sheet_count, { n: people.length })],
    statement: fillWords(words.sheet_statement, facts),
    tables: [peopleTable(people, ["signature", "date"], words), clausesTable(version, people, words)],
    ends: [words.sheet_trainer, words.sheet_hr, words.sheet_date],
    notes: [words.sheet_proof, words.sheet_disclaimer],
  };
}

/**
 * The list on which those who came to a training sign, with the papers that were written there.
 * @param {PolicyVersion} version
 * @param {Person[]} people
 * @param {Training} training
 * @param {Words} words
 * @returns {SignedDocument}
 */
export function attendanceList(version, people, training, words) {
  const { title, since, digest, day } = version;
  const held = /** @type {const} */ (["day", "place", "trainer"])
    .filter((name) => training[name])
    .map((name) => fillWords(words[`attendance_${name}`], { text: training[name] }));
  const papers = training.papers.map(({ number, title: of }) =>
    fillWords(words.attendance_paper, { number: `${number.slice(0, 4)}-${number.slice(4)}`, title: of }),
  );
  return {
    company: version.company,
    title: fillWords(words.attendance_title, { title: training.title }),
    facts: [
      [...held, fillWords(words.sheet_count, { n: people.length })].join(words.attendance_blank),
      fillWords(words.attendance_about, { title, since, digest, day }),
      papers.join(words.attendance_blank),
    ],
    statement: "",
    tables: [peopleTable(people, ["signature", "paper", "score", "remark"], words)],
    ends: [words.sheet_trainer, words.sheet_date],
    notes: [words.attendance_proof],
  };
}

/**
 * What somebody prints who has acknowledged, to sign it.
 * @param {PolicyVersion} version
 * @param {Acknowledgement} given
 * @param {string} line
 * @param {Words} words
 * @returns {SignedDocument}
 */
export function receipt(version, given, line, words) {
  const { title, since, digest, day } = version;
  const facts = { title, since, digest, day };
  const role = version.roles.find(({ id }) => id === given.role);
  const person = { row: 0, name: given.name, number: given.number, department: "", role: role?.label ?? "" };
  return {
    company: version.company,
    title: fillWords(words.receipt_title, { title }),
    facts: [fillWords(words.receipt_version, facts), fillWords(words.receipt_line, { line })],
    statement: fillWords(words.page_statement, facts),
    tables: [
      peopleTable([{ ...person, signed: "", signed_on: "" }], ["signature", "date"], words),
      tableOfClauses(version, role ? [role] : version.roles, words),
    ],
    ends: [words.sheet_hr, words.sheet_date],
    notes: [words.receipt_proof, words.sheet_disclaimer],
  };
}

/**
 * A row a person, with room in the columns `blank`; columns that nobody has anything in are left out.
 * @param {Person[]} people
 * @param {(keyof typeof WIDTHS)[]} blank
 * @param {Words} words
 * @returns {SignedTable}
 */
function peopleTable(people, blank, words) {
  const known = /** @type {const} */ (["number", "name", "department", "role"]).filter((name) =>
    people.some((person) => person[name]),
  );
  const columns = /** @type {(keyof typeof WIDTHS)[]} */ (["count", ...known, ...blank]);
  return {
    title: words.sheet_people,
    head: columns.map((name) => words[`column_${name}`]),
    rows: people.map((person, place) => [place + 1, ...known.map((name) => person[name]), ...blank.map(() => "")]),
    widths: columns.map((name) => WIDTHS[name]),
    signed: true,
  };
}

/**
 * The clauses that these people must know, with whom each concerns.
 * @param {PolicyVersion} version
 * @param {Person[]} people
 * @param {Words} words
 * @returns {SignedTable}
 */
function clausesTable(version, people, words) {
  return tableOfClauses(version, rolesOf(version, people), words);
}

/**
 * @param {PolicyVersion} version
 * @param {RoleNames[]} roles
 * @param {Words} words
 * @returns {SignedTable}
 */
function tableOfClauses(version, roles, words) {
  const rows = /** @type {Cell[][]} */ ([]);
  for (const clause of version.clauses) {
    const of = roles.filter((role) => clause.roles.includes(role.id)).map((role) => role.label);
    if (of.length) rows.push([of.join(words.between), clause.number, clause.title, clause.text]);
  }
  return {
    title: words.sheet_clauses,
    head: [words.column_role, words.column_clause, words.column_title, words.column_text],
    rows,
    widths: [18, 16, 22, 80],
    signed: false,
  };
}

/**
 * The roles of these people, in the policy's order; all of them where somebody's is not known.
 * @param {PolicyVersion} version
 * @param {Person[]} people
 */
function rolesOf(version, people) {
  const found = people.map((person) => roleOf(version, person.role));
  return found.includes(undefined) ? version.roles : version.roles.filter((role) => found.includes(role));
}

/**
 * The role that a staff list means, in whatever language it says it.
 * @param {PolicyVersion} version
 * @param {string} text
 * @returns {RoleNames | undefined}
 */
export function roleOf(version, text) {
  const plain = (/** @type {string} */ name) => name.replace(/ /g, "").toLowerCase();
  const wanted = plain(text);
  return version.roles.find((role) => wanted && role.names.some((name) => plain(name) === wanted));
}
