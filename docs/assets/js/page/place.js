/* The place on a page: kept when the language is switched, found where the link to it was copied with what stood after
   it. */

const PLACES = "article h1[id], article h2[id], article h3[id], article h4[id], article .hb-anchor, article .hb-term";
const UPPER = 1 / 3; // of the window

/**
 * The address of a page from its `#` on that leads to what is on the screen. What is no place, such as what was entered
 * into a calculator, goes along as it is.
 */
function placeOnScreen() {
  const named = placeNamed(written(location.hash));
  if (location.hash && !named) return location.hash;
  if (named && isOnScreen(named)) return location.hash;
  const last = window.scrollY > 0 ? placeRead() : undefined;
  return last && last.id !== "top" ? `#${last.id}` : "";
}

/* The first that begins in the upper part of the screen, or the one that began before it. */
function placeRead() {
  const head = document.querySelector(".md-header")?.getBoundingClientRect().bottom ?? 0;
  const begun = [...document.querySelectorAll(PLACES)].filter(
    (place) => place.getClientRects().length && topOf(place) < window.innerHeight * UPPER,
  );
  return begun.find((place) => topOf(place) >= head) ?? begun.pop();
}

/** @param {Element} place */
const topOf = (place) => place.getBoundingClientRect().top;

/** @param {Element} place */
function isOnScreen(place) {
  const { top, bottom } = place.getBoundingClientRect();
  return bottom > 0 && top < window.innerHeight;
}

/** @param {string} name */
function placeNamed(name) {
  return name ? document.getElementById(name) : null;
}

/**
 * What an anchor names, if it can be read.
 * @param {string} hash
 */
function written(hash) {
  try {
    return decodeURIComponent(hash.slice(1));
  } catch {
    return hash.slice(1); // a copy that was cut within a character
  }
}

/* The language menu leads to the same page; keep what is on the screen, too. */
export function keepPlace() {
  for (const link of document.querySelectorAll("a[data-hb-language]")) {
    const plain = link.getAttribute("href") ?? "";
    const follow = () => link.setAttribute("href", plain + placeOnScreen());
    for (const moment of ["pointerdown", "focus", "mouseenter", "click"]) link.addEventListener(moment, follow);
  }
}

/* A link in a message is often taken with the sentence's end: 。 or ) or a quotation mark. */
export function findPlace() {
  let name = written(location.hash);
  if (/^[^&?]*=/.test(name)) return; // no place
  while (name && !placeNamed(name)) {
    name = name.replace(/[_-]$/.test(name) ? /.$/ : /(^|[^\w-])[\w-]*$/, "");
  }
  if (name && name !== written(location.hash)) location.replace(`#${name}`);
}

/* Opened from files, where nobody shows a folder's page for the folder. */
export function nameFiles() {
  if (location.protocol !== "file:") return;
  for (const link of document.querySelectorAll("a")) {
    if (link.protocol === "file:" && link.pathname.endsWith("/")) link.pathname += "index.html";
  }
}
