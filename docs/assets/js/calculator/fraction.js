/* Exact numbers: a fraction of two BigInts in lowest terms, with the sign above and a positive number below. */

import { Refusal } from "./days.js";

const MOST_DIGITS = 300n;
const TOO_LARGE = 10n ** MOST_DIGITS;

export class Fraction {
  /**
   * `above` over `below`, which is not zero.
   * @param {bigint} above
   */
  constructor(above, below = 1n) {
    const divisor = below === 1n ? 1n : commonDivisor(above, below);
    const sign = below < 0n ? -divisor : divisor;
    this.n = above / sign;
    this.d = below / sign;
  }

  /**
   * An exact text: `3`, `-0.5` or `69/20`. Throws SyntaxError for what is not a number.
   * @param {string} text
   */
  static parse(text) {
    const [above, below] = text.split("/");
    if (below) return new Fraction(BigInt(above), BigInt(below));
    const [whole, decimals = ""] = above.split(".");
    return new Fraction(BigInt(whole + decimals), 10n ** BigInt(decimals.length));
  }

  /** @param {Fraction} other */
  add(other) {
    if (this.d === other.d) return new Fraction(this.n + other.n, this.d);
    return new Fraction(this.n * other.d + other.n * this.d, this.d * other.d);
  }

  /** @param {Fraction} other */
  sub(other) {
    return this.add(other.neg());
  }

  /** @param {Fraction} other */
  mul(other) {
    return new Fraction(this.n * other.n, this.d * other.d);
  }

  /**
   * Dividing by zero is the caller's to refuse.
   * @param {Fraction} other
   */
  div(other) {
    return new Fraction(this.n * other.d, this.d * other.n);
  }

  neg() {
    return new Fraction(-this.n, this.d);
  }

  /**
   * Below zero, zero or above, as this is less than, equal to or more than the other.
   * @param {Fraction} other
   */
  compare(other) {
    const difference = this.n * other.d - other.n * this.d;
    return difference < 0n ? -1 : Number(difference > 0n);
  }

  /** The largest whole number that is not larger, as a BigInt. */
  floor() {
    const towardsZero = this.n / this.d;
    return this.n < 0n && towardsZero * this.d !== this.n ? towardsZero - 1n : towardsZero;
  }

  /** Near enough for drawing. */
  valueOf() {
    return Number(this.n) / Number(this.d);
  }

  toString() {
    return this.d === 1n ? String(this.n) : `${this.n}/${this.d}`;
  }
}

/**
 * The fraction itself; one that has grown beyond any use is refused, so that no formula fills the memory.
 * @param {Fraction} number
 */
export function bounded(number) {
  if (number.n <= -TOO_LARGE || number.n >= TOO_LARGE || number.d >= TOO_LARGE)
    throw new Refusal("too_long", { most: MOST_DIGITS });
  return number;
}

/**
 * @param {bigint} a
 * @param {bigint} b
 */
function commonDivisor(a, b) {
  let [larger, smaller] = [a < 0n ? -a : a, b < 0n ? -b : b];
  while (smaller) [larger, smaller] = [smaller, larger % smaller];
  return larger;
}
