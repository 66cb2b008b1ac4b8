/* After practice: what was right, what was answered, and why. */

import { inLetters, isRight } from "../grading/marking.js";
import { letterOf } from "../quiz/letters.js";
import { make } from "../shared/dom.js";
import { fillWords, unbroken } from "../shared/fill.js";

/** @import { Given } from "../exam/lines.js" */
/** @import { FrozenPaper, FrozenQuestion, QuestionKey } from "../exam/types.js" */
/** @import { Words } from "../shared/types.js" */

/**
 * @param {FrozenPaper} paper
 * @param {readonly QuestionKey[]} keys
 * @param {readonly Given[]} answers
 * @param {Words} words
 */
export function reasons(paper, keys, answers, words) {
  return paper.questions.map((question, place) => {
    const key = keys[place];
    const given = answers[place];
    const right = isRight(key, given);
    const chosen = typeof given === "number" ? [given] : question.kind === "multiple" && given ? [given].flat() : [];
    const whys = chosen.map((option) => key.why?.[Number(option)]).filter(Boolean);
    const own = inLetters(question, given) || words.no_answer;
    return make(
      "section",
      { class: "hb-question" },
      make("h2", {}, fillWords(right ? words.was_right : words.was_wrong, { place: place + 1 })),
      make("p", { class: "hb-stem" }, unbroken(question.stem)),
      question.lefts
        ? make(
            "ol",
            {},
            question.lefts.map((left) => make("li", {}, unbroken(left))),
          )
        : null,
      (question.options || []).map((option, at) => make("p", {}, make("b", {}, `${letterOf(at)}. `), unbroken(option))),
      make("p", {}, fillWords(words.answers, { own, right: keyInLetters(question, key) })),
      whys.map((why) => make("p", {}, unbroken(why ?? ""))),
      make("p", {}, unbroken(key.because)),
      (key.working || []).map(([label, working, result]) =>
        make("p", {}, fillWords(working === result ? words.line_alone : words.line, { label, working, result })),
      ),
      make("p", { class: "hb-small" }, fillWords(words.clause, { number: key.clause_number, text: key.text })),
    );
  });
}

/**
 * @param {FrozenQuestion} question
 * @param {QuestionKey} key
 */
function keyInLetters(question, key) {
  if (key.say !== undefined) return key.say;
  return inLetters(question, key.truth ?? key.right ?? key.order ?? key.pairs ?? null);
}
