/* All that came in, read: what counts, and what is wrong, in the order in which it came. The same as
   `quiz/exams/collecting.py`. */

import { decode, faultOf } from "./line.js";
import { pasted } from "./pasted.js";

/** @import { Fault, Head, Reading, Seats } from "./lines.js" */
/** @import { FrozenPaper } from "./types.js" */

/**
 * Reads a paste, or several joined by line breaks. Throws PasteTooLong. `readings` has each line once; of a person with
 * several lines all are there, and told as `second`.
 * @param {string} text
 * @param {FrozenPaper} paper
 * @param {Seats | null} seats
 */
export function collect(text, paper, seats = null) {
  /** @type {Map<string, Reading>} */
  const known = new Map();
  /** @type {Set<string>} */
  const people = new Set();
  /** @type {Fault[]} */
  const faults = [];
  for (const piece of pasted(text, [paper.number])) {
    const found = piece.isWhole ? decode(piece.text, paper, seats) : faultOf("damaged", piece.text);
    if (found.fault !== undefined) faults.push(found);
    else if (known.has(found.text)) faults.push(faultOf("copied", found.text, whoIs(found.head)));
    else {
      if (people.has(ownerOf(found.head))) faults.push(faultOf("second", found.text, whoIs(found.head)));
      known.set(found.text, found);
      people.add(ownerOf(found.head));
    }
  }
  return { readings: [...known.values()], faults };
}

/**
 * Whose line it is, as far as the line says: two lines of one person have the same.
 * @param {Head} head
 */
export function ownerOf({ seat, name, staff_number }) {
  return seat ? String(seat) : `${staff_number || name}/`;
}

/** @param {Head} head */
function whoIs({ seat, name, staff_number }) {
  return { seat, name, staff_number };
}
