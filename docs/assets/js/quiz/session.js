/* A run of questions, one at a time: answer, check, see why, go on. */

import { make } from "../shared/dom.js";
import { fillWords, unbroken } from "../shared/fill.js";
import { neutralOrder } from "../exam/neutral.js";
import { clauseAddress, loadChapter } from "./bank.js";
import { Chance } from "./chance.js";
import { KINDS } from "./kinds/registry.js";
import { letterOf } from "./letters.js";

/** @import { Words } from "../shared/types.js" */
/** @import { Progress } from "./progress.js" */
/** @import { KeptRun } from "./runs.js" */
/** @import { Answer, AnswerForm, ChapterWords, Index, Question, QuestionWords, Result } from "./types.js" */

/**
 * @typedef {object} SessionContext
 * @property {string} base where the site begins, from this page
 * @property {Words} ui
 * @property {Index} index
 * @property {Progress} progress
 * @property {string} day
 * @property {string | null} paperSeed of a paper whose order and letters are kept; null where there is none
 * @property {(run: Pick<KeptRun, "ids" | "given" | "isNext">) => void} keep called when the place in the run is another
 * @property {(results: Result[]) => void} finished
 * @property {(again: () => void) => void} trouble called when questions cannot be had
 */

/**
 * The question that is shown, all of it known.
 * @typedef {object} Shown
 * @property {number} place
 * @property {Question} question
 * @property {QuestionWords} words
 * @property {ChapterWords} chapter
 * @property {AnswerForm} form
 * @property {HTMLButtonElement} button
 * @property {boolean} checked
 */

export class Session {
  /**
   * @param {Question[]} questions
   * @param {string} seed
   * @param {SessionContext} context
   */
  constructor(questions, seed, context) {
    this.questions = questions;
    this.seed = seed;
    this.context = context;
    /** @type {[answer: Answer, right: boolean][]} */
    this.given = []; // what was answered, in the order of the questions
    /** @type {Shown | null} */
    this.shown = null;
    this.element = make("section", { class: "hb-quiz__run", keydown: (event) => this.key(event) });
    this.live = make("div", { role: "status", "aria-live": "polite", class: "hb-quiz__verdict" });
  }

  /**
   * From the beginning, or where an earlier run was left.
   * @param {KeptRun | null} kept
   */
  async start(kept = null) {
    this.given = kept ? [...kept.given] : [];
    const isJudged = this.given.length > 0 && !kept?.isNext;
    await this.show(this.given.length - Number(isJudged));
  }

  /** @param {number} place */
  async show(place) {
    const { base, ui, trouble } = this.context;
    const question = this.questions[place];
    let chapter;
    try {
      chapter = await loadChapter(base, question.chapter);
    } catch {
      if (this.element.isConnected) trouble(() => this.show(place));
      return;
    }
    if (!this.element.isConnected) return; // the reader has left the run
    const words = chapter.questions[question.id];
    const changed = (isWhole = false) => this.changed(isWhole);
    const form = KINDS[question.kind].form(words, { ui, ...this.look(question, place), changed });
    const button = make("button", { type: "submit", class: "hb-quiz__main" }, ui.quiz_check);
    const shown = { place, question, words, chapter, form, button, checked: false };
    this.shown = shown;
    this.draw(shown);
    this.changed();
    if (place < this.given.length) this.judgeAgain(shown, this.given[place]);
    else this.keep(true);
  }

  /**
   * The order and letters of what there is to choose from: those of the paper, or an order of chance and no letters.
   * @param {Question} question
   * @param {number} place
   */
  look(question, place) {
    const { paperSeed } = this.context;
    const letter = (/** @type {number} */ at) => (paperSeed === null ? "" : `${letterOf(at)}. `);
    /** @type {(texts: string[]) => number[]} */
    const order = (texts) => {
      if (paperSeed !== null) return neutralOrder(texts, `${paperSeed}/${place}`);
      return new Chance(`${this.seed}/${question.id}`).shuffled([...texts.keys()]);
    };
    return { order, letter };
  }

  /** @param {boolean} isNext */
  keep(isNext) {
    this.context.keep({ ids: this.questions.map(({ id }) => id), given: this.given, isNext });
  }

  /** @param {Shown} shown */
  draw({ place, question, words, form, button }) {
    const { ui, progress, index } = this.context;
    const isChanged = progress.state(question) === "changed";
    const legend = make("legend", { tabindex: "-1" }, unbroken(words.s));
    const note = isChanged ? make("p", { class: "hb-quiz__changed" }, ui.quiz_was_changed) : null;
    const chapter = index.chapters.find(({ id }) => id === question.chapter);
    const about = `${chapter?.title ?? ""} · ${index.kindTitles[question.kind]}`;
    this.live.replaceChildren();
    this.live.className = "hb-quiz__verdict";
    this.element.replaceChildren(
      this.head(place),
      make(
        "form",
        { class: form.typedIn ? "hb-quiz__typing" : null, submit: (event) => this.submit(event) },
        make("p", { class: "hb-quiz__about" }, about),
        make("fieldset", {}, legend, note, form.element),
        make("div", { class: "hb-quiz__foot" }, this.live, button),
      ),
    );
    (form.typedIn ?? legend).focus({ preventScroll: true }); // a phone then opens its keys; both say the question
    window.scrollTo(0, 0);
  }

