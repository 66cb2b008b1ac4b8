/* What several documents have in common: how they begin, headings of parts, grids of answers, as in Python
   (`quiz/papers/documents/common.py`). */

import { shownNumber } from "../exam/signs.js";
import { PER_ROW, isBracketed } from "./answering.js";
import { sayPrinted } from "./words.js";

/** @import { FrozenPaper } from "../exam/types.js" */
/** @import { Block, PrintedDocument, PrintedItem, PrintedPart, PrintedRow, TableBlock } from "./types.js" */
/** @import { Template, TextBlock, TitleBlock, WhatPrinted } from "./types.js" */

const LABEL_WIDTH = 100; // of the labels of a grid
export const LINE_WIDTH = 1000;
export const ALL_POINTS = 100;

/**
 * A document of that kind, of one version or of several.
 * @param {Template} template
 * @param {FrozenPaper} paper
 * @param {WhatPrinted} what
 * @param {readonly string[]} versions
 * @param {Block[]} blocks
 * @returns {PrintedDocument}
 */
export function documentOf(template, paper, what, versions, blocks) {
  const number = shownNumber(paper.number);
  const letters = versions.join("");
  const said = versions.map((version) => sayPrinted(template, "papers.version", { version })).join(template.list);
  const kind = sayPrinted(template, `papers.document.${what}`);
  return {
    name: `${number}-${letters}-${what}`,
    title: `${paper.title} ${number} ${letters} ${kind}`,
    head: [paper.title, sayPrinted(template, "papers.number", { number }), said, kind].join(" · "),
    sheet: `${number} ${letters}`,
    bound: what === "paper" || what === "sheet",
    blocks,
  };
}

/**
 * The title of a document; of the paper itself it names nothing but the paper.
 * @param {Template} template
 * @param {FrozenPaper} paper
 * @param {WhatPrinted} what
 * @param {readonly string[]} versions
 * @returns {TitleBlock}
 */
export function titleOf(template, paper, what, versions) {
  let title = paper.title;
  if (what !== "paper") {
    title = sayPrinted(template, "papers.titled_document", {
      title,
      document: sayPrinted(template, `papers.document.${what}`),
    });
  }
  if (versions.length === 1) title = sayPrinted(template, "papers.titled", { title, version: versions[0] });
  return {
    type: "title",
    above: [paper.company, paper.department].filter(Boolean).join("  "),
    title,
    left: sayPrinted(template, "papers.in_force", { day: paper.day, bank: paper.bank }),
    right: sayPrinted(template, "papers.frame", { points: ALL_POINTS, enough: paper.pass, minutes: paper.minutes }),
  };
}

/**
 * `一、单项选择题（共 8 题，每题 5 分；只有一个正确答案）`
 * @param {Template} template
 * @param {PrintedPart} part
 * @returns {TextBlock}
 */
export function headingOf(template, { place, kind, items, points, even }) {
  const worth = even
    ? sayPrinted(template, "papers.each", { n: items[0].question.points })
    : sayPrinted(template, "papers.together", { n: points });
  const text = sayPrinted(template, "papers.heading", {
    place: template.numerals[place - 1],
    kind: kindTitle(template, kind),
    count: sayPrinted(template, "papers.count", { n: items.length }),
    worth,
    how: sayPrinted(template, `kinds.${kind}.how`),
  });
  return { type: "heading", text };
}

/**
 * `单项选择题`
 * @param {Template} template
 * @param {string} kind
 */
export function kindTitle(template, kind) {
  return sayPrinted(template, `kinds.${kind}.title`);
}

/**
 * A grid with a column a question, behind one for labels: of the same measures on the sheet and on the strip.
 * @param {PrintedPart} part
 * @param {readonly PrintedItem[]} items
 * @param {PrintedRow[]} rows
 * @returns {TableBlock}
 */
export function gridOf({ kind }, items, rows) {
  const each = Math.floor((LINE_WIDTH - LABEL_WIDTH) / PER_ROW[kind]);
  return {
    type: "table",
    look: isBracketed(kind) ? "fives" : "grid",
    widths: [LABEL_WIDTH, ...items.map(() => each)],
    rows,
  };
}

/**
 * The questions of a part, so many as go into a row of a grid.
 * @param {PrintedPart} part
 */
export function inGridRows({ kind, items }) {
  /** @type {PrintedItem[][]} */
  const rows = [];
  for (let start = 0; start < items.length; start += PER_ROW[kind])
    rows.push(items.slice(start, start + PER_ROW[kind]));
  return rows;
}

/**
 * The numbers of the questions of a grid.
 * @param {Template} template
 * @param {readonly PrintedItem[]} items
 * @returns {PrintedRow}
 */
export function numbersRow(template, items) {
  const numbers = items.map((item) => String(item.number));
  return { kind: "head", cells: [sayPrinted(template, "papers.column.number"), ...numbers] };
}
