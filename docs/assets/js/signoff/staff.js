/* Staff lists: who is on one, read from CSV or pasted text, and what is wrong in it, by row and column. The same as
   `quiz/staff.py`, which says how; both are held by `tests/quiz/staff_lists.yml`. */

import { csvRows } from "../archive/delimited.js";

/** @import { Field, Headings, ListProblem, Person, Row, StaffList } from "./types.js" */

const MOST_PEOPLE = 16_383;
export const MOST_BYTES = { name: 60, number: 24 };
const REST = /** @type {const} */ (["department", "role", "signed", "signed_on"]);
const TITLES = 10;

const NUMBER = /^[A-Za-z0-9._/-]*[0-9][A-Za-z0-9._/-]*$/;
const NUMERAL = /^[0-9]{1,3}[.)、．）](?: |(?=[^0-9 ]))/;
const NUMBER_FIRST = /^([^ ]*[0-9][^ ]*) (.+)$/;
const NUMBER_LAST = /^(.+) ([^ ]*[0-9][^ ]*)$/;
const HAN_NAME = /^[\u3400-\u9fff·]{2,4}$/;
const BETWEEN_HAN = /([\u3400-\u9fff]) (?=[\u3400-\u9fff])/g;
const NO_SIGNS = /[ _*:.-]/g;
const REMARK = /\([^()]*\)$/;

// Reading

/**
 * The people of a pasted text, or of a file of it.
 * @param {string} text
 * @param {Headings} headings
 * @returns {StaffList}
 */
export function readStaffText(text, headings) {
  const { rows, broken } = csvRows(text);
  if (broken) return { people: [], problems: [problem(broken, null, "unreadable")] };
  return readStaff(rows, headings);
}

/**
 * The people of the rows of a sheet, or of the lines of a text.
 * @param {Row[]} rows
 * @param {Headings} headings
 * @returns {StaffList}
 */
export function readStaff(rows, headings) {
  let table = rows
    .map(([number, texts]) => /** @type {Row} */ ([number, trimmed(texts.map(plainCell))]))
    .filter(([, cells]) => cells.length);
  if (table.every(([, cells]) => cells.length === 1)) table = apart(table, headings);
  else if (table.length === 1 && isRowOfNames(table[0][1], headings)) {
    const [[number, cells]] = table;
    table = cells.map((cell) => [number, [cell]]);
  }
  const place = placeOfHead(table, headings);
  if (place < 0) return checked(table, guessed(table), Infinity);
  const { columns, problems } = headed(table[place], headings);
  if (problems.length) return { people: [], problems };
  return checked(table.slice(place + 1), columns, table[place][1].length);
}

/**
 * A cell without signs that nobody sees; blanks are single ones.
 * @param {string} text
 */
function plainCell(text) {
  const signs = text
    .normalize("NFC")
    .replace(/[\p{Cc}\p{Z}]/gu, " ")
    .replace(/\p{Cf}/gu, "");
  return signs.split(" ").filter(Boolean).join(" ");
}

/** @param {string[]} cells */
function trimmed(cells) {
  let length = cells.length;
  while (length && !cells[length - 1]) length--;
  return cells.slice(0, length);
}

/**
 * Whether all names stand in one row: three or more, none with a digit, none a heading.
 * @param {string[]} cells
 * @param {Headings} headings
 */
function isRowOfNames(cells, headings) {
  const names = cells.filter(Boolean);
  return names.length > 2 && !names.some((cell) => /[0-9]/.test(cell) || fieldOf(cell, headings));
}

// Lines of a text, which have no columns yet

/**
 * @param {Row[]} table
 * @param {Headings} headings
 * @returns {Row[]}
 */
function apart(table, headings) {
  const heads = table.length ? table[0][1][0].split(" ") : [];
  if (heads.length > 1 && heads.every((head) => fieldOf(head, headings))) {
    return table.map(([number, [line]]) => [number, line.split(" ")]);
  }
  const lines = table.map(([number, [line]]) =>
    cut(line.replace(NUMERAL, "")).map((cells) => /** @type {Row} */ ([number, cells])),
  );
  return lines.flat();
}

