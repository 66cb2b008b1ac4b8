/* The fields of the pages of sign-off. */

import { make } from "../shared/dom.js";

/** @import { Attributes, Child } from "../shared/types.js" */

/**
 * A field under its label, with a hint.
 * @param {string} label
 * @param {HTMLElement} control
 * @param {string} hint
 */
export function labelled(label, control, hint = "") {
  const about = hint ? make("span", { class: "hb-sign__hint" }, hint) : null;
  return make("label", { class: "hb-sign__field" }, make("span", {}, label), about, control);
}

/**
 * @param {string} label
 * @param {string} name
 * @param {Attributes} more
 */
export function textField(label, name, more = {}) {
  return labelled(label, make("input", { name, autocomplete: "off", ...more }), String(more.hint ?? ""));
}

/**
 * @param {string} text
 * @param {() => unknown} click
 * @param {boolean} main
 */
export function signButton(text, click, main = false) {
  return make("button", { type: "button", click, class: main ? "hb-sign__main" : null }, text);
}

/**
 * A section under a heading.
 * @param {string} title
 * @param {Child[]} children
 */
export function part(title, ...children) {
  return make("section", { class: "hb-sign__part" }, make("h2", {}, title), children);
}

/**
 * @param {string[]} texts
 * @param {string} title
 */
export function listed(texts, title) {
  if (!texts.length) return null;
  return make(
    "div",
    {},
    make("p", {}, make("b", {}, title)),
    make(
      "ul",
      {},
      texts.map((text) => make("li", {}, text)),
    ),
  );
}
