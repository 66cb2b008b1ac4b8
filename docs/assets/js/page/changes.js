/* On the page of changes: only what concerns a role, at the press of its name. Without this script all of them stand there. */

const chips = /** @type {HTMLElement | null} */ (document.querySelector(".hb-chips"));
const buttons = [...(chips?.querySelectorAll("button") ?? [])];

/** @param {HTMLButtonElement} pressed */
function choose(pressed) {
  const { role } = pressed.dataset;
  for (const each of buttons) each.setAttribute("aria-pressed", String(each === pressed));
  /** @type {HTMLElement | null} */
  let day = null;
  for (const part of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("article h2, .hb-change"))) {
    if (part.matches("h2")) {
      day = part;
      day.hidden = true; // until there is something below it
      continue;
    }
    const { roles } = part.dataset;
    part.hidden = Boolean(role && roles && !roles.split(" ").includes(role));
    if (day && !part.hidden) day.hidden = false;
  }
}

for (const each of buttons) each.addEventListener("click", () => choose(each));
if (chips && buttons.length > 2) chips.hidden = false; // with one role there is nothing to choose
