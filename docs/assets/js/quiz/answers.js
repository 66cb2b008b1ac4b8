/* What a learner answers with: one form a kind. Each has the element, the answer given (null while there is none), and a
   way to show what was right. */

import { make } from "../shared/dom.js";
import { fillWords } from "../shared/fill.js";
import { mixedOrder } from "./chance.js";
import { readNumber } from "./grading.js";

let named = 0; // controls of a page need names of their own

/** The form for a question; `changed` is called whenever the answer changes. */
export function answerForm(question, words, ui, chance, changed) {
  const forms = { numeric: NumberForm, ordering: OrderForm, matching: MatchForm };
  return new (forms[question.kind] ?? ChoiceForm)(question, words, ui, chance, changed);
}

class ChoiceForm {
  constructor(question, words, ui, chance, changed) {
    this.words = words;
    this.isTruth = question.kind === "true_false";
    const texts = this.isTruth ? [ui.quiz_true, ui.quiz_false] : words.o.map((option) => option.t);
    this.shown = this.isTruth ? [0, 1] : mixedOrder(texts.length, chance);
    const type = question.kind === "multiple" ? "checkbox" : "radio";
    const name = `hb-answer-${named++}`;
    this.controls = this.shown.map(() => make("input", { type, name, change: changed }));
    this.labels = this.shown.map((index, place) =>
      make(
        "label",
        { class: "hb-quiz__option" },
        this.controls[place],
        make("kbd", { "aria-hidden": "true" }, `${place + 1}`),
        make("span", {}, texts[index]),
      ),
    );
    this.element = make("div", { class: "hb-quiz__options" }, this.labels);
  }

  get answer() {
    const picked = this.shown.filter((_, place) => this.controls[place].checked);
    if (!picked.length) return null;
    return this.isTruth ? picked[0] === 0 : picked;
  }

  /** A digit chooses: 1 is the first shown. */
  key(event) {
    const control = this.controls[Number(event.key) - 1];
    if (!/^[1-9]$/.test(event.key) || !control || control.disabled) return false;
    control.click();
    control.focus();
    return true;
  }

  reveal(ui) {
    this.shown.forEach((index, place) => {
      const right = this.isTruth ? (index === 0) === this.words.a : Boolean(this.words.o[index].r);
      const picked = this.controls[place].checked;
      this.controls[place].disabled = true;
      if (right || picked) {
        this.labels[place].classList.add(right ? "hb-quiz__option--right" : "hb-quiz__option--wrong");
        this.labels[place].append(
          make("span", { class: "hb-quiz__mark" }, right ? `✓ ${ui.quiz_right_one}` : `✗ ${ui.quiz_your_answer}`),
        );
      }
    });
  }

  /** Why what was chosen is wrong. */
  get reasons() {
    if (this.isTruth) return [];
    return this.shown
      .filter((index, place) => this.controls[place].checked && this.words.o[index].w)
      .map((index) => this.words.o[index].w);
  }
}

class NumberForm {
  constructor(question, words, ui, chance, changed) {
    this.words = words;
    this.ui = ui;
    this.input = make("input", {
      type: "text",
      inputmode: "decimal",
      autocomplete: "off",
      class: "hb-quiz__number",
      input: changed,
    });
    this.hint = make("p", { class: "hb-quiz__hint", role: "status" });
    this.element = make(
      "div",
      {},
      make(
        "label",
        { class: "hb-quiz__field" },
        make("span", {}, ui.quiz_your_number),
        this.input,
        make("span", {}, words.u),
      ),
      this.hint,
    );
  }

  get answer() {
    const given = this.input.value.trim() !== "";
    const readable = given && readNumber(this.input.value, this.words.u) !== null;
    this.hint.textContent = given && !readable ? this.ui.quiz_not_a_number : "";
    return readable ? this.input.value : null;
  }

  key() {
    return false;
  }

  reveal(ui) {
    this.input.readOnly = true;
    this.element.append(make("p", { class: "hb-quiz__key" }, fillWords(ui.quiz_answer_is, { answer: this.words.x })));
  }
}

class OrderForm {
  constructor(question, words, ui, chance, changed) {
    this.words = words;
    this.ui = ui;
    this.changed = changed;
    this.order = mixedOrder(words.q.length, chance, true);
    this.said = make("p", { class: "hb-quiz__said", role: "status" });
    this.list = make("ol", { class: "hb-quiz__steps" });
    this.element = make("div", {}, make("p", { class: "hb-quiz__hint" }, ui.quiz_order_hint), this.list, this.said);
    this.draw();
  }

  get answer() {
    return this.order;
  }

  draw(focus) {
    const last = this.order.length - 1;
    this.list.replaceChildren(
      ...this.order.map((index, place) => {
        const text = this.words.q[index];
        const button = (label, by, sign, off) =>
          make(
            "button",
            {
              type: "button",
              "aria-label": `${label}: ${text}`,
              disabled: off || this.done,
              click: () => this.move(place, by),
            },
            sign,
          );
        const up = button(this.ui.quiz_up, -1, "↑", place === 0);
        const down = button(this.ui.quiz_down, 1, "↓", place === last);
        const item = make(
          "li",
          { tabindex: "0", keydown: (event) => this.arrow(event, place) },
          make("span", {}, text),
          up,
          down,
        );
        return item;
      }),
    );
    if (focus !== undefined) this.list.children[focus].focus();
  }

  arrow(event, place) {
    const by = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (!by || this.done) return;
    event.preventDefault();
    this.move(place, by);
  }

  move(place, by) {
    const target = place + by;
    if (target < 0 || target >= this.order.length) return;
    [this.order[place], this.order[target]] = [this.order[target], this.order[place]];
    this.draw(target);
    this.said.textContent = fillWords(this.ui.quiz_moved, {
      text: this.words.q[this.order[target]],
      place: target + 1,
    });
    this.changed();
  }

  key() {
    return false;
  }

  reveal(ui) {
    this.done = true;
    this.draw();
    this.element.append(
      make("p", { class: "hb-quiz__key" }, fillWords(ui.quiz_answer_is, { answer: this.words.q.join(" → ") })),
    );
  }
}

class MatchForm {
  constructor(question, words, ui, chance, changed) {
    this.words = words;
    const shown = mixedOrder(words.r.length, chance);
    this.selects = words.p.map(() =>
      make(
        "select",
        { change: changed },
        make("option", { value: "" }, ui.quiz_choose),
        shown.map((index) => make("option", { value: index }, words.r[index])),
      ),
    );
    const rows = words.p.map(([left], index) =>
      make("label", { class: "hb-quiz__pair" }, make("span", {}, left), this.selects[index]),
    );
    this.element = make("div", { class: "hb-quiz__pairs" }, rows);
  }

  get answer() {
    const given = this.selects.map((select) => select.value);
    return given.includes("") ? null : given.map(Number);
  }

  key() {
    return false;
  }

  reveal(ui) {
    this.selects.forEach((select, index) => {
      const right = this.words.p[index][1];
      const fits = Number(select.value) === right;
      select.disabled = true;
      const mark = fits ? "✓" : `✗ ${fillWords(ui.quiz_answer_is, { answer: this.words.r[right] })}`;
      select.after(make("span", { class: fits ? "hb-quiz__mark hb-quiz__mark--right" : "hb-quiz__mark" }, mark));
    });
  }
}
