/* Reading a `*.paper.json`, as in Python (`quiz/frozen/reading.py`): what is refused there is refused here. */

import { canonical } from "./canonical.js";
import { isFrozenFile } from "./shapes.js";
import { misfitIn } from "./fitting.js";
import { sha256, utf8 } from "./sha256.js";
import { base32 } from "./signs.js";

/** @import { FrozenFile, FrozenPaper, Refused } from "./types.js" */

export const PAPER_FORMAT = "handbook-paper";

/**
 * The paper of a file's text, or why it is none.
 * @param {string} text
 * @returns {{ file: FrozenFile, refused?: undefined } | { file?: undefined, refused: Refused }}
 */
export function readPaper(text) {
  let data;
  try {
    data = JSON.parse(text.replace(/^\ufeff/, ""));
  } catch {
    return { refused: "json" };
  }
  if (data?.format !== PAPER_FORMAT) return { refused: "other" };
  if (data.schema !== 1) return { refused: "schema" };
  if (!isFrozenFile(data)) return { refused: "shape" };
  try {
    canonical(data);
  } catch {
    return { refused: "text" };
  }
  if (misfitIn(data)) return { refused: "misfit" };
  return numberOf(data.paper) === data.paper.number ? { file: data } : { refused: "number" };
}

/**
 * A paper's number: 40 bits of the hash of all that a learner sees.
 * @param {Omit<FrozenPaper, "number">} paper
 */
export function numberOf(paper) {
  const seen = { ...paper, number: undefined };
  delete seen.number;
  return base32(sha256(utf8(canonical(seen))), 8);
}
