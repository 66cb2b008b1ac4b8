/* What learners get: the paper and the answer sheet, as in Python (`quiz/papers/documents/for_learners.py`). Nothing here
   is given a key. */

import { letterOf } from "../quiz/letters.js";
import { TIED, blankOf, columnsOf, isBracketed, roomOf } from "./answering.js";
import { ALL_POINTS, LINE_WIDTH } from "./common.js";
import { documentOf, gridOf, headingOf, inGridRows, kindTitle, numbersRow, titleOf } from "./common.js";
import { itemsOf, partsOf } from "./items.js";
import { sayPrinted } from "./words.js";

/** @import { FrozenPaper } from "../exam/types.js" */
/** @import { AnswerPlace, Block, FieldsBlock, PrintedItem, PrintedPart, PrintedRow } from "./types.js" */
/** @import { QuestionBlock, TableBlock, Template } from "./types.js" */

const FIELDS = ["name", "number", "department", "date", "signature"];
const SCORE_WIDTHS = { part: 100, total: 110, marker: 190 };
const ITEM_BLANK = "____ ";

/**
 * The paper; what is filled in stands on it only where the answers do.
 * @param {Template} template
 * @param {FrozenPaper} paper
 * @param {string} version
 * @param {AnswerPlace} place
 */
export function paperDocument(template, paper, version, place) {
  const parts = partsOf(itemsOf(paper, version));
  /** @type {Block[]} */
  const blocks = [titleOf(template, paper, "paper", [version])];
  if (place === "paper") blocks.push(fieldsOf(template, paper), scoreBox(template, parts));
  blocks.push({ type: "remark", text: sayPrinted(template, `papers.place.${place}`) });
  for (const part of parts) {
    blocks.push(headingOf(template, part));
    blocks.push(...part.items.map((item) => questionBlock(template, part, item, place)));
  }
  blocks.push({ type: "remark", text: sayPrinted(template, "papers.note") });
  return documentOf(template, paper, "paper", [version], blocks);
}

/**
 * The answer sheet.
 * @param {Template} template
 * @param {FrozenPaper} paper
 * @param {string} version
 */
export function sheetDocument(template, paper, version) {
  const parts = partsOf(itemsOf(paper, version));
  const title = titleOf(template, paper, "sheet", [version]);
  /** @type {Block[]} */
  const blocks = [title, fieldsOf(template, paper), scoreBox(template, parts)];
  blocks.push({ type: "remark", text: sayPrinted(template, "papers.place.on_sheet") });
  for (const part of parts) {
    blocks.push(headingOf(template, part));
    for (const items of inGridRows(part)) {
      const rooms = [sayPrinted(template, "papers.column.answer"), ...items.map(roomOf)];
      blocks.push(gridOf(part, items, [numbersRow(template, items), { kind: "write", cells: rooms }]));
    }
  }
  return documentOf(template, paper, "sheet", [version], blocks);
}

/**
 * A question with room for its answer where it is written on the paper; on a key (null) there is none.
 * @param {Template} template
 * @param {PrintedPart} part
 * @param {PrintedItem} item
 * @param {AnswerPlace | null} place
 * @returns {QuestionBlock}
 */
export function questionBlock(template, part, item, place) {
  const { kind, points, stem, unit, lefts = [], options: texts = [] } = item.question;
  const onPaper = place === "paper";
  let behind = "";
  if (onPaper && isBracketed(kind)) behind = TIED + sayPrinted(template, "papers.bracket");
  else if (place === "sheet" && unit) behind = TIED + sayPrinted(template, "papers.unit", { unit });
  const options = item.shown.map((option, at) =>
    sayPrinted(template, "papers.choice", { letter: letterOf(at), text: texts[option] }),
  );
  const blank = onPaper ? ITEM_BLANK : "";
  return {
    type: "question",
    number: item.number,
    before: part.even ? "" : sayPrinted(template, "papers.worth", { n: points }),
    stem: stem + behind,
    items: lefts.map((text, at) => blank + sayPrinted(template, "papers.item", { place: at + 1, text })),
    options,
    columns: columnsOf(options),
    line: onPaper ? blankOf(template, item) : "",
    part: kindTitle(template, kind),
    points,
  };
}

/**
 * What each part counts, what was reached, and who marked it.
 * @param {Template} template
 * @param {readonly PrintedPart[]} parts
 * @returns {TableBlock}
 */
function scoreBox(template, parts) {
  const { part, total, marker } = SCORE_WIDTHS;
  const each = Math.floor((LINE_WIDTH - part - total - marker) / parts.length);
  const score = (/** @type {string} */ name) => sayPrinted(template, `papers.score.${name}`);
  const heads = parts.map(({ place }) => template.numerals[place - 1]);
  const points = parts.map((own) => String(own.points));
  /** @type {PrintedRow[]} */
  const rows = [
    { kind: "head", cells: [score("part"), ...heads, score("total"), score("marker")] },
    { kind: "text", cells: [score("full"), ...points, String(ALL_POINTS), ""] },
    { kind: "write", cells: [score("reached"), ...parts.map(() => ""), "", ""] },
  ];
  return { type: "table", look: "score", widths: [part, ...parts.map(() => each), total, marker], rows };
}

/**
 * What is filled in by hand; not the department where the paper names it.
 * @param {Template} template
 * @param {FrozenPaper} paper
 * @returns {FieldsBlock}
 */
function fieldsOf(template, { department }) {
  const names = FIELDS.filter((name) => name !== "department" || !department);
  return { type: "fields", labels: names.map((name) => sayPrinted(template, `papers.field.${name}`)) };
}
