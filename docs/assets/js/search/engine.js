/* The search itself: no page, no network. Node runs it, too. */

import { Amounts } from "./amounts.js";
import { isNear } from "./english.js";
import { Library } from "./library.js";
import { Query } from "./query.js";
import { HAN } from "./text.js";

/**
 * @typedef {{place: number, score: number}} Result a clause by its place in the index
 * @typedef {{library: Library, amounts: Amounts, emptyHan: Set<string>, emptyWords: Set<string>, emptySounds: Set<string>, known: Set<string>}} Tools
 *   `emptySounds`: what the words that say little sound like
 */

const LONGEST_QUERY = 160; // signs of a query; the rest of a pasted text is passed over
const MUST_KNOW = 1.12;
const WHOLE = 5; // the whole query is this name
const NEARLY = 3; // it sounds or is spelt nearly like it
const BEGUN = 1; // it begins with the query
const LONGEST_SOUNDED = 8; // characters of a name that somebody may spell whole
const SHORTEST_MISSPELT = 5; // letters
const TWO_SLIPS = 10; // letters from which two slips are forgiven
const CHAPTER = 50;
const CLAUSE = 10000;
const LEAST = 0.06; // of the best, so much at least is shown
const FEWEST = 3; // shown in any case
/** Below this the best is no more than a guess. */
export const UNSURE = 16;

export class Engine {
  /**
   * @param {import("./types.js").SearchIndex} index
   * @param {import("./types.js").SearchLanguage} language
   */
  constructor(index, language) {
    this.index = index;
    this.language = language;
    this.library = new Library(index, language);
    this.amounts = new Amounts(language);
    this.withoutCourtesies = courtesyTaker(language.courtesies);
    /** @type {Map<string, string>} what names sound like, once it was asked */
    this.sounds = new Map();
    /** @type {Tools} */
    this.tools = {
      library: this.library,
      amounts: this.amounts,
      emptyHan: new Set(language.empty.zh),
      emptyWords: new Set(language.empty.en),
      emptySounds: new Set(language.empty.zh.map((each) => this.library.sounds.read(each).join(" "))),
      known: new Set(),
    };
  }

  /** Makes it ready, in slices; the engine answers after the last. What `finishing` does is done when it is needed. */
  *preparing() {
    yield* this.library.laying();
    const { known, emptyHan } = this.tools;
    for (const [name] of this.library.names)
      if (name.length > 1 && HAN.test(name) && !emptyHan.has(name)) known.add(name);
  }

  /** What is left to do, in slices, so that no query has to wait for it. */
  finishing() {
    return this.library.layingSounds;
  }

  /** Makes it ready at once. */
  prepare() {
    const steps = this.preparing();
    while (!steps.next().done);
    return this;
  }

  /**
   * A query as it is compared.
   * @param {string} query
   */
  fold(query) {
    return this.library
      .fold(query.slice(0, 2 * LONGEST_QUERY))
      .trim()
      .slice(0, LONGEST_QUERY);
  }

  /**
   * The clauses that fit a query, the best first.
   * @param {string} query
   * @param {number} most
   * @returns {Result[]}
   */
  search(query, most = 10) {
    const asked = this._query(this.fold(query));
    const { text } = asked;
    if (!text) return [];
    const scores = asked.run();
    this._addNames(text, scores);
    if (scores.every((score) => !score)) this._addMisspelt(text, scores);
    this._addNumbers(text, scores);
    /** @type {Result[]} */
    const results = [];
    scores.forEach((score, place) => {
      if (score > 0) results.push({ place, score: this.index.clauses[place].m ? score * MUST_KNOW : score });
    });
    results.sort((a, b) => b.score - a.score || a.place - b.place);
    const best = results.find(({ score }) => score < CLAUSE);
    return results
      .filter(({ score }, rank) => rank < FEWEST || score >= (best ? best.score : 0) * LEAST)
      .slice(0, most);
  }

  /**
   * What is asked, without the courtesies around it where something is left.
   * @param {string} text
   */
  _query(text) {
    const bare = new Query(this.withoutCourtesies(text), this.tools);
    return bare.saysSomething() ? bare : new Query(text, this.tools);
  }

