/* A number with its unit. */

import { make } from "../../shared/dom.js";
import { fillWords } from "../../shared/fill.js";

/** @import { AnswerContext, AnswerForm, Kind, NumberWords } from "../types.js" */

const CURRENCY_SIGN = /^[¥￥]/;
const THOUSANDS = /^[-+]?\d{1,3}(,\d{3})+(\.\d*)?$/;
const NUMERAL = /^[-+]?(\d+\.?\d*|\.\d+)$/;

/** @type {Kind<NumberWords, string>} */
export const NUMERIC = {
  form: (words, context) => new NumberForm(words, context),
  isRight: (words, answer) => readNumber(answer, words.u) === readNumber(words.n),
  frozen: ({ n, u, x }) => [{ unit: u }, { number: /** @type {string} */ (readNumber(n)), say: x }],
};

/**
 * A number as people type it, as exact decimal text without idle zeros; null where it is none.
 * @param {string} text
 * @returns {string | null}
 */
export function readNumber(text, unit = "") {
  let plain = text.normalize("NFKC").trim().replace(/\s+/g, "");
  const suffix = unit.normalize("NFKC").replace(/\s+/g, "");
  if (suffix && plain.toLowerCase().endsWith(suffix.toLowerCase())) plain = plain.slice(0, -suffix.length);
  plain = plain.replace(CURRENCY_SIGN, "");
  if (THOUSANDS.test(plain)) plain = plain.replaceAll(",", "");
  if (!NUMERAL.test(plain)) return null;
  const [whole, decimals = ""] = plain.replace(/^[-+]/, "").split(".");
  const digits = whole.replace(/^0+(?=\d)/, "") || "0";
  const rest = decimals.replace(/0+$/, "");
  const value = rest ? `${digits}.${rest}` : digits;
  return plain.startsWith("-") && value !== "0" ? `-${value}` : value;
}

/** @implements {AnswerForm<string>} */
class NumberForm {
  /**
   * @param {NumberWords} words
   * @param {AnswerContext} context
   */
  constructor(words, { ui, changed }) {
    this.words = words;
    this.ui = ui;
    this.input = make("input", {
      type: "text",
      inputmode: "decimal",
      enterkeyhint: "go",
      autocomplete: "off",
      class: "hb-quiz__number",
      input: () => changed(),
    });
    this.hint = make("p", { class: "hb-quiz__hint", role: "status" });
    const parts = [make("span", {}, ui.quiz_your_number), this.input, make("span", {}, words.u)];
    this.element = make("div", {}, make("label", { class: "hb-quiz__field" }, parts), this.hint);
    /** @type {string[]} */
    this.reasons = [];
    this.typedIn = this.input;
    this.isOneTap = false;
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

  /** @param {string} answer */
  fill(answer) {
    this.input.value = answer;
  }

  reveal() {
    this.input.readOnly = true;
    const text = fillWords(this.ui.quiz_answer_is, { answer: this.words.x });
    this.element.append(make("p", { class: "hb-quiz__key" }, text));
  }
}
