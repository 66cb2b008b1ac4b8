/* What a first view does not need: the working, the picture, and the words and formulas to explain with. It comes when
   somebody is about to see it; without a connection it does not. */

import { loadScript } from "../shared/loading.js";

/** @import { Details, PageRule } from "./types.js" */

/**
 * Gives a rule what only explaining needs, which its page does not have from the beginning.
 * @param {PageRule} rule
 * @param {Details} details
 */
function complete(rule, { steps, outcomes, stops, words, ui, ...rest }) {
  rule.outcomes.forEach((outcome, index) => Object.assign(outcome, outcomes[index]));
  rule.steps.forEach((step, index) => Object.assign(step, steps[index]));
  rule.stops.flat().forEach((stop, index) => Object.assign(stop, stops[index]));
  Object.assign(rule.words, words);
  Object.assign(rule.ui, ui);
  Object.assign(rule, rest);
}

/** Each comes once, however often it is asked for. */
export class Later {
  /**
   * @param {PageRule} rule
   * @param {{ working: () => void, picture: () => void }} told when they have come
   */
  constructor(rule, told) {
    this.rule = rule;
    this.told = told;
    this.charts = globalThis.handbookCharts; // none yet
    /** @type {Map<string, Promise<unknown>>} */
    this.scripts = new Map();
  }

  working() {
    return this.explained(this.rule.working, () => this.told.working());
  }

  /** There is none where the rule has no picture. */
  picture() {
    return this.explained(this.rule.charts, () => {
      this.charts = globalThis.handbookCharts;
      this.told.picture();
    });
  }

  all() {
    return Promise.all([this.working(), this.picture()]);
  }

  /**
   * @param {string | undefined} script
   * @param {() => void} come
   */
  async explained(script, come) {
    if (!script) return;
    const { details, id } = this.rule;
    const completed = this.once(details, () => complete(this.rule, globalThis.handbookDetails[id]));
    await this.once(script, () => completed.then(come)).catch(Boolean);
  }

  /**
   * @param {string} script
   * @param {() => unknown} come
   */
  once(script, come) {
    const known = this.scripts.get(script) ?? loadScript(script).then(come);
    this.scripts.set(script, known);
    return known;
  }
}
