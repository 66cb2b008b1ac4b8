/* Numbers that people read to each other, as in Python (`quiz/frozen/signs.py`). */

export const SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/**
 * The first signs of bytes, five bits a sign; there must be bits for them.
 * @param {Uint8Array} bytes
 * @param {number} count
 */
export function base32(bytes, count) {
  let [signs, held, bits] = ["", 0, 0];
  for (const byte of bytes) {
    held = (held << 8) | byte;
    bits += 8;
    for (; bits >= 5 && signs.length < count; bits -= 5) signs += SIGNS[(held >> (bits - 5)) & 31];
    held &= (1 << bits) - 1;
  }
  return signs;
}

/**
 * A paper's number as it is shown: `CVFX-BXNY`.
 * @param {string} number
 */
export function shownNumber(number) {
  return `${number.slice(0, 4)}-${number.slice(4)}`;
}
