/* The handbook laid out for searching: texts, sounds and amounts, each knowing its clause and how much it counts there. */

import { isNear, stemOf } from "./english.js";
import { loosely, Sounds } from "./sounds.js";
import { Stretches } from "./stretches.js";
import { HAN, makeFold, piecesOf } from "./text.js";

/** @import { ClauseEntry, SearchIndex, SearchLanguage, TermEntry } from "./types.js" */

/**
 * @typedef {Map<number, number>} Found how much each clause has of what was looked for
 */

const WEIGHTS = { title: 8, word: 7, term: 6, other: 5, alias: 5.5, amount: 3, section: 2.6, text: 2.5, chapter: 1.2 };
const AMOUNT = 7;
const UNIT = 5;
const SYNONYM = 0.6; // what a synonym counts of the word that it stands for,
const LEAST_SYNONYM = 4; // and at least
const OTHERS = 0.12; // what the other places of a word in a clause add to its best
const LONGEST_NAME = 6; // characters that are abbreviated by their initials
const SLICE = 100; // clauses laid at a time
const TEXTS = 500; // laid by their sound at a time
const BY_SOUND = ["sound", "loose", "name", "text", "first", "initials", "begun"];
const REMEMBERED = 4000;
const RUN = /[\u3400-\u9fff]+/g; // of characters
const FIRST_SOUND = 0xe000; // private use: a character a syllable

/** A token is a kind and what is looked for: `han:迟到`, `sound:chi dao`, `word:late`, `unit:minute`, `amount:20 CNY`. */
export class Library {
  /**
   * @param {SearchIndex} index
   * @param {SearchLanguage} language
   */
  constructor(index, language) {
    this.index = index;
    this.count = index.clauses.length;
    this.fold = makeFold(language.fold);
    this.sounds = new Sounds(language);
    this.irregular = new Map(Object.entries(language.irregular));
    this.synonyms = Object.entries(language.synonyms);
    this.chars = new Stretches();
    this.sounded = new Stretches();
    this.looselySounded = new Stretches();
    this.soundedText = new Stretches();
    this.initials = new Stretches();
    this.stems = new Stretches();
    /** @type {Map<string, Found>} */
    this.amounts = new Map();
    /** @type {[string, number, number][]} words and names as they stand, with their owner and weight */
    this.names = [];
    /** @type {Set<string>} words in their common forms */
    this.vocabulary = new Set();
    /** @type {Map<string, string>} */
    this.codes = new Map();
    /** @type {Map<string, string>} */
    this.stemmed = new Map();
    /** @type {Map<string, Found>} */
    this.remembered = new Map();
    /** @type {[Stretches, string, number, number][]} texts that are still to be laid by their sound */
    this.unsounded = [];
    this.layingSounds = this._layingSounds();
  }

  /**
   * Lays everything out but the sounds, some clauses at a time, so that a slow device can draw in between. `layingSounds`
   * are the steps for these: most queries need none, and the first that does takes all the steps that are left.
   */
  *laying() {
    for (let from = 0; from < this.count; from += SLICE) {
      const to = Math.min(from + SLICE, this.count);
      for (let place = from; place < to; place++) this._layClause(this.index.clauses[place], place);
      yield to;
    }
    for (const term of this.index.terms) term.d.forEach((clause, rank) => this._layTerm(term, clause, rank));
    this.synonyms.forEach(([meant, said], group) => {
      for (const each of said) this._layName(this.fold(each), -1 - group, 1);
      this._layName(this.fold(meant), -1 - group, 1, false); // it may stand in running text alone, without its sound
    });
    this.chars.close();
    this.stems.close();
  }

  *_layingSounds() {
    for (let from = 0; from < this.unsounded.length; from++) {
      const [stretches, text, owner, weight] = this.unsounded[from];
      for (const [run] of text.matchAll(RUN)) this._laySound(stretches, run, owner, weight);
      if (from % TEXTS === TEXTS - 1) yield from;
    }
    this.unsounded = [];
    for (const each of [this.sounded, this.looselySounded, this.soundedText, this.initials]) each.close();
  }