  /** @param {number} place */
  head(place) {
    const { ui } = this.context;
    const count = this.questions.length;
    const text = fillWords(ui.quiz_progress, { place: place + 1, count });
    return make(
      "div",
      { class: "hb-quiz__head" },
      make("a", { href: "#", class: "hb-quiz__leave", "aria-label": ui.quiz_leave_run, title: ui.quiz_leave_run }, "✕"),
      make("progress", { max: count, value: place, "aria-label": text }),
      make("span", {}, text),
    );
  }

  /** @param {boolean} [isWhole] whether a tap has given the whole answer */
  changed(isWhole = false) {
    const { shown } = this;
    if (!shown || shown.checked) return;
    const { form, button } = shown;
    button.disabled = form.answer === null;
    this.offer(shown, !form.isOneTap || !button.disabled);
    if (isWhole) this.check(shown);
  }

  /**
   * The button, where there is something to do with it.
   * @param {Shown} shown
   * @param {boolean} isUseful
   */
  offer({ button }, isUseful) {
    button.hidden = !isUseful;
    this.element.classList.toggle("hb-quiz__run--bare", !isUseful);
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    const target = /** @type {Element} */ (event.target);
    const { shown } = this;
    if (!shown || event.altKey || event.ctrlKey || event.metaKey) return;
    if (target.matches("input[type=text], select")) return;
    if (!shown.checked && shown.form.key(event)) event.preventDefault();
    else if (event.key === "Enter" && !target.matches("a, button, summary")) {
      event.preventDefault();
      if (!shown.button.disabled) shown.button.click();
    }
  }

  /** @param {Event} event */
  submit(event) {
    event.preventDefault();
    const { shown } = this;
    if (!shown) return;
    if (shown.checked) this.next(shown);
    else this.check(shown);
  }

  /** @param {Shown} shown */
  check(shown) {
    const { progress, day } = this.context;
    const { question, form } = shown;
    const { answer } = form;
    if (answer === null) return;
    const right = KINDS[question.kind].isRight(shown.words, answer);
    progress.answered(question, right, day);
    this.given.push([answer, right]);
    this.keep(false);
    this.judge(shown, right);
  }

  /**
   * Shows once more what was answered and how it was judged.
   * @param {Shown} shown
   * @param {[answer: Answer, right: boolean]} given
   */
  judgeAgain(shown, [answer, right]) {
    shown.form.fill(answer);
    this.judge(shown, right);
  }

  /**
   * @param {Shown} shown
   * @param {boolean} right
   */
  judge(shown, right) {
    const { ui } = this.context;
    const { form, button, place } = shown;
    shown.checked = true;
    form.reveal();
    button.disabled = false;
    this.offer(shown, true);
    button.textContent = place + 1 < this.questions.length ? ui.quiz_next : ui.quiz_finish;
    this.live.classList.add(right ? "hb-quiz__verdict--right" : "hb-quiz__verdict--wrong");
    this.live.append(...this.verdict(shown, right));
    button.focus({ preventScroll: true });
    this.live.parentElement?.scrollIntoView({ block: "nearest" }); // on a low screen it stands below the answers
  }

  /**
   * Right or wrong, why, what the clause says, and how it is worked out.
   * @param {Shown} shown
   * @param {boolean} right
   */
  verdict({ question: { clause }, words, chapter, form }, right) {
    const { ui, base } = this.context;
    const reasons = right ? [] : form.reasons;
    const sign = right ? `✓ ${ui.quiz_right}` : `✗ ${ui.quiz_wrong}`;
    const link = make("a", { href: clauseAddress(base, clause) }, `${clause.number} ${clause.title}`);
    return [
      make("p", { class: right ? "hb-quiz__right" : "hb-quiz__wrong" }, make("strong", {}, sign)),
      ...reasons.map((reason) => make("p", { class: "hb-quiz__why" }, unbroken(reason))),
      make("p", { class: "hb-quiz__why" }, unbroken(words.b)),
      ...(words.k ? [workingOf(words.k, ui)] : []),
      make("blockquote", {}, make("p", {}, unbroken(chapter.clauses[clause.id])), make("p", {}, link)),
    ];
  }

  /** @param {Shown} shown */
  next({ place }) {
    if (place + 1 < this.questions.length) this.show(place + 1);
    else this.context.finished(this.results);
  }

  /** @returns {Result[]} */
  get results() {
    return this.given.map(([, right], place) => ({ question: this.questions[place], right }));
  }
}

/**
 * @param {[label: string, working: string, result: string][]} lines
 * @param {Words} ui
 */
function workingOf(lines, ui) {
  const items = lines.map(([label, working, result]) => {
    const text = working === result ? result : `${working} = ${result}`;
    return make("li", {}, make("b", {}, label), make("span", {}, unbroken(text)));
  });
  const summary = make("summary", {}, ui.quiz_how);
  return make("details", { class: "hb-quiz__working" }, summary, make("ol", {}, items));
}
