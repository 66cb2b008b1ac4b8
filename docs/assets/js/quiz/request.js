/* A request for a paper as the fragment of an address: for the builder's own page, and as the link of a practice class. */

/** @import { AddressedRequest, Index, PaperRequest } from "./types.js" */

const LISTS = /** @type {const} */ (["chapters", "roles", "kinds"]);
export const MOST = 100;

/**
 * `n=20&seed=a&chapters=pay`; what is not chosen is left out.
 * @param {PaperRequest} request
 */
export function requestToFragment(request) {
  const pairs = new URLSearchParams({ n: String(request.number), seed: request.seed });
  for (const name of LISTS) if (request[name].length) pairs.set(name, request[name].join(","));
  if (request.mix.length) pairs.set("mix", request.mix.join(","));
  return pairs.toString();
}

/**
 * Whether an address says anything of a paper, not only of a place on the page.
 * @param {string} fragment
 */
export function asksForPaper(fragment) {
  const pairs = new URLSearchParams(fragment.replace(/^#/, ""));
  return ["n", "seed", "mix", ...LISTS].some((name) => pairs.has(name));
}

/**
 * What a practice address asks for, such as `chapter=pay`; an address that was cut within a sign stays as it is.
 * @param {string} fragment
 */
export function modeOf(fragment) {
  try {
    return decodeURIComponent(fragment.slice(1));
  } catch {
    return fragment.slice(1);
  }
}

/**
 * The request of an address, as far as the index knows what it names.
 * @param {string} fragment
 * @param {Index} index
 * @returns {AddressedRequest}
 */
export function requestFromFragment(fragment, index) {
  const pairs = new URLSearchParams(fragment.replace(/^#/, ""));
  /** @type {(name: string, known: string[]) => string[]} */
  const list = (name, known) => (pairs.get(name) ?? "").split(",").filter((each) => known.includes(each));
  const number = Number.parseInt(pairs.get("n") ?? "20", 10) || 20;
  const mix = (pairs.get("mix") ?? "").split(",").map(Number);
  return {
    number: Math.min(Math.max(number, 1), MOST),
    seed: (pairs.get("seed") ?? "1").slice(0, 40),
    chapters: list(
      "chapters",
      index.chapters.map((each) => each.id),
    ),
    roles: list(
      "roles",
      index.roles.map((each) => each.id),
    ),
    kinds: list("kinds", index.kinds),
    mix: isWhole(mix) ? mix : [],
    paper: pairs.get("paper"),
    version: pairs.get("v"),
  };
}

/**
 * Whether shares of the three levels make a whole.
 * @param {number[]} mix
 */
function isWhole(mix) {
  const sound = mix.length === 3 && mix.every((share) => Number.isInteger(share) && share >= 0);
  return sound && mix[0] + mix[1] + mix[2] === 100;
}
