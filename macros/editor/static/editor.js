/* The editor's pages work without this: it filters the list, and shows what an edit does while it is typed. */
"use strict";

const PAUSE = 400; // milliseconds after the last keystroke

/** A part of a page as the server sent it; its text is escaped there. */
function parsed(html) {
  return new DOMParser().parseFromString(html, "text/html").body;
}

function filterRows(input) {
  const rows = [...document.querySelectorAll(input.dataset.filters)];
  const none = document.getElementById("none");
  const apply = () => {
    const words = input.value.trim().toLowerCase().split(/\s+/);
    let shown = 0;
    for (const row of rows) {
      const text = row.textContent.toLowerCase();
      row.hidden = !words.every((word) => text.includes(word));
      shown += row.hidden ? 0 : 1;
    }
    none.textContent = shown ? "" : none.dataset.none;
  };
  input.addEventListener("input", apply);
  apply();
}

/** What the server answers: the part of a page that it made, or why there is none. */
async function ask(address, options) {
  try {
    const response = await fetch(address, options);
    const body = parsed(await response.text());
    return response.ok ? { body } : { refusal: (body.querySelector("main") ?? body).textContent };
  } catch {
    return { refusal: document.getElementById("status").dataset.gone };
  }
}

/** Says why nothing could be tried; nothing can be saved then. */
function showRefusal(text) {
  const told = document.createElement("p");
  told.className = "told";
  told.textContent = text;
  document.getElementById("result").replaceChildren(told);
}

/** Shows the result of trying what is entered, and what is wrong beside each field. */
function showResult(form, body) {
  const outcome = body.querySelector("#outcome");
  const told = new Map([...outcome.querySelectorAll("[data-of]")].map((each) => [each.dataset.of, each.textContent]));
  for (const place of form.querySelectorAll("[data-for]")) {
    const text = told.get(place.dataset.for) ?? "";
    const control = document.getElementById(place.dataset.for);
    place.textContent = text;
    control.toggleAttribute("aria-invalid", Boolean(text));
    if (text) control.setAttribute("aria-invalid", "true");
    control.setAttribute("aria-describedby", `hint-${control.id} bad-${control.id}`);
  }
  document.getElementById("result").replaceChildren(outcome);
  document.getElementById("save").disabled = outcome.dataset.ready !== "1";
}

function tryWhileTyping(form) {
  let timer = 0;
  let turn = 0;
  const attempt = async () => {
    turn += 1;
    const mine = turn;
    const answer = await ask(form.dataset.try, { method: "POST", body: new URLSearchParams(new FormData(form)) });
    if (mine !== turn) return; // a later answer may have come first
    if (answer.body) showResult(form, answer.body);
    else showRefusal(answer.refusal);
  };
  form.addEventListener("input", () => {
    document.getElementById("save").disabled = true; // until what is entered has been tried
    clearTimeout(timer);
    timer = setTimeout(attempt, PAUSE);
  });
  document.getElementById("try").addEventListener("click", (event) => {
    event.preventDefault();
    attempt();
  });
  document.getElementById("save").disabled = document.getElementById("outcome").dataset.ready !== "1";
}

function watchBuilding(place) {
  const look = async () => {
    const answer = await ask(place.dataset.address);
    if (answer.body) place.replaceChildren(...answer.body.childNodes);
    else place.textContent = answer.refusal;
    if (place.querySelector(".busy")) setTimeout(look, 1000);
  };
  if (place.querySelector(".busy")) setTimeout(look, 1000);
}

const search = document.querySelector("[data-filters]");
if (search) filterRows(search);
const form = document.getElementById("edit");
if (form) tryWhileTyping(form);
watchBuilding(document.getElementById("status"));
