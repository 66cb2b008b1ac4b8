/* One query against the library: what it is made of, and what each part adds to each clause. */

import { piecesOf } from "./text.js";

/** @typedef {import("./text.js").Piece} Piece */
/** @typedef {import("./amounts.js").Amount} Amount */

const SINGLE = 0.22; // a character alone
const WORD_ALONE = 0.6; // a word of one character, where no neighbour makes another word of it: 哭, 赔
const EMPTY = [1, 0.4, 0.1]; // a pair with none, one and two characters of words that say little
const IN_AMOUNT = 0.3;
const SAME_SOUND = 0.65;
const LIKE_SOUND = 0.45;
const EMPTY_WORD = 0.06;
const TOGETHER = 0.9; // two words that were typed without their space, where some clause has them side by side,
const STRANGERS = 0.35; // and where none has: pass word
const LONGEST_EMPTY = 5;
const LONGEST_KNOWN = 6;
const LONGEST_INITIALS = 6;

export class Query {
  /**
   * @param {string} text folded
   * @param {import("./engine.js").Tools} tools
   */
  constructor(text, { library, amounts, emptyHan, emptyWords, emptySounds, known }) {
    this.text = text;
    this.library = library;
    this.numbers = amounts;
    this.emptyHan = emptyHan;
    this.emptyWords = emptyWords;
    this.emptySounds = emptySounds;
    this.known = known;
    this.pieces = piecesOf(text);
    this.amounts = amounts.read(text);
    this.scores = new Float64Array(library.count);
  }

  /** The score of every clause. */
  run() {
    this._addAmounts();
    const spelled = this._addSpelled();
    this.pieces.forEach((piece, place) => {
      if (!spelled.has(piece)) this._add(piece, this.pieces[place - 1], this.pieces[place + 1]);
    });
    this._addPhrases();
    return this.scores;
  }

  /** Whether there is more to it than words that say little. */
  saysSomething() {
    return this.pieces.some(({ kind, text }) => {
      if (kind === "word") return !this.emptyWords.has(text);
      return kind === "number" || !this._empty(text).every(Boolean);
    });
  }

  /**
   * Counts a token for the clauses that have it; whether any has.
   * @param {string} token
   * @param {number} weight
   */
  hit(token, weight) {
    const found = this.library.find(token);
    const worth = weight * this.library.telling(found);
    for (const [clause, counts] of found) this.scores[clause] += worth * counts;
    return found.size > 0;
  }

  _addAmounts() {
    for (const amount of this.amounts) {
      const weight = amount.value === null ? 0.5 : 0.8;
      this.hit(`unit:${amount.unit}`, weight);
      this._addLikeDays(amount.unit, weight);
      if (amount.value === null) continue;
      this.hit(`amount:${amount.value} ${amount.unit}`, 0.8);
      for (const [unit, value] of this.numbers.converted(amount)) {
        this.hit(`amount:${value} ${unit}`, 0.8);
        this.hit(`unit:${unit}`, weight * 0.5);
      }
    }
    for (const unit of this.numbers.asked(this.text)) this.hit(`unit:${unit}`, 0.25);
  }

  /**
   * People say day for working day, and point for minute where Chinese has one word for both.
   * @param {string} unit
   * @param {number} weight
   */
  _addLikeDays(unit, weight) {
    if (unit === "day") this.hit("unit:working_day", weight * 0.6);
    if (unit === "working_day") this.hit("unit:day", weight * 0.4);
    if (unit === "point") this.hit("unit:minute", weight * 0.4);
  }

  /**
   * @param {Piece} piece
   * @param {Piece | undefined} before
   * @param {Piece | undefined} after
   */
  _add(piece, before, after) {
    if (piece.kind === "han") this._addHan(piece);
    else if (piece.kind === "number") this.hit(`word:${Number(piece.text)}`, this._inAmount(piece.from) ? 0.35 : 0.9);
    else
      this._addLetters(piece, touching(before, piece) ? before : undefined, touching(piece, after) ? after : undefined);
  }

  /** @param {Piece} piece */
  _addHan({ text, from }) {
    const read = this.library.sounds.read(text);
    let empty = this._empty(text);
    if (this.pieces.length === 1 && empty.every(Boolean)) empty = empty.map(() => 0);
    const isPaired = new Array(text.length).fill(false);
    for (let i = 0; i + 1 < text.length; i++) {
      const pair = { text: text.slice(i, i + 2), read: read.slice(i, i + 2), empty: empty[i] + empty[i + 1] };
      if (this._addPair(pair, this._inAmount(from + i) || this._inAmount(from + i + 1))) isPaired.fill(true, i, i + 2);
    }
    const isAll = text.length === 1 && this.pieces.length === 1;
    Array.from(text).forEach((each, i) => {
      if (this._inAmount(from + i)) return;
      this.hit(`han:${each}`, isAll ? 1 : empty[i] ? 0.02 : SINGLE);
      if (!isPaired[i] && !empty[i] && !isAll) this.hit(`han:|${each}|`, WORD_ALONE);
    });
  }

