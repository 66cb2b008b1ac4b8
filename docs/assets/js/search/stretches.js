/* All texts of one kind in one long string. What is looked for is found by the string's own search, once in each stretch;
   nothing is counted beforehand, so the string is ready as soon as the texts are there. */

const EDGE = "|";

export class Stretches {
  constructor() {
    /** @type {string[]} */
    this.parts = [];
    /** @type {number[]} where each stretch begins */
    this.starts = [];
    /** @type {number[]} whose it is */
    this.owners = [];
    /** @type {number[]} how much it counts */
    this.weights = [];
    this.length = 1;
    this.text = "";
  }

  /**
   * @param {string} text
   * @param {number} owner
   * @param {number} weight
   */
  lay(text, owner, weight) {
    this.starts.push(this.length);
    this.owners.push(owner);
    this.weights.push(weight);
    this.parts.push(text);
    this.length += text.length + EDGE.length;
  }

  /** After the last stretch. */
  close() {
    this.text = EDGE + this.parts.join(EDGE) + EDGE;
    this.parts = [];
  }

  /**
   * Calls `visit` for each stretch that has the pattern; with an edge before or after it, only at that end of a stretch.
   * @param {string} pattern
   * @param {(owner: number, weight: number, share: number) => void} visit `share`: how much of the stretch it is
   */
  find(pattern, visit) {
    const atEdge = pattern.startsWith(EDGE) ? 1 : 0;
    for (let i = this.text.indexOf(pattern); i >= 0;) {
      const place = this._stretchAt(i + atEdge);
      const next = place + 1 < this.starts.length ? this.starts[place + 1] : this.text.length;
      visit(this.owners[place], this.weights[place], Math.min(1, pattern.length / (next - this.starts[place] - 1)));
      i = this.text.indexOf(pattern, next - atEdge);
    }
  }

  /** @param {number} at */
  _stretchAt(at) {
    let low = 0;
    let high = this.starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.starts[middle] <= at) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}
