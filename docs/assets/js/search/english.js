/* English words: one form for all inflections, and words that were typed with a slip. */

/** @type {[RegExp, string][]} endings, each with what stands instead; the first that fits is taken */
const PLURALS = [
  [/iness$/, "y"],
  [/ness$/, ""],
  [/ies$/, "y"],
  [/(ss|x|ch|sh)es$/, "$1"],
  [/([^su])s$/, "$1"],
];
const PAST_OR_GOING_ON = /^(.*[aeiouy].*?)(?:ing|ed)$/;
const DOUBLED = /([^aeiouls])\1$/;
/** @type {[RegExp, number][]} endings with the least length of a word that may lose them */
const SUFFIXES = [
  [/al$/, 8],
  [/ment$/, 8],
  [/ation$/, 9],
  [/ly$/, 6],
];

/**
 * `appealing`, `appeals`, `appealed` → `appeal`. Not always a word, but the same for all its forms.
 * @param {string} word in small letters
 * @param {Map<string, string>} irregular
 */
export function stemOf(word, irregular) {
  const plain = word.replace(/['’]s?$/, "");
  let stem = irregular.get(plain) || plain;
  if (stem.length > 3) {
    const plural = PLURALS.find(
      ([ending]) => (stem.length > 4 || ending.source.startsWith("([^su]")) && ending.test(stem),
    );
    if (plural) stem = stem.replace(...plural);
  }
  if (stem.length > 4) stem = withoutSuffix(stem);
  return stem.length > 3 ? stem.replace(/e$/, "") : stem;
}

/** @param {string} stem */
function withoutSuffix(stem) {
  const begun = PAST_OR_GOING_ON.exec(stem);
  if (begun && begun[1].length >= 3) return DOUBLED.test(begun[1]) ? begun[1].slice(0, -1) : begun[1];
  const found = SUFFIXES.find(([ending, least]) => stem.length >= least && ending.test(stem));
  return found ? stem.replace(found[0], "") : stem;
}

/**
 * Whether two words differ by at most so many letters left out, put in, changed or swapped.
 * @param {string} a
 * @param {string} b
 * @param {number} most
 */
export function isNear(a, b, most) {
  if (Math.abs(a.length - b.length) > most) return false;
  /** @type {number[]} */
  let before = [];
  let last = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      row[j] = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        row[j] = Math.min(row[j], before[j - 2] + 1);
    }
    if (Math.min(...row) > most) return false;
    before = last;
    last = row;
  }
  return last[b.length] <= most;
}
