/* How long a sitting takes. A device sleeps, slows a page down, and its clock is set by people: of the two clocks of a
   browser the one that went further counts, and where they disagree that is noted. */

/** @import { Elapsed } from "./types.js" */

const ODD = 90_000; // milliseconds by which the clocks may disagree

export class Stopwatch {
  /** @param {Elapsed | null} before */
  constructor(before) {
    const now = Date.now();
    this.spent = before ? before.spent + Math.max(0, now - before.wall) : 0;
    this.odd = before ? before.odd || now < before.wall : false;
    this.wall = now;
    this.steady = performance.now();
  }

  /** @returns {Elapsed} */
  get elapsed() {
    const [wall, steady] = [Date.now(), performance.now()];
    const [byWall, bySteady] = [wall - this.wall, steady - this.steady];
    this.spent += Math.max(0, byWall, bySteady);
    this.odd = this.odd || byWall < 0 || Math.abs(byWall - bySteady) > ODD;
    [this.wall, this.steady] = [wall, steady];
    return { spent: this.spent, wall, odd: this.odd };
  }
}