  /**
   * Where a token stands; an empty map where it stands nowhere.
   * @param {string} token
   */
  find(token) {
    const known = this.remembered.get(token);
    if (known) return known;
    if (this.remembered.size > REMEMBERED) this.remembered.clear();
    /** @type {Found} */
    const found = new Map();
    this.remembered.set(token, found); // first, so that synonyms of synonyms end
    const colon = token.indexOf(":");
    const kind = token.slice(0, colon);
    if (BY_SOUND.includes(kind)) while (!this.layingSounds.next().done);
    this._find(kind, token.slice(colon + 1), found);
    return found;
  }

  /**
   * How telling a token is: the fewer clauses have it, the more.
   * @param {Found} found
   */
  telling(found) {
    return found.size ? Math.log(1 + (this.count - found.size + 0.5) / (found.size + 0.5)) : 0;
  }

  /**
   * The words of a folded text in their common forms.
   * @param {string} text
   */
  stemsOf(text) {
    return piecesOf(text)
      .filter(({ kind }) => kind !== "han")
      .map((piece) => (piece.kind === "number" ? String(Number(piece.text)) : this.stem(piece.text)));
  }

  /** @param {string} word */
  stem(word) {
    let stem = this.stemmed.get(word);
    if (stem === undefined) this.stemmed.set(word, (stem = stemOf(word, this.irregular)));
    return stem;
  }

  /**
   * The common forms of the words that differ from one by so many letters, as it is written or in its common form.
   * @param {string} word
   * @param {number} most
   */
  near(word, most) {
    const stem = this.stem(word);
    const written = [...this.stemmed].filter(([each, its]) => this.vocabulary.has(its) && isNear(word, each, most));
    const stems = [...this.vocabulary].filter((each) => isNear(stem, each, most));
    return [...new Set([...written.map(([, its]) => its), ...stems])];
  }

  /**
   * The clauses of an owner, each with its share: itself, or those that have what a synonym stands for.
   * @param {number} owner
   * @returns {Iterable<[number, number]>}
   */
  clausesOf(owner) {
    if (owner >= 0) return [[owner, 1]];
    const meant = this.fold(this.synonyms[-1 - owner][0]);
    const found = this.find(HAN.test(meant) ? `han:${meant}` : `word:${this.stemsOf(meant).join(" ")}`);
    return [...found].map(([clause, weight]) => [clause, Math.max(weight * SYNONYM, LEAST_SYNONYM)]);
  }

  /**
   * @param {string} kind
   * @param {string} what
   * @param {Found} found
   */
  _find(kind, what, found) {
    const visit = (/** @type {number} */ owner, /** @type {number} */ weight, /** @type {number} */ share) => {
      for (const [clause, counts] of this.clausesOf(owner))
        mix(found, clause, owner < 0 ? counts * share ** 2 : weight);
    };
    if (kind === "han") this.chars.find(what, visit);
    else if (kind === "sound") this.sounded.find(this._coded(what.split(" ")), visit);
    else if (kind === "loose") this.looselySounded.find(this._coded(what.split(" ").map(loosely)), visit);
    else if (kind === "text") this.soundedText.find(this._coded(what.split(" ")), visit);
    else if (kind === "name") this.sounded.find(`|${this._coded(what.split(" "))}|`, visit);
    else if (kind === "first") this.sounded.find(`|${this._coded([what])}`, visit);
    else if (kind === "initials") this.initials.find(`|${what}|`, visit);
    else if (kind === "begun") this.initials.find(`|${what}`, visit);
    else if (kind === "word") this.stems.find(` ${what} `, visit);
    else for (const [clause, weight] of this.amounts.get(`${kind}:${what}`) || []) mix(found, clause, weight);
  }

