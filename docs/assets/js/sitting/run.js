/* The exam itself: one question at a time, or all below each other; the time; and the look over it before handing in. */

import { make, setText } from "../shared/dom.js";
import { fillWords, unbroken } from "../shared/fill.js";
import { questionFields } from "./forms.js";
import { screenButton } from "./screen.js";

/** @import { Words } from "../shared/types.js" */
/** @import { Screen } from "./screen.js" */
/** @import { Sitting } from "./sitting.js" */

const WARNINGS = [10, 5, 1, 0]; // minutes before the end at which it is said

export class Run {
  /**
   * @param {Sitting} sitting
   * @param {Words} words
   * @param {Screen} screen
   * @param {() => void} handIn
   * @param {boolean} isTimed
   */
  constructor(sitting, words, screen, handIn, isTimed = true) {
    this.sitting = sitting;
    this.words = words;
    this.screen = screen;
    this.handIn = handIn;
    this.isTimed = isTimed;
    this.count = sitting.paper.questions.length;
    this.warned = Infinity;
    this.time = make("b");
    this.meter = make("progress", { class: "hb-meter", max: this.count });
    this.cells = make("nav", { class: "hb-cells", "aria-label": words.all_questions });
    this.showsAll = false;
    this.tick();
  }

  /** The screen for what is answered so far. */
  show() {
    if (this.showsAll) this.all();
    else this.one(this.sitting.kept.here);
  }

  /** @param {number} place */
  one(place) {
    this.sitting.kept.here = place;
    this.showsAll = false;
    const { words } = this;
    const next = place + 1 < this.count ? () => this.one(place + 1) : () => this.review();
    this.screen.show(
      fillWords(words.question_title, { place: place + 1, title: this.sitting.paper.title }),
      this.top(),
      make("div", { class: "hb-run__body" }, this.fields(place), this.flag(place)),
      this.bar(
        screenButton(words.back, () => this.one(Math.max(0, place - 1)), "second"),
        screenButton(place + 1 < this.count ? words.next : words.look_over, next),
      ),
      this.list(),
    );
  }

  all() {
    this.showsAll = true;
    const { words, sitting } = this;
    const fields = sitting.kept.answers.map((_, place) =>
      make("section", { id: `question-${place}` }, this.fields(place), this.flag(place)),
    );
    this.screen.show(
      sitting.paper.title,
      this.top(),
      make("h1", { class: "hb-sr" }, words.all_questions),
      make("div", { class: "hb-run__body" }, fields),
      this.bar(
        screenButton(words.one_by_one, () => this.one(0), "second"),
        screenButton(words.look_over, () => this.review()),
      ),
    );
  }

  /** What is not answered and what was put off, before handing in. */
  review() {
    const { words, sitting } = this;
    const { open } = sitting;
    const flags = [...sitting.kept.flags].sort((one, other) => one - other);
    const places = (/** @type {number[]} */ list) => list.map((place) => place + 1).join(words.between);
    const first = open.concat(flags)[0];
    this.screen.show(
      sitting.paper.title,
      this.top(),
      make(
        "div",
        { class: "hb-run__body" },
        make("h1", {}, open.length ? fillWords(words.open_title, { count: open.length }) : words.none_open),
        open.length ? make("p", {}, fillWords(words.open_places, { places: places(open) })) : null,
        flags.length ? make("p", {}, fillWords(words.flagged_places, { places: places(flags) })) : null,
        this.list(),
        make("p", { class: "hb-notice" }, words.after_handing_in),
        make(
          "p",
          { class: "hb-actions" },
          screenButton(words.hand_in, this.handIn),
          screenButton(words.go_back, () => this.one(first ?? sitting.kept.here), "second"),
        ),
      ),
    );
  }

  /** @param {number} place */
  fields(place) {
    const { words, sitting } = this;
    const { question, order } = sitting.question(place);
    const field = {
      question,
      order,
      name: `answer-${place}`,
      given: sitting.kept.answers[place],
      draft: sitting.kept.drafts[place],
      words,
      changed: (/** @type {any} */ given, /** @type {any} */ draft) => {
        sitting.answer(place, given, draft);
        this.marks();
      },
    };
    const facts = {
      place: place + 1,
      count: this.count,
      points: question.points,
      kind: words[`kind_${question.kind}`],
    };
    const small = make("span", { class: "hb-small" }, fillWords(words.question_head, facts));
    return questionFields(field, [small, make("span", { class: "hb-stem" }, unbroken(question.stem))]);
  }

  /** @param {number} place */
  flag(place) {
    const button = screenButton(
      this.words.flag,
      () => {
        this.sitting.toggleFlag(place);
        draw();
        this.marks();
      },
      "quiet",
    );
    const draw = () => {
      const isFlagged = this.sitting.kept.flags.includes(place);
      button.setAttribute("aria-pressed", String(isFlagged));
      setText(button, isFlagged ? this.words.flagged : this.words.flag);
    };
    draw();
    return make("p", {}, button);
  }

  top() {
    this.tick();
    this.marks();
    const { words } = this;
    const tell = screenButton(words.tell_time, () => this.screen.tell(this.timeLeft()), "quiet");
    return make("div", { class: "hb-run__top" }, this.meter, this.isTimed ? [this.time, tell] : null);
  }

  /** @param {HTMLElement[]} buttons */
  bar(...buttons) {
    const { words, showsAll } = this;
    const other = showsAll ? null : screenButton(words.show_all, () => this.all(), "quiet");
    return make("div", { class: "hb-run__bar" }, buttons[0], other, buttons[1]);
  }

  /** Every number, to go there. */
  list() {
    this.marks();
    return this.cells;
  }

  /** The numbers and the progress as they now are. */
  marks() {
    const { sitting, words } = this;
    const { answers, flags, here } = sitting.kept;
    this.meter.value = sitting.answered;
    const facts = { done: sitting.answered, count: this.count };
    this.meter.setAttribute("aria-label", fillWords(words.progress, facts));
    while (this.cells.childElementCount < this.count) {
      const place = this.cells.childElementCount;
      this.cells.append(make("button", { type: "button", click: () => this.one(place) }, String(place + 1)));
    }
    [...this.cells.children].forEach((cell, place) => {
      const isFlagged = flags.includes(place);
      const states = [answers[place] === null ? words.is_open : words.is_answered, isFlagged ? words.is_flagged : ""];
      cell.setAttribute(
        "aria-label",
        fillWords(words.cell, { place: place + 1, state: states.filter(Boolean).join(words.between) }),
      );
      cell.classList.toggle("hb-cells__done", answers[place] !== null);
      cell.classList.toggle("hb-cells__flagged", isFlagged);
      if (place === here) cell.setAttribute("aria-current", "true");
      else cell.removeAttribute("aria-current");
    });
  }

  timeLeft() {
    const { words, sitting } = this;
    const minutes = Math.ceil(sitting.secondsLeft / 60);
    if (minutes > 1) return fillWords(words.minutes_left, { minutes });
    return sitting.secondsLeft > 0 ? words.last_minute : words.time_over;
  }

  /** Called now and then: the time, and what is said of it. It never ends the exam. */
  tick() {
    if (!this.isTimed) return;
    setText(this.time, this.timeLeft());
    const due = WARNINGS.filter((minutes) => this.sitting.secondsLeft <= minutes * 60).pop();
    if (due === undefined || due >= this.warned) return;
    this.warned = due;
    this.time.classList.toggle("hb-red", due <= 1);
    this.screen.tell(this.timeLeft());
  }
}
