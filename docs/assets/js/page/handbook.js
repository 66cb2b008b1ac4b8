/* What a reader does on any page: open a value's explanation, search, keep the place when switching language, and use
   the menu by keyboard. Without this script every link still leads to the same facts. */

import { beginOffline } from "../offline/begin.js";
import { openSearch } from "../search/opener.js";
import { findPlace, keepPlace, nameFiles } from "./place.js";

/** @type {(selector: string) => HTMLElement | null} */
const one = (selector) => document.querySelector(selector);

/**
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {string} [rest] of the selector
 * @returns {HTMLElementTagNameMap[Tag][]}
 */
const all = (tag, rest = "") =>
  [...document.querySelectorAll(`${tag}${rest}`)].map((found) => /** @type {HTMLElementTagNameMap[Tag]} */ (found));

/* A value's explanation: the link leads to the key numbers; here its note opens in place. */
function explainValues() {
  const notes = one(".hb-notes");
  if (!notes || typeof HTMLDialogElement === "undefined") return;
  const words = notes.dataset; // the build's own: close, more

  const dialog = document.createElement("dialog");
  dialog.className = "hb-dialog md-typeset";
  document.body.append(dialog);
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) dialog.close(); // outside the sheet
  });

  /** @type {(link: HTMLAnchorElement, note: HTMLElement) => void} */
  const open = (link, note) => {
    const sheet = /** @type {HTMLElement} */ (note.cloneNode(true));
    sheet.removeAttribute("id");
    const label = sheet.querySelector(".hb-note__label");
    if (label) label.id = "hb-dialog-label";
    dialog.setAttribute("aria-labelledby", "hb-dialog-label");
    sheet.append(footOf(dialog, link.href, words));
    dialog.replaceChildren(sheet);
    dialog.addEventListener("close", () => link.focus(), { once: true });
    dialog.showModal();
  };

  for (const link of all("a", ".hb-value")) {
    const name = decodeURIComponent(new URL(link.href).hash.slice(1));
    const note = document.getElementById(`note:${name}`);
    if (!note) continue;
    link.setAttribute("aria-haspopup", "dialog");
    link.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return; // a new tab, as the reader asked
      event.preventDefault();
      open(link, note);
    });
  }
}

/**
 * What stands below a value's note: the way to the key numbers, and out.
 * @param {HTMLDialogElement} dialog
 * @param {string} href
 * @param {DOMStringMap} words
 */
function footOf(dialog, href, words) {
  const foot = document.createElement("p");
  foot.className = "hb-dialog__foot";
  const more = document.createElement("a");
  more.href = href;
  more.textContent = words.more ?? "";
  more.addEventListener("click", () => dialog.close());
  const close = document.createElement("button");
  close.type = "button";
  close.className = "md-button";
  close.textContent = words.close ?? "";
  close.autofocus = true;
  close.addEventListener("click", () => dialog.close());
  foot.append(more, close);
  return foot;
}

/* The theme's menu and search buttons are labels: let Enter and Space press them. */
function pressLabels() {
  for (const label of all("label", '[role="button"]')) {
    label.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      event.stopPropagation(); // the theme, too, presses a label at Enter: twice is not at all
      label.click();
    });
  }
}

function printButton() {
  for (const button of all("button", "[data-hb-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  }
}

/* A page that was made before a change and is read after it says so. A day begins at midnight in Shanghai (UTC+8, no
   summer time), wherever the reader is; a page left open is looked at again when it is returned to. */
function sayWhenOutdated() {
  const [ahead] = all("meta", '[name="hb-ahead"]');
  if (!ahead) return;
  const look = () => {
    const today = new Date(Date.now() + 8 * 3600 * 1000).toISOString().slice(0, 10);
    if (today < ahead.content || one(".hb-outdated")) return;
    const link = document.createElement("a");
    link.href = ahead.dataset.href ?? "";
    link.textContent = ahead.dataset.more ?? "";
    const sentence = document.createElement("p");
    sentence.append(ahead.dataset.told ?? "", " ", link);
    const banner = document.createElement("div");
    banner.className = "hb-outdated md-typeset";
    banner.setAttribute("role", "status");
    one("main")?.prepend(banner);
    banner.append(sentence); // into a region that is there already, so that it is announced
  };
  look();
  document.addEventListener("visibilitychange", look);
}

sayWhenOutdated();
explainValues();
openSearch();
findPlace();
nameFiles();
keepPlace();
pressLabels();
printButton();
beginOffline();
