/* One answer in a line: how each kind of question is written in bits, and read. The sameList as `quiz/exams/answers.py`,
   which says what an answer is. */

import { Unfit, bitWidth } from "./bits.js";

/** @import { BitReader, BitWriter } from "./bits.js" */
/** @import { Given } from "./lines.js" */
/** @import { FrozenQuestion } from "./types.js" */

export const LONGEST_NUMBER = 15; // signs
const NUMBER_SIGNS = "0123456789.-";
const SIGN_BITS = 4; // bits
const NUMBER_END = 15; // what stands behind the last one
const DECIMAL = /^-?[0-9]+(\.[0-9]+)?$/;

/**
 * @typedef {object} Form
 * @property {(bits: BitWriter, question: FrozenQuestion, given: any) => void} put
 * @property {(bits: BitReader, question: FrozenQuestion) => Given} take
 * @property {(question: FrozenQuestion) => number} most the bits of the longest
 */

/** @type {Record<FrozenQuestion["kind"], Form>} */
const ANSWER_FORMS = {
  single: { put: putPlace, take: takePlace, most: placeBits },
  true_false: {
    put(bits, _, given) {
      mustFit(given === null || typeof given === "boolean");
      bits.put(given === null ? 0 : given ? 1 : 2, 2);
    },
    take(bits) {
      const value = bits.take(2);
      mustFit(value <= 2);
      return value ? value === 1 : null;
    },
    most: () => 2,
  },
  multiple: {
    put(bits, question, given) {
      const places = placesOf(question);
      const ticked = given || [];
      mustFit(
        given === null ||
          (ticked.length > 0 &&
            sameList(
              ticked,
              places.filter((place) => ticked.includes(place)),
            )),
      );
      for (const place of places) bits.put(ticked.includes(place) ? 1 : 0, 1);
    },
    take(bits, question) {
      const ticked = placesOf(question).filter(() => bits.take(1));
      return ticked.length ? ticked : null;
    },
    most: (question) => placesOf(question).length,
  },
  numeric: {
    put(bits, _, given) {
      mustFit(given === null || isDecimal(given));
      for (const digit of given || "") bits.put(NUMBER_SIGNS.indexOf(digit), SIGN_BITS);
      bits.put(NUMBER_END, SIGN_BITS);
    },
    take(bits) {
      let text = "";
      for (let value = bits.take(SIGN_BITS); value !== NUMBER_END; value = bits.take(SIGN_BITS)) {
        mustFit(value < NUMBER_SIGNS.length);
        text += NUMBER_SIGNS[value];
      }
      mustFit(!text || isDecimal(text));
      return text || null;
    },
    most: () => SIGN_BITS * (LONGEST_NUMBER + 1),
  },
  ordering: {
    put(bits, question, given) {
      mustFit(given === null || hasAll(given, question));
      bits.put(given ? 1 : 0, 1);
      for (const place of given || []) bits.put(place, orderedBits(question));
    },
    take(bits, question) {
      if (!bits.take(1)) return null;
      const places = placesOf(question).map(() => bits.take(orderedBits(question)));
      mustFit(hasAll(places, question));
      return places;
    },
    most: (question) => 1 + placesOf(question).length * orderedBits(question),
  },
  matching: {
    put(bits, question, given) {
      const lefts = question.lefts || [];
      const isAnswer = Array.isArray(given) && given.length === lefts.length && given.some((place) => place !== null);
      mustFit(given === null || isAnswer);
      lefts.forEach((_, at) => putPlace(bits, question, given ? given[at] : null));
    },
    take(bits, question) {
      const places = (question.lefts || []).map(() => takePlace(bits, question));
      return places.some((place) => place !== null) ? places : null;
    },
    most: (question) => (question.lefts || []).length * placeBits(question),
  },
};

/**
 * Write an answer. Throws Unfit for one that the question cannot have.
 * @param {BitWriter} bits
 * @param {FrozenQuestion} question
 * @param {Given} given
 */
export function putAnswer(bits, question, given) {
  ANSWER_FORMS[question.kind].put(bits, question, given);
}

/**
 * Read it again. Throws Unfit.
 * @param {BitReader} bits
 * @param {FrozenQuestion} question
 */
export function takeAnswer(bits, question) {
  return ANSWER_FORMS[question.kind].take(bits, question);
}

/**
 * How many bits the longest answer takes.
 * @param {FrozenQuestion} question
 */
export function mostBits(question) {
  return ANSWER_FORMS[question.kind].most(question);
}

/**
 * The answer by the paper's own places; `order` has these as the learner saw them.
 * @param {FrozenQuestion} question
 * @param {Given} given
 * @param {readonly number[]} order
 * @returns {Given}
 */
export function atHome(question, given, order) {
  if (typeof given === "number") return order[given];
  if (!Array.isArray(given)) return given;
  const places = given.map((place) => (place === null ? null : order[place]));
  return question.kind === "multiple" ? places.sort((one, other) => Number(one) - Number(other)) : places;
}

/**
 * 0 for none, else the place and one.
 * @param {BitWriter} bits
 * @param {FrozenQuestion} question
 * @param {Given} given
 */
function putPlace(bits, question, given) {
  mustFit(given === null || placesOf(question).includes(/** @type {number} */ (given)));
  bits.put(given === null ? 0 : Number(given) + 1, placeBits(question));
}

/**
 * @param {BitReader} bits
 * @param {FrozenQuestion} question
 */
function takePlace(bits, question) {
  const value = bits.take(placeBits(question));
  mustFit(value <= placesOf(question).length);
  return value ? value - 1 : null;
}

/** @param {FrozenQuestion} question */
function placeBits(question) {
  return bitWidth(placesOf(question).length);
}

/** @param {FrozenQuestion} question */
function orderedBits(question) {
  return bitWidth(placesOf(question).length - 1);
}

/** @param {FrozenQuestion} question */
function placesOf(question) {
  return (question.options || []).map((_, place) => place);
}

/**
 * @param {unknown} given
 * @param {FrozenQuestion} question
 */
function hasAll(given, question) {
  return (
    Array.isArray(given) &&
    sameList(
      [...given].sort((one, other) => one - other),
      placesOf(question),
    )
  );
}

/**
 * @param {readonly unknown[]} one
 * @param {readonly unknown[]} other
 */
function sameList(one, other) {
  return one.length === other.length && one.every((each, at) => each === other[at]);
}

/** @param {unknown} given */
function isDecimal(given) {
  return typeof given === "string" && given.length <= LONGEST_NUMBER && DECIMAL.test(given);
}

/** @param {boolean} fits */
function mustFit(fits) {
  if (!fits) throw new Unfit("no answer to this question");
}