  /**
   * @param {ClauseEntry} entry
   * @param {number} place
   */
  _layClause(entry, place) {
    const [chapter, section] = this.index.sections[entry.s];
    this._layName(this.fold(entry.t), place, WEIGHTS.title);
    for (const each of entry.k) this._layName(this.fold(each), place, WEIGHTS.word);
    for (const each of entry.o) this._layName(this.fold(each), place, WEIGHTS.other);
    this._layName(this.fold(section), place, WEIGHTS.section, false);
    for (const each of entry.p) this._lay(this.fold(each), place, WEIGHTS.amount);
    this._lay(this.fold(this.index.chapters[chapter][2]), place, WEIGHTS.chapter);
    this._layText(this.fold(entry.x), place);
    for (const [unit, value] of entry.q || []) {
      this._note(`unit:${unit}`, place, UNIT);
      this._note(`amount:${value} ${unit}`, place, AMOUNT);
    }
  }

  /**
   * @param {TermEntry} term
   * @param {number} clause
   * @param {number} rank the clause's place among those of the term
   */
  _layTerm(term, clause, rank) {
    const share = (term.d.length > 2 ? 0.8 : 1) * (rank ? 0.9 : 1);
    this._layName(this.fold(term.t), clause, WEIGHTS.term * share);
    for (const each of [...term.k, ...term.o]) this._layName(this.fold(each), clause, WEIGHTS.alias * share);
  }

  /**
   * A title, a word or a heading: it is found by its sound as well.
   * @param {string} name folded
   * @param {number} owner
   * @param {number} weight
   * @param {boolean} isWhole whether somebody may type it as it is
   */
  _layName(name, owner, weight, isWhole = true) {
    this._lay(name, owner, weight);
    if (isWhole) this.names.push([name.replace(/\s/g, ""), owner, weight]);
    this.unsounded.push([this.sounded, name, owner, weight]);
  }

  /**
   * Running text: its sounds lie apart and are asked only where no name has them.
   * @param {string} text folded
   * @param {number} place
   */
  _layText(text, place) {
    this._lay(text, place, WEIGHTS.text);
    this.unsounded.push([this.soundedText, text, place, WEIGHTS.text]);
  }

  /**
   * A run of characters by its sound; of names, by what is nearly the sound and by its initials as well.
   * @param {Stretches} stretches
   * @param {string} run
   * @param {number} owner
   * @param {number} weight
   */
  _laySound(stretches, run, owner, weight) {
    const read = this.sounds.read(run);
    stretches.lay(this._coded(read), owner, weight);
    if (stretches !== this.sounded) return;
    this.looselySounded.lay(this._coded(read.map(loosely)), owner, weight);
    const isShort = run.length > 1 && run.length <= LONGEST_NAME;
    if (isShort) this.initials.lay(read.map((each) => each[0]).join(""), owner, weight * (run.length < 5 ? 1 : 0.6));
  }

  /**
   * @param {string} text folded
   * @param {number} owner
   * @param {number} weight
   */
  _lay(text, owner, weight) {
    const stems = /[a-z\d]/.test(text) ? this.stemsOf(text) : [];
    for (const each of stems) if (each.length > 2) this.vocabulary.add(each);
    if (stems.length) this.stems.lay(` ${stems.join(" ")} `, owner, weight);
    if (HAN.test(text)) this.chars.lay(text, owner, weight);
  }

  /**
   * @param {string} token
   * @param {number} place
   * @param {number} weight
   */
  _note(token, place, weight) {
    let found = this.amounts.get(token);
    if (!found) this.amounts.set(token, (found = new Map()));
    mix(found, place, weight);
  }

  /**
   * Syllables as a character each.
   * @param {string[]} syllables
   */
  _coded(syllables) {
    let coded = "";
    for (const each of syllables) {
      let code = this.codes.get(each);
      if (code === undefined) this.codes.set(each, (code = String.fromCharCode(FIRST_SOUND + this.codes.size)));
      coded += code;
    }
    return coded;
  }
}

/**
 * The best place of a clause, and a little of the others: many words must not win over the right one.
 * @param {Found} found
 * @param {number} clause
 * @param {number} weight
 */
function mix(found, clause, weight) {
  const before = found.get(clause) || 0;
  found.set(clause, Math.max(before, weight) + Math.min(before, weight) * OTHERS);
}
