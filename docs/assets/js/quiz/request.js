/* What the address of practice asks for. */

/** @import { ClassRun } from "./types.js" */

const AFTER_LINK = /[^\w=.,;&+-].*$/s; // what stood after a link in a message
const FULL_STOP = /[.,;-]+$/;

/**
 * What a practice address asks for, such as `chapter=pay`.
 * @param {string} fragment
 */
export function modeOf(fragment) {
  return withoutRest(decodedAddress(fragment.slice(1)));
}

/** @param {string} text */
function withoutRest(text) {
  return text.replace(AFTER_LINK, "").replace(FULL_STOP, "");
}

/**
 * An address as it is meant; one that was cut within a sign stays as it is.
 * @param {string} text
 */
function decodedAddress(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/**
 * The fragment of a link to just these questions, those of a paper with what tells its order.
 * @param {ClassRun} run
 */
export function classFragment({ ids, seed, paper, version }) {
  const pairs = new URLSearchParams(seed === null ? {} : { paper, v: version, seed });
  pairs.set("q", ids.join(","));
  return pairs.toString();
}

/**
 * What such a link asks for; null where an address is none.
 * @param {string} fragment
 * @returns {ClassRun | null}
 */
export function classRun(fragment) {
  const pairs = new URLSearchParams(fragment.replace(/^#/, ""));
  if (!pairs.has("q")) return null;
  const ids = withoutRest(pairs.get("q") ?? "")
    .split(",")
    .filter(Boolean); // the last part of the link
  return { ids, seed: pairs.get("seed"), paper: pairs.get("paper") ?? "", version: pairs.get("v") ?? "" };
}