  /**
   * A name that is the whole query, or begins with it, by its characters or its sound.
   * @param {string} text
   * @param {Float64Array} scores
   */
  _addNames(text, scores) {
    const whole = text.replace(/\s+/g, "");
    const sound = lettersOf(text);
    const isTelling = whole.length > (HAN.test(whole) ? 1 : 3);
    this._addFitting(scores, (name) => {
      const written = writtenLike(name, whole, isTelling);
      return written === WHOLE || !sound ? written : likeSound(this._sound(name), sound) || written;
    });
  }

  /**
   * A name whose sound is nearly what was typed: where nothing else is found.
   * @param {string} text
   * @param {Float64Array} scores
   */
  _addMisspelt(text, scores) {
    const sound = lettersOf(text);
    if (sound.length < SHORTEST_MISSPELT) return;
    const most = sound.length < TWO_SLIPS ? 1 : 2;
    this._addFitting(scores, (name) => (isNear(this._sound(name), sound, most) ? NEARLY : 0));
  }

  /**
   * Counts names for their clauses; of each clause the best.
   * @param {Float64Array} scores
   * @param {(name: string) => number} fits how well a name fits
   */
  _addFitting(scores, fits) {
    /** @type {Map<number, number>} */
    const best = new Map();
    for (const [name, owner, weight] of this.library.names) {
      const how = fits(name);
      if (!how) continue;
      for (const [clause, share] of this.library.clausesOf(owner)) {
        best.set(clause, Math.max(best.get(clause) || 0, how * (owner < 0 ? share : weight)));
      }
    }
    for (const [clause, more] of best) scores[clause] += more;
  }

  /**
   * The sound of a short name in letters; empty where it has none.
   * @param {string} name
   */
  _sound(name) {
    let sound = this.sounds.get(name);
    if (sound === undefined) {
      sound = name.length > LONGEST_SOUNDED || !HAN.test(name) ? "" : this.library.sounds.read(name).join("");
      this.sounds.set(name, sound);
    }
    return sound;
  }

  /**
   * The clause or the chapter that the query names by its number.
   * @param {string} text
   * @param {Float64Array} scores
   */
  _addNumbers(text, scores) {
    const number = this.amounts.clauseIn(text);
    const chosen = number ? this.index.clauses.findIndex((each) => each.n === number) : -1;
    if (chosen >= 0) scores[chosen] += CLAUSE;
    const chapter = chosen >= 0 ? 0 : this.amounts.chapterIn(text);
    if (!chapter) return;
    this.index.clauses.forEach((each, place) => {
      if (each.n.startsWith(`${chapter}.`)) scores[place] += CHAPTER;
    });
  }
}

/**
 * What takes courtesies from around a text. Behind a word such as "say" they are what is asked for.
 * @param {import("./types.js").Courtesies} words the longer ones stand before what they begin with
 * @returns {(text: string) => string}
 */
function courtesyTaker({ before, after, asked }) {
  const any = (/** @type {string[]} */ words) => `(?:${words.join("|")})`;
  const begun = new RegExp(`^(?:${any(before)}(?![a-z])[^\\p{L}\\d]*)+`, "u");
  const ended = new RegExp(`(?:(?:^|[^a-z])${any(after)}(?![a-z])[^\\p{L}\\d]*)+$`, "u"); // with the sign before it
  const isAsked = new RegExp(`${any(asked)}$`);
  return (text) => {
    const left = text.replace(begun, "");
    const at = left.search(ended);
    return at < 0 || isAsked.test(left.slice(0, at + 1).trimEnd()) ? left : left.slice(0, at + 1).trimEnd();
  };
}

/**
 * A query that is all letters, as it may be spelt by sound; empty where it is not, or is too short to tell.
 * @param {string} text
 */
function lettersOf(text) {
  const letters = text.replace(/[\s'’]/g, "");
  return /^[a-z]{4,}$/.test(letters) ? letters : "";
}

/**
 * How well a sound fits letters that may be its beginning.
 * @param {string} sound
 * @param {string} letters
 */
function likeSound(sound, letters) {
  if (!sound.startsWith(letters)) return 0;
  return sound === letters ? WHOLE : BEGUN;
}

/**
 * How well a name fits what was typed.
 * @param {string} name
 * @param {string} whole
 * @param {boolean} isTelling whether it is long enough to be the beginning of a name
 */
function writtenLike(name, whole, isTelling) {
  if (name === whole) return WHOLE;
  return isTelling && name.startsWith(whole) ? BEGUN : 0;
}
