/* Which version the open windows are of. A worker is ended and begun again as the browser likes, so it is written down. */

import { openNotes, root } from "./store.js";

/** @import { Notes } from "./types.js" */

const PLACE = `${root}notes`;

/** @type {Promise<Notes> | null} */
let known = null;

/** @returns {Promise<Notes>} */
export async function readNotes() {
  const found = await (await openNotes()).match(PLACE);
  return found ? found.json() : { active: "", windows: {} };
}

/** The same, read once; for a worker in force, since nobody else writes then. */
export function notes() {
  known = known || readNotes();
  return known;
}

/**
 * Changes them; one change after the other.
 * @param {(before: Notes) => Promise<Notes> | Notes} change
 */
export function changeNotes(change) {
  known = notes().then(async (before) => {
    const after = await change(before);
    if (after !== before) await (await openNotes()).put(PLACE, new Response(JSON.stringify(after)));
    return after;
  });
  return known;
}
