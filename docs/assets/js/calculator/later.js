/* What a first view does not need: the working, and the words and formulas to explain with. It comes when somebody is
   about to see it; without a connection it does not. */

import { make } from "../shared/dom.js";
import { loadScript, loaded } from "../shared/loading.js";

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
   * @param {() => void} told when all has come
   */
  constructor(rule, told) {
    this.rule = rule;
    this.told = told;
    /** @type {Promise<unknown> | undefined} */
    this.come = undefined;
  }

  working() {
    const { rule } = this;
    const details = () => loadScript(rule.details).then(() => complete(rule, globalThis.handbookDetails[rule.id]));
    const looks = () => loaded(make("link", { rel: "stylesheet", href: rule.style })).catch(Boolean);
    this.come ??= Promise.all([details(), loadScript(rule.working), looks()]).then(this.told, Boolean);
    return this.come;
  }
}