  /**
   * Counts two neighbours; whether any clause has them as they are written.
   * @param {{text: string, read: string[], empty: number}} pair
   * @param {boolean} inAmount
   */
  _addPair({ text, read, empty }, inAmount) {
    const weight = EMPTY[empty] * (inAmount ? IN_AMOUNT : 1);
    if (this.hit(`han:${text}`, weight)) return true;
    if (empty === 2 || inAmount || this.hit(`sound:${read.join(" ")}`, weight * SAME_SOUND) || empty) return false;
    this.hit(`loose:${read.join(" ")}`, weight * LIKE_SOUND);
    return false;
  }

  /**
   * Which characters belong to words that say little: 1, else 0. A word of the handbook is never one of them.
   * @param {string} run
   */
  _empty(run) {
    const empty = new Array(run.length).fill(0);
    for (let i = 0; i < run.length;) {
      const said = longest(run, i, LONGEST_KNOWN, 2, this.known);
      const little = said ? "" : longest(run, i, LONGEST_EMPTY, 1, this.emptyHan);
      empty.fill(1, i, i + little.length);
      i += (said || little).length || 1;
    }
    return empty;
  }

  /**
   * @param {Piece} piece
   * @param {Piece | undefined} before characters that it touches
   * @param {Piece | undefined} after
   */
  _addLetters({ text, to }, before, after) {
    const letters = text.replace(/['’]/g, "");
    const stem = this.library.stem(text);
    const isMixed = before || after;
    if (!isMixed && this.pieces.length > 1 && this.emptyWords.has(letters)) {
      this.hit(`word:${stem}`, EMPTY_WORD);
      return;
    }
    const isWord = this.hit(`word:${stem}`, 1);
    if (isMixed && !(isWord && letters.length > 2)) this._addMixed(letters, before, after);
    else if (!isMixed) this._addGuesses(letters, stem, isWord, to === this.text.length);
  }

  /**
   * What letters may be that stand alone: pinyin, initials, a word that is not finished, or one with a slip.
   * @param {string} letters
   * @param {string} stem
   * @param {boolean} isWord
   * @param {boolean} isLast
   */
  _addGuesses(letters, stem, isWord, isLast) {
    const isSound = this._addSound(letters, isWord);
    const isInitials = this._addInitials(letters, isWord);
    let isKnown = isWord || isSound || isInitials;
    const mayBeBegun = isLast ? letters.length > 1 : !isKnown && letters.length > 3;
    if (mayBeBegun && this._addBegun(letters, stem, isKnown ? 0.25 : 0.7)) isKnown = true;
    if (!isKnown && letters.length > 3 && !this._addParted(letters)) this._addNear(letters);
  }

  /**
   * Letters as pinyin. An English word is not taken for it but where it is short; on English pages, never.
   * @param {string} letters
   * @param {boolean} isWord
   */
  _addSound(letters, isWord) {
    if (isWord && (letters.length > 3 || this.library.index.lang === "en")) return false;
    const split = this.library.sounds.split(letters);
    return split !== null && this._addSyllables(split.whole, split.begun, isWord ? 0.3 : 1);
  }

  /**
   * @param {string} letters
   * @param {boolean} isWord
   */
  _addInitials(letters, isWord) {
    const most = isWord ? 3 : LONGEST_INITIALS;
    if (letters.length < 2 || letters.length > most) return false;
    if (this.hit(`initials:${letters}`, isWord ? 0.25 : 0.8)) return true;
    return !isWord && letters.length > 2 && this.hit(`begun:${letters}`, 0.5);
  }

  /**
   * @param {string} letters
   * @param {string} stem
   * @param {number} weight
   */
  _addBegun(letters, stem, weight) {
    const begun = [...this.library.vocabulary].filter((each) => each !== stem && each.startsWith(letters)).slice(0, 12);
    for (const each of begun) this.hit(`word:${each}`, (weight * letters.length) / each.length);
    return begun.length > 0;
  }

  /**
   * Two words without the space between them: sickleave, mypay. Whether they are.
   * @param {string} letters
   */
  _addParted(letters) {
    for (let at = letters.length - 2; at > 1; at--) {
      const parts = [letters.slice(0, at), letters.slice(at)];
      const telling = parts.filter((each) => !this.emptyWords.has(each)).map((each) => this.library.stem(each));
      if (!telling.length || !telling.every((each) => this.library.vocabulary.has(each))) continue;
      const belong = telling.length < 2 || this.hit(`word:${telling.join(" ")}`, 0.5);
      for (const each of telling) this.hit(`word:${each}`, belong ? TOGETHER : STRANGERS);
      return true;
    }
    return false;
  }

  /**
   * Words that were meant, as they are written or in their common form.
   * @param {string} word
   */
  _addNear(word) {
    let near = this.library.near(word, 1);
    let weight = 0.7;
    if (!near.length && word.length > 6) {
      near = this.library.near(word, 2);
      weight = 0.45;
    }
    for (const each of near) this.hit(`word:${each}`, weight / Math.sqrt(near.length));
  }

  /**
   * Letters beside characters: 年jia, chi到.
   * @param {string} letters
   * @param {Piece | undefined} before
   * @param {Piece | undefined} after
   */
  _addMixed(letters, before, after) {
    const { sounds } = this.library;
    const split = sounds.split(letters) || { whole: [], begun: letters };
    const left = before ? sounds.read(before.text.slice(-1)) : [];
    const right = after && !split.begun ? sounds.read(after.text.slice(0, 1)) : [];
    if (!this._addSyllables([...left, ...split.whole, ...right], split.begun, 0.9)) this._addInitials(letters, false);
  }

  /**
   * @param {string[]} syllables
   * @param {string} begun
   * @param {number} weight
   */
  _addSyllables(syllables, begun, weight) {
    let any = false;
    const empty = this._emptySounds(syllables);
    for (let i = 0; i + 1 < syllables.length; i++) {
      const pair = syllables.slice(i, i + 2).join(" ");
      any = this._hitPair(pair, weight * EMPTY[empty[i] + empty[i + 1]]) || any;
    }
    const last = syllables[syllables.length - 1];
    if (begun && last) {
      for (const each of this.library.sounds.begun(begun)) any = this.hit(`sound:${last} ${each}`, weight * 0.6) || any;
    }
    if (syllables.length === 1 && !begun) any = this.hit(`first:${last}`, weight * 0.6) || any;
    return any;
  }

  /**
   * @param {string} pair two syllables
   * @param {number} weight
   */
  _hitPair(pair, weight) {
    return (
      this.hit(`sound:${pair}`, weight) || this.hit(`loose:${pair}`, weight * 0.6) || this.hit(`text:${pair}`, weight)
    );
  }

  /**
   * Which syllables sound like words that say little: 1, else 0. Two that together sound like a name are never among them.
   * @param {string[]} syllables
   */
  _emptySounds(syllables) {
    const empty = new Array(syllables.length).fill(0);
    if (syllables.length < 3) return empty;
    const spoken = (/** @type {number} */ from, /** @type {number} */ n) => syllables.slice(from, from + n).join(" ");
    for (let i = 0; i < syllables.length;) {
      let n = Math.min(LONGEST_EMPTY, syllables.length - i);
      while (n && !this.emptySounds.has(spoken(i, n))) n--;
      empty.fill(1, i, i + n);
      i += n || 1;
    }
    for (let i = 0; i + 1 < syllables.length; i++) {
      if (this.library.find(`name:${spoken(i, 2)}`).size) empty.fill(0, i, i + 2);
    }
    return empty;
  }

  /** Pinyin with spaces, fa kuan zen me suan: found as one run of syllables. Gives the pieces that it was. */
  _addSpelled() {
    /** @type {Set<Piece>} */
    const spelled = new Set();
    const read = this.pieces.map((piece) => this._syllablesOf(piece));
    for (let from = 0; from < read.length; from++) {
      let to = from;
      while (read[to] && (to === from || !read[to - 1]?.begun)) to++; // only the last may be unfinished
      const run = read.slice(from, to);
      const begun = run[run.length - 1]?.begun || "";
      if (
        run.length < 2 ||
        !this._addSyllables(
          run.flatMap((each) => each?.whole || []),
          begun,
          0.9,
        )
      )
        continue;
      this.pieces.slice(from, to).forEach((each) => spelled.add(each));
      from = to - 1;
    }
    return spelled;
  }

  /**
   * The syllables that a word is made of; null where it may be English.
   * @param {Piece} piece
   */
  _syllablesOf({ kind, text }) {
    if (kind !== "word") return null;
    const { index, vocabulary, sounds } = this.library;
    const isEnglish =
      index.lang === "en" ? this.emptyWords.has(text) : text.length > 3 && vocabulary.has(this.library.stem(text));
    return isEnglish ? null : sounds.split(text.replace(/['’]/g, ""));
  }

  /** Two English words that stand side by side say more than each alone: pay cut. */
  _addPhrases() {
    const stems = this.library.stemsOf(this.text);
    for (let i = 0; i + 1 < stems.length; i++) this.hit(`word:${stems[i]} ${stems[i + 1]}`, 0.5);
  }

  /** @param {number} at */
  _inAmount(at) {
    return this.amounts.some((each) => at >= each.from && at < each.to);
  }
}

/**
 * @param {Piece | undefined} left
 * @param {Piece | undefined} right
 */
function touching(left, right) {
  return Boolean(left && right && left.to === right.from && (left.kind === "han" || right.kind === "han"));
}

/**
 * The longest of the words that begins at a place; empty where none does.
 * @param {string} run
 * @param {number} at
 * @param {number} most
 * @param {number} least
 * @param {Set<string>} words
 */
function longest(run, at, most, least, words) {
  for (let n = Math.min(most, run.length - at); n >= least; n--) {
    if (words.has(run.slice(at, at + n))) return run.slice(at, at + n);
  }
  return "";
}
