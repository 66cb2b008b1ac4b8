/* Chance that can be repeated: the same seed gives the same draws here and in Python (`quiz/chance.py`). */

/**
 * FNV-1a of a text's UTF-8 bytes, 32 bits.
 * @param {string} text
 */
export function hash32(text) {
  let value = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) value = Math.imul(value ^ byte, 0x01000193);
  return value >>> 0;
}

/** A repeatable source of small integers (mulberry32). */
export class Chance {
  /** @param {string} seed */
  constructor(seed) {
    this.state = hash32(seed);
  }

  /**
   * A number from 0 to limit - 1.
   * @param {number} limit
   */
  below(limit) {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), this.state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) * limit) / 4294967296);
  }

  /**
   * The items in another order (Fisher and Yates).
   * @template T
   * @param {readonly T[]} items
   */
  shuffled(items) {
    const mixed = [...items];
    for (let last = mixed.length - 1; last > 0; last--) {
      const other = this.below(last + 1);
      [mixed[last], mixed[other]] = [mixed[other], mixed[last]];
    }
    return mixed;
  }
}
