/* A paper, or its key, as it is printed. */

import { make } from "../shared/dom.js";
import { fillWords } from "../shared/fill.js";
import { LETTERS } from "./paper.js";

/** The whole sheet; `words` gives a question's words, `key` whether it is the key. */
export function sheet(paper, index, ui, words, key) {
  const parts = index.kinds
    .map((kind) => [kind, paper.items.filter((item) => item.question.kind === kind)])
    .filter(([, items]) => items.length);
  const about = fillWords(ui.trainer_about, {
    id: paper.id,
    version: index.version,
    day: index.day,
    count: paper.items.length,
  });
  const fields = [ui.trainer_name, ui.trainer_number, ui.trainer_date, ui.trainer_signature].map((text) =>
    make("span", {}, text),
  );
  return make(
    "article",
    { class: "hb-sheet" },
    make("h2", {}, key ? ui.trainer_key_title : ui.trainer_paper_title),
    make("p", { class: "hb-sheet__about" }, about),
    key ? null : make("p", { class: "hb-sheet__fields" }, fields),
    parts.map(([kind, items]) => [
      make("h3", {}, index.kindTitles[kind]),
      items.map((item) => entry(item, words(item.question), ui, key)),
    ]),
  );
}

function entry({ number, question, shown }, words, ui, key) {
  const choices = shown.map((at, place) => make("li", {}, `${LETTERS[place]}. ${choice(question.kind, words, at)}`));
  const lefts = (words.p ?? []).map(([left], place) => make("li", {}, `${place + 1}. ${left}  ____`));
  return make(
    "div",
    { class: "hb-sheet__question" },
    make("p", {}, `${number}. ${words.s}`),
    lefts.length ? make("ul", {}, lefts) : null,
    choices.length ? make("ul", { class: "hb-sheet__choices" }, choices) : null,
    key
      ? [make("p", {}, make("strong", {}, `✓ ${answer(question.kind, words, shown)}`)), make("p", {}, words.b)]
      : question.kind === "matching"
        ? null
        : make("p", {}, `${ui.trainer_answer} ________ ${words.u ?? ""}`),
  );
}

function choice(kind, words, at) {
  if (kind === "ordering") return words.q[at];
  return kind === "matching" ? words.r[at] : words.o[at].t;
}

/** The right answer as it is marked: `B`, `A C`, `√`, `20 元`, `C A B`, `1-C 2-A`. */
function answer(kind, words, shown) {
  switch (kind) {
    case "true_false":
      return words.a ? "√" : "×";
    case "numeric":
      return words.x;
    case "ordering":
      return words.q.map((_, at) => LETTERS[shown.indexOf(at)]).join(" ");
    case "matching":
      return words.p.map(([, right], place) => `${place + 1}-${LETTERS[shown.indexOf(right)]}`).join(" ");
    default:
      return shown
        .map((at, place) => (words.o[at].r ? LETTERS[place] : ""))
        .filter(Boolean)
        .join(" ");
  }
}
