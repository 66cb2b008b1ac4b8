/* Numbers in what people type: amounts with their units, and the numbers of clauses. */

/**
 * @typedef {{unit: string, words: string[], before_none_of?: string[]}} Unit
 * @typedef {{digits: Record<string, number>, powers: Record<string, number>, half: string, spelled: Record<string, number>,
 *   piece: string, unknown: string[], units: Unit[], measures: Record<string, number>[], first: string, chapter: string[],
 *   clause: string[], asks_amount: {words: string[], units: string[]}[]}} NumberWords
 * @typedef {{unit: string, value: number | null, from: number, to: number}} Amount `value` is null where it is asked for
 */

export class Amounts {
  /** @param {NumberWords} words */
  constructor(words) {
    this.words = words;
    const chinese = Object.keys({ ...words.digits, ...words.powers }).join("");
    const spelled = Object.keys(words.spelled).join("|");
    this.number = `\\d+(?:[.,]\\d+)*|${words.half}|${spelled}|[${chinese}]+`;
    this.patterns = words.units.map((unit) => ({ unit: unit.unit, pattern: this._pattern(unit) }));
    const number = `(\\d+|[${chinese}]+)`;
    const [chapters, clauses] = [words.chapter, words.clause].map((each) => each.map(escaped).join("|"));
    this.inChapter = new RegExp(`${number}\\s*(?:${chapters})\\s*${words.first}?${number}\\s*(?:${clauses})`);
    this.chapterFirst = new RegExp(`(?:${chapters})\\s*(\\d+)\\W*(?:${clauses})\\s*(\\d+)`);
    this.dotted = /(?:^|[^\d.])(\d{1,2})\s*[.。、-]\s*(\d{1,2})(?![\d.])/;
    this.dottedAlone = /^(\d{1,2})\s*[.。、-]\s*(\d{1,2})$/;
    this.hasClause = new RegExp(clauses);
    this.chapterOnly = new RegExp(`${number}\\s*(?:${words.chapter[0]})|(?:${chapters})\\s*(\\d+)`);
  }

  /**
   * The amounts of a folded text, none of them overlapping.
   * @param {string} text
   * @returns {Amount[]}
   */
  read(text) {
    /** @type {Amount[]} */
    const found = [];
    for (const { unit, pattern } of this.patterns) {
      for (const match of text.matchAll(pattern)) {
        const from = match.index ?? 0;
        const to = from + match[0].length;
        const isFree = found.every((other) => from >= other.to || to <= other.from);
        const value = this.words.unknown.includes(match[1]) ? null : this.numberOf(match[1], match[2] || match[3]);
        if (isFree && !Number.isNaN(value)) found.push({ unit, value, from, to });
      }
    }
    return found;
  }

  /**
   * The units that a text asks for without a number: `how long`.
   * @param {string} text
   */
  asked(text) {
    return this.words.asks_amount
      .filter(({ words }) => words.some((each) => text.includes(each)))
      .flatMap(({ units }) => units);
  }

  /**
   * The same amount in the other units of its measure.
   * @param {Amount} amount
   * @returns {[string, number][]}
   */
  converted({ unit, value }) {
    const measure = this.words.measures.find((each) => unit in each);
    if (!measure || value === null) return [];
    return Object.entries(measure)
      .filter(([other]) => other !== unit)
      .map(([other, size]) => [other, (value * measure[unit]) / size]);
  }

  /**
   * 12, 1,000, 十二, 一百二十, 半; NaN where it is no number.
   * @param {string} digits
   * @param {string | undefined} half
   */
  numberOf(digits, half = undefined) {
    const more = half ? 0.5 : 0;
    if (digits === this.words.half) return 0.5;
    if (digits in this.words.spelled) return this.words.spelled[digits] + more;
    return (/^\d/.test(digits) ? Number(digits.replace(/,/g, "")) : this._chinese(digits)) + more;
  }

  /**
   * The clause that a text names: `7.2` of 第七章第二条, 7章2条, clause 7.2; empty where it names none.
   * @param {string} text
   */
  clauseIn(text) {
    const found = this.inChapter.exec(text) || this.chapterFirst.exec(text) || this._dotted(text);
    return found ? `${this.numberOf(found[1])}.${this.numberOf(found[2])}` : "";
  }

  /**
   * The chapter that a text names; 0 where it names none.
   * @param {string} text
   */
  chapterIn(text) {
    const found = this.chapterOnly.exec(text);
    return found ? this.numberOf(found[1] || found[2]) : 0;
  }

  /** @param {string} text */
  _dotted(text) {
    return this.dottedAlone.exec(text) || (this.hasClause.test(text) ? this.dotted.exec(text) : null);
  }

  /** @param {string} characters */
  _chinese(characters) {
    let total = 0;
    let digit = NaN;
    for (const each of characters) {
      const power = this.words.powers[each];
      if (power) {
        total += (Number.isNaN(digit) ? 1 : digit) * power;
        digit = NaN;
      } else if (Number.isNaN(digit)) digit = this.words.digits[each];
      else return NaN; // two digits side by side: a year or a number of something
    }
    return total + (Number.isNaN(digit) ? 0 : digit);
  }

  /** @param {Unit} unit */
  _pattern({ words, before_none_of: others = [] }) {
    const units = [...words]
      .sort((a, b) => b.length - a.length)
      .map(word)
      .join("|");
    const unknown = this.words.unknown.map(escaped).join("|");
    const { half, piece } = this.words;
    const not = others.length ? `(?!${others.join("|")})` : "";
    return new RegExp(`(${this.number}|${unknown})\\s*${piece}?(${half})?(?:${units})(${half})?${not}`, "g");
  }
}

/** @param {string} text */
function word(text) {
  return /[a-z]$/.test(text) ? `${escaped(text)}(?![a-z])` : escaped(text);
}

/** @param {string} text */
function escaped(text) {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
