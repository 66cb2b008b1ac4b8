/* A run of questions, one at a time: answer, check, see why, go on. */

import { make } from "../shared/dom.js";
import { fillWords } from "../shared/fill.js";
import { answerForm } from "./answers.js";
import { clauseAddress, loadChapter } from "./bank.js";
import { Chance } from "./chance.js";
import { isRight } from "./grading.js";

export class Session {
  /** `questions` are rows of the index; `finished` gets the list of `{question, right}`. */
  constructor({ questions, seed, base, ui, index, progress, day, finished, trouble }) {
    Object.assign(this, { questions, seed, base, ui, index, progress, day, finished, trouble });
    this.results = [];
    this.element = make("section", { class: "hb-quiz__session", keydown: (event) => this.key(event) });
    this.live = make("div", { role: "status", "aria-live": "polite", class: "hb-quiz__verdict" });
  }

  async start() {
    await this.show(0);
  }

  async show(place) {
    this.place = place;
    this.checked = false;
    const question = this.questions[place];
    let chapter;
    try {
      chapter = await loadChapter(this.base, question.chapter);
    } catch {
      this.trouble(() => this.show(place));
      return;
    }
    this.chapter = chapter;
    this.question = question;
    this.words = chapter.questions[question.id];
    this.form = answerForm(question, this.words, this.ui, new Chance(`${this.seed}/${question.id}`), () =>
      this.changed(),
    );
    this.draw();
  }

  draw() {
    const { ui, question, words } = this;
    const count = this.questions.length;
    const told = fillWords(ui.quiz_progress, { place: this.place + 1, count });
    this.legend = make("legend", { tabindex: "-1" }, words.s);
    this.button = make(
      "button",
      { type: "submit", class: "hb-quiz__main", disabled: this.form.answer === null },
      ui.quiz_check,
    );
    this.live.replaceChildren();
    const state = this.progress.state(question);
    const form = make(
      "form",
      { submit: (event) => this.submit(event) },
      make(
        "fieldset",
        {},
        this.legend,
        state === "changed" ? make("p", { class: "hb-quiz__changed" }, ui.quiz_was_changed) : null,
        this.form.element,
      ),
      this.button,
    );
    const head = make(
      "div",
      { class: "hb-quiz__head" },
      make("progress", { max: count, value: this.place, "aria-label": told }),
      make("span", {}, `${told} · ${this.index.kindTitles[question.kind]}`),
      make("a", { href: "#", class: "hb-quiz__leave" }, ui.quiz_leave),
    );
    this.element.replaceChildren(head, form, this.live);
    this.legend.focus({ preventScroll: this.place === 0 });
  }

  changed() {
    if (!this.checked) this.button.disabled = this.form.answer === null;
  }

  key(event) {
    if (event.altKey || event.ctrlKey || event.metaKey || event.target.matches("input[type=text], select")) return;
    if (!this.checked && this.form.key(event)) event.preventDefault();
    else if (event.key === "Enter" && !event.target.matches("a, button, summary")) {
      event.preventDefault();
      if (!this.button.disabled) this.button.click();
    }
  }

  submit(event) {
    event.preventDefault();
    if (this.checked) {
      this.next();
      return;
    }
    const { answer } = this.form;
    if (answer === null) return;
    this.checked = true;
    const right = isRight(this.question.kind, this.words, answer);
    this.progress.answered(this.question, right, this.day);
    this.results.push({ question: this.question, right });
    this.form.reveal(this.ui);
    this.button.textContent = this.place + 1 < this.questions.length ? this.ui.quiz_next : this.ui.quiz_finish;
    this.live.append(...this.verdict(right));
    this.button.focus();
  }

  /** Right or wrong, why, what the clause says, and how it is worked out. */
  verdict(right) {
    const { ui, words } = this;
    const { clause } = this.question;
    const reasons = right ? [] : (this.form.reasons ?? []);
    return [
      make(
        "p",
        { class: right ? "hb-quiz__right" : "hb-quiz__wrong" },
        make("strong", {}, right ? `✓ ${ui.quiz_right}` : `✗ ${ui.quiz_wrong}`),
      ),
      ...reasons.map((reason) => make("p", {}, reason)),
      make("p", {}, words.b),
      words.k ? this.working(words.k) : null,
      make(
        "blockquote",
        {},
        make("p", {}, this.chapter.clauses[clause.id]),
        make("p", {}, make("a", { href: clauseAddress(this.base, clause) }, `${clause.number} ${clause.title}`)),
      ),
    ].filter(Boolean);
  }

  working(lines) {
    const items = lines.map(([label, working, result]) =>
      make("li", {}, make("b", {}, label), make("span", {}, working === result ? result : `${working} = ${result}`)),
    );
    return make(
      "details",
      { open: true, class: "hb-quiz__working" },
      make("summary", {}, this.ui.quiz_how),
      make("ol", {}, items),
    );
  }

  next() {
    if (this.place + 1 < this.questions.length) this.show(this.place + 1);
    else this.finished(this.results);
  }
}