/**
 * The cells of a line; of a name and a number the name first.
 * @param {string} line
 * @returns {string[][]}
 */
function cut(line) {
  if (line.includes("、")) {
    const parts = line
      .split(/[、，；,;]/)
      .map((part) => part.trim())
      .filter(Boolean);
    const isPair = parts.length === 2 && parts.some((part) => NUMBER.test(part));
    if (!isPair) return parts.map((part) => [part]);
    return [NUMBER.test(parts[0]) ? parts.reverse() : parts];
  }
  if (/[，；]/.test(line)) return [line.split(/[，；]/).map((part) => part.trim())];
  const isFirst = NUMBER_FIRST.exec(line);
  if (isFirst) return [[isFirst[2], isFirst[1]]];
  const isLast = NUMBER_LAST.exec(line);
  return [isLast ? isLast.slice(1) : [line]];
}

// Columns

/** @param {string} text */
function plainHeading(text) {
  return text.normalize("NFKC").toLowerCase().replace(NO_SIGNS, "").replace(REMARK, "").replace(NO_SIGNS, "");
}

/**
 * @param {string} text
 * @param {Headings} headings
 */
function fieldOf(text, headings) {
  const heading = plainHeading(text);
  return Object.prototype.hasOwnProperty.call(headings, heading) ? headings[heading] : null;
}

/**
 * @param {Row[]} table
 * @param {Headings} headings
 */
function placeOfHead(table, headings) {
  const above = table.slice(0, TITLES);
  const withA = (/** @type {Field} */ wanted) =>
    above.findIndex(([, cells]) => cells.some((cell) => fieldOf(cell, headings) === wanted));
  const place = withA("name");
  return place < 0 ? withA("number") : place;
}

/**
 * @param {Row} head
 * @param {Headings} headings
 */
function headed([row, cells], headings) {
  const columns = /** @type {Map<Field, number>} */ (new Map());
  const problems = /** @type {ListProblem[]} */ ([]);
  cells.forEach((cell, place) => {
    const found = fieldOf(cell, headings);
    if (found && columns.has(found)) problems.push(problem(row, place + 1, "doubled_column", { heading: cell }));
    else if (found) columns.set(found, place);
  });
  if (!columns.has("name")) problems.push(problem(row, null, "no_name_column"));
  return { columns, problems };
}

/**
 * The columns of a list without headings: a number has a digit; the others are name, department, role in order.
 * @param {Row[]} table
 */
function guessed(table) {
  const width = Math.max(0, ...table.map(([, cells]) => cells.length));
  const found = /** @type {Map<Field, number>} */ (new Map());
  const rest = /** @type {number[]} */ ([]);
  for (let place = 0; place < width; place++) {
    const column = table.map(([, cells]) => cells[place] ?? "");
    if (!areNumbers(column)) rest.push(place);
    else if (!found.has("number") && !column.every((cell, index) => cell === String(index + 1))) {
      found.set("number", place); // not just 1, 2, 3
    }
  }
  const others = /** @type {Field[]} */ (["name", "department", "role"]);
  others.slice(0, rest.length).forEach((field, index) => found.set(field, rest[index]));
  return found;
}

/** @param {string[]} cells */
function areNumbers(cells) {
  return cells.some(Boolean) && cells.every((cell) => !cell || NUMBER.test(cell.normalize("NFKC")));
}

/**
 * As spreadsheets name a column: 1 is A, 27 is AA.
 * @param {number} column
 */
export function columnLetters(column) {
  let letters = "";
  for (let left = column; left; left = Math.floor((left - 1) / 26)) {
    letters = String.fromCharCode(65 + ((left - 1) % 26)) + letters;
  }
  return letters;
}

// People

/**
 * @param {Row[]} body
 * @param {Map<Field, number>} columns
 * @param {number} width how many headings there are
 * @returns {StaffList}
 */
