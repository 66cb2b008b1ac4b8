/* The boxes of a number that is answered in several units, beside each other: hours and minutes. Together they stand for
   one text, `7h30m`; what somebody writes into the first alone, `7:30` or `7.5`, is read as it is. */

import { make } from "../shared/dom.js";
import { readInput, withoutBlanks } from "./inputs.js";
import { fractionOf, splitInParts } from "./say.js";

/** @import { Entered, Field, Part, Rule } from "./types.js" */

export class Boxes {
  /**
   * @param {Rule} rule
   * @param {Field & { parts: Part[] }} input
   * @param {string} id
   * @param {string} described ids of what describes them
   */
  constructor(rule, input, id, described) {
    this.rule = rule;
    this.input = input;
    this.standard = input.default ? this.countsOf(String(input.default)) : [];
    this.controls = input.parts.map(({ label }, index) =>
      make("input", {
        id: index ? `${id}-${index}` : id,
        type: "text",
        inputmode: input.min?.startsWith("-") ? null : "numeric", // the keyboard of digits often has no minus
        autocomplete: "off",
        "aria-label": input.label + rule.words.colon + label,
        "aria-describedby": described,
        input: () => this.showStandard(),
      }),
    );
    this.showStandard();
  }

  /** The boxes, each with its unit behind it. */
  get parts() {
    return this.controls.flatMap((control, index) => [
      control,
      make("span", { class: "hb-field__suffix", "aria-hidden": "true" }, this.input.parts[index].label),
    ]);
  }

  get text() {
    return this.joined(this.controls.map(({ value }) => value));
  }

  /** The text of the default. */
  get standardText() {
    return this.joined(this.standard);
  }

  /**
   * Fills the boxes; what cannot be read stands in the first.
   * @param {Entered | null | undefined} entered
   */
  enter(entered) {
    const { value } = readInput(this.rule, this.input, entered);
    const texts = value === undefined ? [String(entered ?? "")] : this.countsOf(String(value));
    this.controls.forEach((control, index) => {
      control.value = texts[index] ?? "";
    });
    this.showStandard();
  }

  /** The default shows through while all are empty: beside a number it might be taken for a part of it. */
  showStandard() {
    const empty = this.controls.every(({ value }) => !value);
    this.controls.forEach((control, index) => {
      control.placeholder = empty ? (this.standard[index] ?? "") : "";
    });
  }

  /**
   * @param {string[]} texts
   */
  joined(texts) {
    const { parts } = this.input;
    const tidy = texts.map((text) => withoutBlanks(text.normalize("NFKC")));
    if (!tidy.slice(1).some(Boolean)) return texts[0] ?? "";
    return tidy.map((text, index) => (/\d$/.test(text) ? text + parts[index].sign : text)).join("");
  }

  /**
   * What stands in the boxes for an exact number.
   * @param {string} exact
   */
  countsOf(exact) {
    const [sign, counts] = splitInParts(fractionOf(exact), this.input.parts);
    return counts.map((count, index) => (index ? "" : sign) + String(count));
  }
}
