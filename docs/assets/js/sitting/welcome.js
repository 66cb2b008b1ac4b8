/* The first screen: which exam it is, its rules, and who sits. */

import { shownNumber } from "../exam/signs.js";
import { make } from "../shared/dom.js";
import { fillWords } from "../shared/fill.js";
import { screenButton } from "./screen.js";
import { keyOf, newSitting, readSeat } from "./sitting.js";

/** @import { Child } from "../shared/types.js" */
/** @import { Keeper } from "./keeping.js" */
/** @import { Who } from "./sitting.js" */
/** @import { ExamData, Kept } from "./types.js" */

const MOST_BYTES = { name: 60, staff_number: 24 }; // as a line holds them

/**
 * @param {ExamData} data
 * @param {Keeper} keeper
 * @param {(kept: Kept) => void} begin
 * @returns {Child[]}
 */
export function welcome({ paper, words, seats }, keeper, begin) {
  const facts = { questions: paper.questions.length, minutes: paper.minutes, pass: paper.pass };
  const kept = keeper.all();
  // Looked for anew: a slow device may tell only by then what is kept.
  const newest = (/** @type {string} */ key) => keeper.all().find((each) => each.key === key);
  const where = { device: words.kept_on_device, address: words.kept_in_address, none: words.kept_nowhere };
  return [
    make("h1", {}, paper.title),
    make("p", { class: "hb-small" }, [paper.company, paper.department].filter(Boolean).join(" · ")),
    make("p", {}, fillWords(words.about, facts)),
    kept.length ? goingOn(kept, words, (each) => begin(newest(each.key) ?? each)) : null,
    make("h2", {}, words.rules),
    make(
      "ul",
      { class: "hb-rules" },
      [words.rule_time, words.rule_left, where[keeper.where], words.rule_line].map((rule) => make("li", {}, rule)),
    ),
    make("h2", {}, words.who),
    whoForm({ paper, words, seats }, (who) => begin(newest(keyOf(who)) ?? newSitting(paper, who))),
    make("p", { class: "hb-small" }, fillWords(words.number, { number: shownNumber(paper.number) })),
  ];
}

/**
 * Sittings that were begun on this device.
 * @param {Kept[]} kept
 * @param {ExamData["words"]} words
 * @param {(kept: Kept) => void} begin
 */
function goingOn(kept, words, begin) {
  const buttons = kept.map((each) => {
    const { seat, name, staff_number, answers, line } = each;
    const who = seat ? fillWords(words.of_seat, { seat }) : `${name} ${staff_number}`.trim();
    const count = answers.filter((given) => given !== null).length;
    const text = line ? fillWords(words.show_line, { who }) : fillWords(words.go_on, { who, count });
    return screenButton(text, () => begin(each), line ? "second" : "");
  });
  return make(
    "div",
    { class: "hb-panel" },
    make("p", {}, words.begun_here),
    make("p", { class: "hb-actions" }, buttons),
  );
}

/**
 * @param {ExamData} data
 * @param {(who: Who) => void} done
 */
function whoForm({ paper, words, seats }, done) {
  const link = fromFragment();
  const [one, other] = seats
    ? [
        entry(words.seat, "seat", { value: link.seat, inputmode: "numeric", autocomplete: "off" }),
        entry(words.code, "code", { value: link.code, autocomplete: "off", autocapitalize: "characters" }),
      ]
    : [
        entry(words.name, "name", { autocomplete: "name" }),
        entry(words.staff_number, "staff_number", { autocomplete: "off" }),
      ];
  const wrong = make("p", { class: "hb-error", role: "alert", id: "wrong" });
  const submit = (/** @type {SubmitEvent} */ event) => {
    event.preventDefault();
    const who = seats
      ? seatOf(paper, one.input.value, other.input.value)
      : personOf(one.input.value, other.input.value);
    wrong.textContent = who ? "" : seats ? words.wrong_seat : words.wrong_name;
    for (const { input } of [one, other]) input.setAttribute("aria-invalid", String(!who));
    if (who) done(who);
    else one.input.focus();
  };
  const start = make("button", { class: "hb-button" }, words.start);
  return make("form", { submit, novalidate: true }, one.label, other.label, wrong, start);
}

/**
 * @param {string} title
 * @param {string} name
 * @param {Record<string, string>} more
 */
function entry(title, name, more) {
  const input = make("input", { name, type: "text", "aria-describedby": "wrong", spellcheck: "false", ...more });
  return { input, label: make("label", { class: "hb-field" }, make("span", {}, title), input) };
}

function fromFragment() {
  const of = (/** @type {string} */ name) => new URLSearchParams(location.hash.slice(1)).get(name) ?? "";
  return { seat: of("seat"), code: of("code") };
}

/**
 * @param {ExamData["paper"]} paper
 * @param {string} seat
 * @param {string} code
 * @returns {Who | null}
 */
function seatOf(paper, seat, code) {
  const found = readSeat(paper, seat, code);
  return found && { ...found, name: "", staff_number: "" };
}

/**
 * @param {string} name
 * @param {string} number
 * @returns {Who | null}
 */
function personOf(name, number) {
  const who = { seat: 0, code: null, name: plainText(name), staff_number: plainText(number.normalize("NFKC")) };
  const bytes = (/** @type {string} */ text) => new TextEncoder().encode(text).length;
  const fits = bytes(who.name) <= MOST_BYTES.name && bytes(who.staff_number) <= MOST_BYTES.staff_number;
  return who.name && fits ? who : null;
}

/**
 * A text as a line can hold it: composed, with single blanks, without signs that nobody sees.
 * @param {string} text
 */
function plainText(text) {
  return text
    .normalize("NFC")
    .replace(/\p{Cf}|\p{Cs}|\p{Co}/gu, "")
    .replace(/[\p{Z}\p{Cc}]+/gu, " ")
    .trim();
}