function checked(body, columns, width) {
  const people = /** @type {Person[]} */ ([]);
  const problems = /** @type {ListProblem[]} */ ([]);
  for (const [row, cells] of body) {
    if (cells.length > width) problems.push(problem(row, width + 1, "beyond", { text: cells[width] }));
    const value = (/** @type {Field} */ field) => cells[columns.get(field) ?? Infinity] ?? "";
    const person = personOf(row, value);
    people.push(person);
    problems.push(...wrongWith(person, value("name"), columns));
  }
  problems.push(...twice(people, columns));
  if (!people.length) problems.push(problem(0, null, "nobody"));
  if (people.length > MOST_PEOPLE) {
    problems.push(problem(0, null, "too_many", { found: people.length, most: MOST_PEOPLE }));
  }
  problems.sort((one, other) => one.row - other.row || (one.column ?? 0) - (other.column ?? 0));
  return { people, problems };
}

/**
 * @param {number} row
 * @param {(field: Field) => string} value
 * @returns {Person}
 */
function personOf(row, value) {
  const number = value("number").normalize("NFKC").replace(/^'/, "").trim();
  const name = value("name").replace(BETWEEN_HAN, "$1");
  const { department, role, signed, signed_on } = Object.fromEntries(REST.map((field) => [field, value(field)]));
  return { row, name, number, department, role, signed, signed_on };
}

/**
 * Somebody by what they have typed, cleaned as a list is.
 * @param {string} name
 * @param {string} number
 */
export function typedPerson(name, number) {
  const typed = { name, number, department: "", role: "", signed: "", signed_on: "" };
  return personOf(0, (field) => plainCell(typed[field]));
}

/**
 * @param {Person} person
 * @param {string} written the name as it is written
 * @param {Map<Field, number>} columns
 */
function wrongWith(person, written, columns) {
  const { row, name } = person;
  const problems = [];
  const column = columns.has("name") ? columnOf("name", columns) : null;
  const parts = written.split(" ");
  if (!name) problems.push(problem(row, column, "no_name"));
  else if (parts.length > 1 && parts.every((part) => HAN_NAME.test(part))) {
    problems.push(problem(row, column, "several", { text: written }));
  }
  for (const field of /** @type {const} */ (["name", "number"])) {
    const bytes = new TextEncoder().encode(person[field]).length;
    const facts = { bytes, most: MOST_BYTES[field], text: person[field] };
    if (bytes > facts.most) problems.push(problem(row, columnOf(field, columns), `long_${field}`, facts));
  }
  return problems;
}

/**
 * A number that two have, and a name that two have who are not told apart by numbers.
 * @param {Person[]} people
 * @param {Map<Field, number>} columns
 */
function twice(people, columns) {
  const numbers = /** @type {Map<string, Person>} */ (new Map());
  const names = /** @type {Map<string, Person>} */ (new Map());
  const problems = [];
  for (const person of people) {
    const { row, number, name } = person;
    const same = first(numbers, number.toLowerCase(), person);
    if (number && same !== person) {
      problems.push(problem(row, columnOf("number", columns), "same_number", { number, other: same.row }));
    }
    const other = first(names, name, person);
    if (name && other !== person && !(number && other.number)) {
      problems.push(problem(row, columnOf("name", columns), "same_name", { name, other: other.row }));
    }
  }
  return problems;
}

/**
 * Who was the first under a key.
 * @param {Map<string, Person>} people
 * @param {string} key
 * @param {Person} person
 */
function first(people, key, person) {
  const found = people.get(key) ?? person;
  people.set(key, found);
  return found;
}

/**
 * @param {Field} field
 * @param {Map<Field, number>} columns
 */
function columnOf(field, columns) {
  return (columns.get(field) ?? -1) + 1;
}

/**
 * @param {number} row
 * @param {number | null} column
 * @param {string} code
 * @param {Record<string, string | number>} facts
 * @returns {ListProblem}
 */
function problem(row, column, code, facts = {}) {
  return { row, column, code, facts };
}
