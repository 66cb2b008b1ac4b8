/* What markers and trainers get: the strip to mark by, the key, and versions side by side, as in Python
   (`quiz/papers/documents/for_markers.py`). */

import { markOf, toldOf } from "./answering.js";
import { LINE_WIDTH, documentOf, gridOf, headingOf, inGridRows, numbersRow, titleOf } from "./common.js";
import { questionBlock } from "./for_learners.js";
import { itemLetter, itemsOf, partsOf } from "./items.js";
import { sayPrinted } from "./words.js";

/** @import { FrozenFile, QuestionKey } from "../exam/types.js" */
/** @import { Block, PrintedAnswer, PrintedItem, PrintedRow, Template, TextBlock } from "./types.js" */

const WIDE_COLUMNS = { number: 90, answer: 130, clause: 160 }; // of two versions side by side, and of more
const NARROW_COLUMNS = { number: 60, answer: 95, clause: 120 };
const NOTHING = "—"; // a working where nothing was worked out
const ABOUT = "≈"; // how a result begins that is not whole

/**
 * All right answers in a few rows, those of each version under each other.
 * @param {Template} template
 * @param {FrozenFile} file
 * @param {readonly string[]} versions
 */
export function stripDocument(template, file, versions) {
  const { paper, key } = file;
  const all = versions.map((version) => itemsOf(paper, version));
  /** @type {Block[]} */
  const blocks = [titleOf(template, paper, "strip", versions), ...revisionOf(template, file)];
  for (const part of partsOf(all[0])) {
    blocks.push(headingOf(template, part));
    for (const items of inGridRows(part)) {
      const rows = versions.map((version, at) => {
        const there = all[at].slice(items[0].number - 1, items[items.length - 1].number);
        const marks = there.map((item) => markOf(template, item, key.questions[item.place]));
        /** @type {PrintedRow} */
        const row = { kind: "text", cells: [sayPrinted(template, "papers.version", { version }), ...marks] };
        return row;
      });
      blocks.push(gridOf(part, items, [numbersRow(template, items), ...rows]));
    }
  }
  return documentOf(template, paper, "strip", versions, blocks);
}

/**
 * The key of a version: of each question what is right, why, how it is worked out, and the clause in full.
 * @param {Template} template
 * @param {FrozenFile} file
 * @param {string} version
 */
export function keyDocument(template, file, version) {
  const { paper, key } = file;
  const items = itemsOf(paper, version);
  /** @type {Block[]} */
  const blocks = [
    titleOf(template, paper, "key", [version]),
    ...revisionOf(template, file),
    ...correctionsOf(template, file, items),
  ];
  for (const part of partsOf(items)) {
    blocks.push(headingOf(template, part));
    for (const item of part.items) {
      const answer = answerOf(template, item, key.questions[item.place]);
      blocks.push({ ...questionBlock(template, part, item, null), answer });
    }
  }
  return documentOf(template, paper, "key", [version], blocks);
}

/**
 * Which question of one version is which of another, and what is right in each.
 * @param {Template} template
 * @param {FrozenFile} file
 * @param {readonly string[]} versions
 */
export function versionsDocument(template, file, versions) {
  const { paper, key } = file;
  const all = versions.map((version) => itemsOf(paper, version));
  const column = (/** @type {string} */ name, facts = {}) => sayPrinted(template, `papers.column.${name}`, facts);
  const heads = versions.flatMap((letter) => {
    const version = sayPrinted(template, "papers.version", { version: letter });
    return [column("number_of", { version }), column("answer_of", { version })];
  });
  /** @type {PrintedRow[]} */
  const rows = [{ kind: "head", cells: [...heads, column("question"), column("clause")] }];
  for (const { place, question } of all[0]) {
    const cells = all.flatMap((items) => {
      const item = /** @type {PrintedItem} */ (items.find((each) => each.place === place));
      return [String(item.number), markOf(template, item, key.questions[place])];
    });
    rows.push({ kind: "text", cells: [...cells, question.stem, key.questions[place].clause_number] });
  }
  const { number, answer, clause } = versions.length <= 2 ? WIDE_COLUMNS : NARROW_COLUMNS;
  const stem = LINE_WIDTH - versions.length * (number + answer) - clause;
  const widths = [...versions.flatMap(() => [number, answer]), stem, clause];
  const title = titleOf(template, paper, "versions", versions);
  return documentOf(template, paper, "versions", versions, [title, { type: "table", look: "list", widths, rows }]);
}

/**
 * Which revision of the key it is; nothing of the first one.
 * @param {Template} template
 * @param {FrozenFile} file
 * @returns {TextBlock[]}
 */
function revisionOf(template, { key: { revision } }) {
  return revision > 1 ? [{ type: "remark", text: sayPrinted(template, "papers.revision", { n: revision }) }] : [];
}

/**
 * What was corrected, in the numbers and letters of a version.
 * @param {Template} template
 * @param {FrozenFile} file
 * @param {readonly PrintedItem[]} items
 * @returns {TextBlock[]}
 */
function correctionsOf(template, { key }, items) {
  return key.corrections.map(({ day, question, old, why }) => {
    const item = /** @type {PrintedItem} */ (items.find(({ place }) => place === question));
    const facts = { day, number: item.number, old: toldOf(template, item, old), why };
    return { type: "remark", text: sayPrinted(template, "papers.correction", facts) };
  });
}

/**
 * @param {Template} template
 * @param {PrintedItem} item
 * @param {QuestionKey} key
 * @returns {PrintedAnswer}
 */
function answerOf(template, item, key) {
  const mark = toldOf(template, item, key);
  const text = sayPrinted(template, "papers.answer", { answer: mark });
  return { text, mark, notes: notesOf(template, item, key), id: key.id, clause: key.clause_number };
}

/**
 * Why, how it is worked out, why the others are wrong, and the clause.
 * @param {Template} template
 * @param {PrintedItem} item
 * @param {QuestionKey} key
 */
export function notesOf(template, item, key) {
  /** @type {PrintedAnswer["notes"]} */
  const notes = [[sayPrinted(template, "papers.why"), key.because]];
  if (key.working?.length) notes.push([sayPrinted(template, "papers.working"), workingOf(template, key.working)]);
  for (const option of item.shown) {
    const text = key.why?.[option];
    if (text) notes.push(["", sayPrinted(template, "papers.not", { letter: itemLetter(item, option), text })]);
  }
  const facts = { number: key.clause_number, text: denseText(key.text) };
  const clause = key.text ? sayPrinted(template, "papers.clause_text", facts) : key.clause_number;
  notes.push([sayPrinted(template, "papers.clause_is"), clause]);
  return notes;
}

/**
 * A line each. Where nothing was worked out, what comes out is not written twice.
 * @param {Template} template
 * @param {NonNullable<QuestionKey["working"]>} lines
 */
function workingOf(template, lines) {
  const said = lines.map(([label, working, result]) => {
    let form = result.startsWith(ABOUT) ? "line_about" : "line";
    if (working === NOTHING || working === result) form = "line_alone";
    return sayPrinted(template, `papers.${form}`, { label, working, result });
  });
  return said.length === 1 ? said[0] : ["", ...said].join("\n");
}

/**
 * A text without empty lines.
 * @param {string} text
 */
function denseText(text) {
  return text.split("\n").filter(Boolean).join("\n");
}
