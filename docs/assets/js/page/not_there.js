/* On the page for addresses that are not there. Most hosts show the first language's, whatever was asked for: a reader of
   another language is brought to theirs, and there the address that was asked for comes back into the bar. */

// Only the first language's page has these links, to the others' homes.
const elsewhere = [...document.querySelectorAll("a")].filter((link) => link.dataset.hbElsewhere !== undefined);
const theirs = elsewhere.map((link) => new URL(link.href).pathname).find((home) => location.pathname.startsWith(home));
if (theirs) location.replace(`${theirs}404.html#${location.pathname}${location.search}`);

const home = document.querySelector("h1")?.dataset.hbHome; // of another language's page
if (home) {
  const asked = location.hash.slice(1);
  if (asked.startsWith(home)) history.replaceState(history.state, "", asked);
}
