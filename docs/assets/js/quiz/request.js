/* What the address of practice asks for. */

/** @import { ClassRun } from "./types.js" */

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
  const ids = (pairs.get("q") ?? "").split(",").filter(Boolean);
  return { ids, seed: pairs.get("seed"), paper: pairs.get("paper") ?? "", version: pairs.get("v") ?? "" };
}
