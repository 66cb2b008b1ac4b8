/* A paper, or its key, as it is printed. */

import { make } from "../shared/dom.js";
import { fillWords } from "../shared/fill.js";
import { KINDS } from "./kinds/registry.js";
import { letterOf } from "./letters.js";

/** @import { Words } from "../shared/types.js" */
/** @import { Index, Paper, PaperItem, Question, QuestionWords } from "./types.js" */

/**
 * The whole sheet; `wordsOf` gives a question's words, `isKey` whether it is the key.
 * @param {Paper} paper
 * @param {Index} index
 * @param {Words} ui
 * @param {(question: Question) => QuestionWords} wordsOf
 * @param {boolean} isKey
 */
export function sheet(paper, index, ui, wordsOf, isKey) {
  const { version, day } = index;
  const about = fillWords(ui.trainer_about, { id: paper.id, version, day, count: paper.items.length });
  const labels = [ui.trainer_name, ui.trainer_number, ui.trainer_date, ui.trainer_signature];
  const fields = labels.map((text) => make("span", {}, text));
  const parts = index.kinds.map((kind) => {
    const items = paper.items.filter((item) => item.question.kind === kind);
    const entries = items.map((item) => entry(item, wordsOf(item.question), ui, isKey));
    return items.length ? [make("h3", {}, index.kindTitles[kind]), entries] : null;
  });
  return make(
    "article",
    { class: "hb-sheet" },
    make("h2", {}, isKey ? ui.trainer_key_title : ui.trainer_paper_title),
    make("p", { class: "hb-sheet__about" }, about),
    isKey ? null : make("p", { class: "hb-sheet__fields" }, fields),
    parts,
  );
}

/**
 * @param {PaperItem} item
 * @param {QuestionWords} words
 * @param {Words} ui
 * @param {boolean} isKey
 */
function entry({ number, question, shown }, words, ui, isKey) {
  const kind = KINDS[question.kind];
  const prompts = kind.prompts(words).map((text, place) => make("li", {}, `${place + 1}. ${text}  ____`));
  const choices = shown.map((at, place) => make("li", {}, `${letterOf(place)}. ${kind.choice(words, at)}`));
  const blank = kind.blank(words);
  return make(
    "div",
    { class: "hb-sheet__question" },
    make("p", {}, `${number}. ${words.s}`),
    prompts.length ? make("ul", {}, prompts) : null,
    choices.length ? make("ul", { class: "hb-sheet__choices" }, choices) : null,
    !isKey && blank !== null ? make("p", {}, `${ui.trainer_answer} ________ ${blank}`) : null,
    isKey ? [make("p", {}, make("strong", {}, `✓ ${kind.key(words, shown)}`)), make("p", {}, words.b)] : null,
  );
}
