/* What is printed of results: the list, and for each who failed a sheet of what was wrong, why, and the clause. The same as
   `quiz/grading/documents.py`. */

import { shownNumber } from "../exam/signs.js";
import { toldOf } from "../printing/answering.js";
import { notesOf } from "../printing/for_markers.js";
import { questionBlock } from "../printing/for_learners.js";
import { itemLetter, itemsOf, partsOf } from "../printing/items.js";
import { sayPrinted } from "../printing/words.js";
import { ANSWER_LETTERS } from "./marking.js";
import { headsOf, rowsByName, sayIn } from "./tables.js";

/** @import { FrozenFile, FrozenPaper } from "../exam/types.js" */
/** @import { Block, PrintedDocument, PrintedItem, QuestionBlock, Template } from "../printing/types.js" */
/** @import { PrintedAnswer, PrintedRow, TableBlock, TitleBlock } from "../printing/types.js" */
/** @import { Cell } from "../archive/types.js" */
/** @import { Words } from "../shared/types.js" */
/** @import { PersonResult, Results } from "./types.js" */

/** @type {Record<string, number[]>} */
const COLUMNS = {
  scores: [110, 120, 60, 80, 60, 130, 250, 190],
  corrected: [150, 190, 100, 130, 150, 130, 150],
  clauses: [600, 200, 200],
  questions: [60, 280, 160, 80, 80, 80, 260],
  told: [400, 600],
};

/**
 * The whole list, as it is kept with the exam.
 * @param {Template} template
 * @param {Words} words
 * @param {FrozenFile} file
 * @param {Results} results
 */
export function resultsDocument(template, words, file, results) {
  const { people, absent } = results;
  const passed = people.filter((each) => each.passed).length;
  const facts = { count: people.length, passed, failed: people.length - passed, absent: absent.length };
  /** @type {Block[]} */
  const blocks = [
    titleBlock(template, words, file.paper, "list", ""),
    { type: "remark", text: sayIn(words, "grading.document.summary", facts) },
  ];
  for (const [name, rows] of rowsByName(results, words)) {
    blocks.push({ type: "heading", text: sayIn(words, `grading.sheet.${name}`) }, tableBlock(name, rows, words));
  }
  return gradedDocument(template, words, file.paper, "list", blocks);
}

/**
 * A page for each who failed; `site` is the address of the handbook, for a link to practise just that.
 * @param {Template} template
 * @param {Words} words
 * @param {FrozenFile} file
 * @param {Results} results
 */
export function personalDocument(template, words, file, results, site = "") {
  const failed = results.people.filter((person) => !person.passed);
  const blocks = failed.flatMap((person) => personalBlocks(template, words, file, person, site));
  return gradedDocument(template, words, file.paper, "personal", blocks);
}

/**
 * Where the site asks somebody just the questions that were wrong, and those of their clauses.
 * @param {FrozenFile} file
 * @param {PersonResult} person
 * @param {string} site
 */
export function practiceLink({ key }, { wrong, clauses }, site) {
  const ids = wrong.map((place) => key.questions[place].id).join(",");
  return `${site.replace(/\/+$/, "")}/practice/#questions=${ids};${clauses.join(",")}`;
}

/**
 * @param {Template} template
 * @param {Words} words
 * @param {FrozenFile} file
 * @param {PersonResult} person
 * @param {string} site
 * @returns {Block[]}
 */
function personalBlocks(template, words, file, person, site) {
  const said = (/** @type {string} */ key, facts = {}) => sayIn(words, `grading.document.${key}`, facts);
  const right = said("points", { points: person.points, enough: file.paper.pass });
  const title = titleBlock(template, words, file.paper, "personal", right);
  /** @type {Block[]} */
  const blocks = [
    { ...title, left: [person.number, person.name].filter(Boolean).join(" ") },
    { type: "remark", text: said("intro", { count: person.wrong.length }) },
  ];
  for (const part of partsOf(itemsOf(file.paper, person.variant))) {
    for (const item of part.items.filter(({ place }) => person.wrong.includes(place))) {
      const asked = questionBlock(template, part, item, null);
      blocks.push(explainedBlock(template, words, file, person, item, asked));
    }
  }
  if (site) blocks.push({ type: "remark", text: said("practise", { link: practiceLink(file, person, site) }) });
  return blocks;
}

/**
 * @param {Template} template
 * @param {Words} words
 * @param {FrozenFile} file
 * @param {PersonResult} person
 * @param {PrintedItem} item
 * @param {QuestionBlock} asked
 * @returns {QuestionBlock}
 */
function explainedBlock(template, words, file, person, item, asked) {
  const key = file.key.questions[item.place];
  const said = (/** @type {string} */ name, facts = {}) => sayIn(words, `grading.document.${name}`, facts);
  const answer = seenLetters(item, person.answers[item.place]) || said("nothing");
  const told = toldOf(template, item, key);
  /** @type {PrintedAnswer["notes"]} */
  const notes = [[said("right"), told], ...notesOf(template, item, key)];
  return {
    ...asked,
    answer: { text: said("yours", { answer }), mark: told, notes, id: key.id, clause: key.clause_number },
  };
}

/**
 * An answer in the paper's letters, by the letters that the person saw.
 * @param {PrintedItem} item
 * @param {string} answer
 */
function seenLetters(item, answer) {
  const letters = Array.from(answer, (sign) => {
    const place = ANSWER_LETTERS.indexOf(sign);
    return place < 0 ? sign : itemLetter(item, place);
  });
  return (item.question.kind === "multiple" ? letters.sort() : letters).join("");
}

/**
 * @param {string} name
 * @param {readonly (readonly Cell[])[]} rows
 * @param {Words} words
 * @returns {TableBlock}
 */
function tableBlock(name, rows, words) {
  /** @type {PrintedRow[]} */
  const all = [{ kind: "head", cells: headsOf(name, words) }];
  for (const row of rows) all.push({ kind: "text", cells: row.map(String) });
  return { type: "table", look: "list", widths: COLUMNS[name], rows: all };
}

/**
 * @param {Template} template
 * @param {Words} words
 * @param {FrozenPaper} paper
 * @param {string} what
 * @param {string} right
 * @returns {TitleBlock}
 */
function titleBlock(template, words, { company, department, title, day, number }, what, right) {
  return {
    type: "title",
    above: [company, department].filter(Boolean).join("  "),
    title: sayIn(words, `grading.document.${what}`, { title }),
    left: day,
    right: right || sayPrinted(template, "papers.number", { number: shownNumber(number) }),
  };
}

/**
 * @param {Template} template
 * @param {Words} words
 * @param {FrozenPaper} paper
 * @param {string} what
 * @param {Block[]} blocks
 * @returns {PrintedDocument}
 */
function gradedDocument(template, words, paper, what, blocks) {
  const number = shownNumber(paper.number);
  const title = sayIn(words, `grading.document.${what}`, { title: paper.title });
  const head = `${title} · ${sayPrinted(template, "papers.number", { number })}`;
  return { name: `${number}-${what}`, title, head, sheet: number, bound: false, blocks };
}
