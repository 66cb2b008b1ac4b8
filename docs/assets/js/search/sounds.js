/* Chinese by sound: characters as syllables without tones, and letters as the syllables that they may stand for. */

const LONGEST_SYLLABLE = 6; // letters of a syllable
const UNKNOWN = "?";

/**
 * @typedef {{syllables: Record<string, string>, readings: Record<string, string>}} Readings
 * @typedef {{whole: string[], begun: string}} Syllables `begun` is the last one where it is not finished
 */

export class Sounds {
  /** @param {Readings} readings */
  constructor({ syllables, readings }) {
    this.pairs = new Map(Object.entries(readings));
    this.begins = new Set([...this.pairs.keys()].map(([first]) => first));
    this.known = new Set(Object.keys(syllables));
    this.loose = new Set([...this.known].map(loosely));
    /** @type {Map<string, string>} */
    this.alone = new Map();
    for (const [syllable, characters] of Object.entries(syllables)) {
      for (const each of characters) this.alone.set(each, syllable);
    }
  }

  /**
   * The syllables of a run of characters.
   * @param {string} run
   */
  read(run) {
    const read = [];
    for (let i = 0; i < run.length; i++) read.push(this.alone.get(run[i]) || UNKNOWN);
    for (let i = 0; i + 1 < run.length; i++) {
      const together = this.begins.has(run[i]) && this.pairs.get(run.slice(i, i + 2));
      if (together) [read[i], read[i + 1]] = together.split(" ");
    }
    return read;
  }

  /**
   * Letters as the fewest syllables, spelt as they should be or, failing that, loosely; null where they are none.
   * @param {string} letters
   * @returns {Syllables | null}
   */
  split(letters) {
    const fewest = this._fewest(letters, (each) => this.known.has(each));
    const whole = fewest[letters.length];
    if (whole) return { whole, begun: "" };
    const loose = this._fewest(letters, (each) => this.loose.has(loosely(each)))[letters.length];
    if (loose) return { whole: loose, begun: "" };
    for (let i = letters.length - 1; i > 0; i--) {
      const before = fewest[i];
      if (before && this.begun(letters.slice(i)).length) return { whole: before, begun: letters.slice(i) };
    }
    const initials = /[^aeiou]{2,3}$/.exec(letters); // bingjiagz
    const before = initials && fewest[initials.index];
    return before && before.length > 1 ? { whole: before, begun: letters[initials.index] } : null;
  }

  /**
   * The syllables that begin with these letters.
   * @param {string} letters
   */
  begun(letters) {
    return letters.length < LONGEST_SYLLABLE ? [...this.known].filter((each) => each.startsWith(letters)) : [];
  }

  /**
   * The fewest syllables up to each place.
   * @param {string} letters
   * @param {(syllable: string) => boolean} isSyllable
   */
  _fewest(letters, isSyllable) {
    /** @type {(string[] | null)[]} */
    const fewest = [[], ...Array.from(letters, () => null)];
    fewest.forEach((here, at) => {
      for (let n = 1; here && n <= LONGEST_SYLLABLE && at + n <= letters.length; n++) {
        const syllable = letters.slice(at, at + n);
        const known = fewest[at + n];
        if (isSyllable(syllable) && (!known || here.length + 1 < known.length)) fewest[at + n] = [...here, syllable];
      }
    });
    return fewest;
  }
}

/** @type {Map<string, string>} */
const loosened = new Map();

/**
 * A syllable without what many do not tell apart: zh and z, ng and n, l and n.
 * @param {string} syllable
 */
export function loosely(syllable) {
  let loose = loosened.get(syllable);
  if (loose === undefined) {
    loose = syllable
      .replace(/^([zcs])h/, "$1")
      .replace(/^n(?!$)/, "l")
      .replace(/([aeio])ng$/, "$1n");
    loosened.set(syllable, loose);
  }
  return loose;
}
