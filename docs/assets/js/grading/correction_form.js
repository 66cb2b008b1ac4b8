/* The form in which a wrong key is corrected. */

import { today } from "../shared/clock.js";
import { make } from "../shared/dom.js";
import { correctedFile } from "./correcting.js";
import { sayIn } from "./tables.js";
import { NoAnswer } from "./typed.js";

/** @import { FrozenFile } from "../exam/types.js" */
/** @import { Facts, Words } from "../shared/types.js" */

export class CorrectionForm {
  /**
   * @param {FrozenFile} file
   * @param {Words} words
   * @param {(corrected: FrozenFile, told: string) => void} done
   */
  constructor(file, words, done) {
    this.file = file;
    this.done = done;
    this.say = (/** @type {string} */ key, /** @type {Facts} */ facts = {}) => sayIn(words, `grade_page.${key}`, facts);
    const { say } = this;
    const count = file.paper.questions.length;
    this.question = make("input", { type: "number", min: 1, max: count, value: 1, required: true });
    this.answer = make("input", { type: "text", autocomplete: "off", required: true });
    this.why = make("input", { type: "text", autocomplete: "off", required: true });
    this.status = make("p", { class: "hb-grade__said", role: "status" });
    const labelled = (/** @type {string} */ key, /** @type {HTMLElement} */ control) =>
      make("label", {}, make("span", {}, say(key)), control);
    const form = make(
      "form",
      {
        class: "hb-grade__who",
        novalidate: true,
        submit: (event) => {
          event.preventDefault();
          this.correct();
        },
      },
      labelled("correct_question", this.question),
      labelled("correct_answer", this.answer),
      labelled("correct_why", this.why),
      make("button", { class: "hb-grade__second" }, say("correct_do")),
    );
    const hints = ["correct_hint", "correct_answer_hint"].map((key) =>
      make("p", { class: "hb-grade__hint" }, say(key)),
    );
    this.element = make(
      "details",
      { class: "hb-grade__part" },
      make("summary", {}, say("correct")),
      hints,
      form,
      this.status,
    );
  }

  correct() {
    const { say, file } = this;
    const number = Number(this.question.value);
    const [answer, why] = [this.answer.value.trim(), this.why.value.trim().normalize("NFC")];
    if (!file.paper.questions[number - 1]) this.question.focus();
    else if (!why) this.tell("correct_why_missing", {});
    else {
      try {
        const corrected = correctedFile(file, number - 1, answer, why, today());
        if (corrected) this.done(corrected, say("correct_done", { number, answer }));
        else this.tell("correct_same", {});
      } catch (error) {
        if (!(error instanceof NoAnswer)) throw error;
        this.tell("correct_bad", { answer });
      }
    }
  }

  /**
   * @param {string} key
   * @param {Facts} facts
   */
  tell(key, facts) {
    this.status.textContent = this.say(key, facts);
  }
}
