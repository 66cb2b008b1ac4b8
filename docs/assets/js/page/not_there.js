/* On the page for addresses that are not there. An address that was taken with the sentence's end leads to its page. Most
   hosts show the first language's page, whatever was asked for: a reader of another language is brought to theirs, and
   there the address that was asked for comes back into the bar. */

const script = /** @type {HTMLScriptElement | null} */ (document.currentScript);
const root = script ? script.src.split("assets/js/")[0] : ""; // of the language

/* A page's address has letters and digits, `-` and `/`; what follows the first other sign, such as 。 or ), is not of it.
   The address in the bar has other letters than these as `%E3`, so that a character that was cut is found as well. */
function withoutRest() {
  if (!root) return "";
  const { origin, pathname, search, hash } = location;
  const from = root.slice(origin.length);
  if (!pathname.startsWith(from)) return "";
  const asked = pathname.slice(from.length);
  const page = asked.replace(/(?:[^\w./-]|\.+$).*$/, "");
  if (page === asked) return "";
  return `${from}${page}${/(^|\/)$|\.\w+$/.test(page) ? "" : "/"}${search}${hash}`;
}

// Only the first language's page has these links, to the others' homes.
const elsewhere = [...document.querySelectorAll("a")].filter((link) => link.dataset.hbElsewhere !== undefined);
const theirs = elsewhere.map((link) => new URL(link.href).pathname).find((home) => location.pathname.startsWith(home));
const better = withoutRest();
if (better) location.replace(better);
else if (theirs) location.replace(`${theirs}404.html#${location.pathname}${location.search}`);

const home = document.querySelector("h1")?.dataset.hbHome; // of another language's page
if (home) {
  const asked = location.hash.slice(1);
  if (asked.startsWith(home)) history.replaceState(history.state, "", asked);
}
