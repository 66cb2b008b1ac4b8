/* The letters of choices on paper. */

/** @param {number} place */
export function letterOf(place) {
  return "ABCDEFGH"[place];
}
