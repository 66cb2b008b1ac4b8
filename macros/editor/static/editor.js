/* The editor's pages work without this: it filters the list, and shows what an edit does while it is typed. */
"use strict";

const PAUSE = 400; // milliseconds after the last keystroke
const LOOK_AGAIN = 1000; // milliseconds until a site that is being built is looked at again

/** @typedef {{ body: HTMLElement, refusal?: undefined } | { body?: undefined, refusal: string }} ServerAnswer */

/**
 * An element that the page has.
 * @param {string} id
 */
function byId(id) {
  return /** @type {HTMLElement} */ (document.getElementById(id));
}

/** The button that saves; it is off until what is entered has been tried and found right. */
function saveButton() {
  return /** @type {HTMLButtonElement} */ (byId("save"));
}

/**
 * The elements that a selector finds.
 * @param {ParentNode} root
 * @param {string} selector
 */
function allIn(root, selector) {
  return /** @type {HTMLElement[]} */ ([...root.querySelectorAll(selector)]);
}

/**
 * A part of a page as the server sent it; its text is escaped there.
 * @param {string} html
 */
function parsed(html) {
  return new DOMParser().parseFromString(html, "text/html").body;
}

/** @param {HTMLInputElement} input */
function filterRows(input) {
  const rows = allIn(document, input.dataset.filters ?? "");
  const none = byId("none");
  const apply = () => {
    const words = input.value.trim().toLowerCase().split(/\s+/);
    let shown = 0;
    for (const row of rows) {
      const text = (row.textContent ?? "").toLowerCase();
      row.hidden = !words.every((word) => text.includes(word));
      shown += row.hidden ? 0 : 1;
    }
    none.textContent = shown ? "" : (none.dataset.none ?? "");
  };
  input.addEventListener("input", apply);
  apply();
}

/**
 * What the server answers: the part of a page that it made, or why there is none.
 * @param {string} address
 * @param {RequestInit} [options]
 * @returns {Promise<ServerAnswer>}
 */
async function ask(address, options) {
  try {
    const response = await fetch(address, options);
    const body = parsed(await response.text());
    return response.ok ? { body } : { refusal: (body.querySelector("main") ?? body).textContent ?? "" };
  } catch {
    return { refusal: byId("status").dataset.gone ?? "" };
  }
}

/**
 * Says why nothing could be tried; nothing can be saved then.
 * @param {string} text
 */
function showRefusal(text) {
  const notice = document.createElement("p");
  notice.className = "notice";
  notice.textContent = text;
  byId("result").replaceChildren(notice);
}

/**
 * Shows the result of trying what is entered, and what is wrong beside each field.
 * @param {HTMLFormElement} form
 * @param {HTMLElement} body
 */
function showResult(form, body) {
  const [outcome] = allIn(body, "#outcome");
  const problems = new Map(allIn(outcome, "[data-of]").map((each) => [each.dataset.of, each.textContent]));
  for (const place of allIn(form, "[data-for]")) {
    const text = problems.get(place.dataset.for) ?? "";
    const control = byId(place.dataset.for ?? "");
    place.textContent = text;
    if (text) control.setAttribute("aria-invalid", "true");
    else control.removeAttribute("aria-invalid");
    control.setAttribute("aria-describedby", `hint-${control.id} bad-${control.id}`);
  }
  byId("result").replaceChildren(outcome);
  saveButton().disabled = outcome.dataset.ready !== "1";
}

/** @param {HTMLFormElement} form */
function entered(form) {
  const pairs = new URLSearchParams();
  for (const [name, value] of new FormData(form)) pairs.append(name, String(value));
  return pairs;
}

/** @param {HTMLFormElement} form */
function tryWhileTyping(form) {
  let timer = 0;
  let turn = 0;
  const attempt = async () => {
    turn += 1;
    const mine = turn;
    const answer = await ask(form.dataset.try ?? "", { method: "POST", body: entered(form) });
    if (mine !== turn) return; // a later answer may have come first
    if (answer.body) showResult(form, answer.body);
    else showRefusal(answer.refusal);
  };
  form.addEventListener("input", () => {
    saveButton().disabled = true;
    clearTimeout(timer);
    timer = setTimeout(attempt, PAUSE);
  });
  byId("try").addEventListener("click", (event) => {
    event.preventDefault();
    attempt();
  });
  saveButton().disabled = byId("outcome").dataset.ready !== "1";
}

/** @param {HTMLElement} place */
function watchBuilding(place) {
  const look = async () => {
    const answer = await ask(place.dataset.address ?? "");
    if (answer.body) place.replaceChildren(...answer.body.childNodes);
    else place.textContent = answer.refusal;
    lookAgain();
  };
  const lookAgain = () => {
    if (place.querySelector(".busy")) setTimeout(look, LOOK_AGAIN);
  };
  lookAgain();
}

const search = /** @type {HTMLInputElement | null} */ (document.querySelector("[data-filters]"));
if (search) filterRows(search);
const edited = /** @type {HTMLFormElement | null} */ (document.getElementById("edit"));
if (edited) tryWhileTyping(edited);
watchBuilding(byId("status"));
