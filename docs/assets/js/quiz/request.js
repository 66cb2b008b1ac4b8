/* A request for a paper as the fragment of an address: for the builder's own page, and as the link of a practice class. */

const LISTS = ["chapters", "roles", "kinds"];
export const MOST = 100;

/** `n=20&seed=a&chapters=pay`; what is not chosen is left out. */
export function requestToFragment(request) {
  const pairs = new URLSearchParams({ n: request.number, seed: request.seed });
  for (const name of LISTS) if (request[name].length) pairs.set(name, request[name].join(","));
  if (request.mix.length) pairs.set("mix", request.mix.join(","));
  return pairs.toString();
}

/** What a practice address asks for, such as `chapter=pay`; an address that was cut within a sign stays as it is. */
export function modeOf(fragment) {
  try {
    return decodeURIComponent(fragment.slice(1));
  } catch {
    return fragment.slice(1);
  }
}

/** The request of an address, as far as the index knows what it names. */
export function requestFromFragment(fragment, index) {
  const pairs = new URLSearchParams(fragment.replace(/^#/, ""));
  const known = {
    chapters: index.chapters.map((each) => each.id),
    roles: index.roles.map((each) => each.id),
    kinds: index.kinds,
  };
  const list = (name) => (pairs.get(name) ?? "").split(",").filter((each) => known[name].includes(each));
  const number = Math.min(Math.max(Number.parseInt(pairs.get("n") ?? "20", 10) || 20, 1), MOST);
  const mix = (pairs.get("mix") ?? "").split(",").map(Number);
  const sound =
    mix.length === 3 && mix.every((share) => Number.isInteger(share) && share >= 0) && mix[0] + mix[1] + mix[2] === 100;
  const chosen = Object.fromEntries(LISTS.map((name) => [name, list(name)]));
  return {
    number,
    seed: (pairs.get("seed") ?? "1").slice(0, 40),
    ...chosen,
    mix: sound ? mix : [],
    paper: pairs.get("paper"),
    version: pairs.get("v"),
  };
}
