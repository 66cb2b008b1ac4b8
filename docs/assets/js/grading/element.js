/* <hb-grade>: the page for grading within the site. What prints is loaded when somebody prints. */

import { ownPage } from "../exam/page.js";
import { loadHandouts, loadOwnPage } from "../quiz/bank.js";
import { dataIn, fallbackIn, make } from "../shared/dom.js";
import { saveFile } from "../shared/saving.js";
import { GradePage } from "./page.js";
import { warnsOfLeaving } from "./leaving.js";
import { sayIn } from "./tables.js";

/** @import { PaperLanguage } from "../exam/types.js" */
/** @import { GradingData } from "./types.js" */

class GradeElement extends HTMLElement {
  connectedCallback() {
    if (this.page) return;
    const data = /** @type {GradingData} */ (dataIn(this));
    data.site = new URL(data.base ?? "", location.href).href;
    this.page = new GradePage(data, () => loadHandouts(data.base ?? "", data.lang));
    const said = sayIn(data.words, "grade_page.alone");
    const alone = make("button", { type: "button", class: "hb-grade__quiet", click: () => this.save(data) }, said);
    this.said = make("span", { role: "alert", class: "hb-grade__wrong" });
    this.append(this.page.element, make("p", {}, alone, " ", this.said));
    fallbackIn(this).hidden = true;
    warnsOfLeaving(this.page.papers);
  }

  /** The same page as a file, for a computer without the site.
   * @param {GradingData} data */
  async save({ lang, words, headings, site, base = "" }) {
    const say = (/** @type {string} */ key) => sayIn(words, `grade_page.${key}`);
    try {
      const [parts, { template }] = await Promise.all([loadOwnPage(base, "grade"), loadHandouts(base, lang)]);
      const page = { lang: /** @type {PaperLanguage} */ (lang), title: say("title"), static: say("static") };
      const own = { lang, words, headings, site, template: JSON.stringify(template) };
      saveFile("grade.html", ownPage(parts, { ...page, data: own }), "text/html");
    } catch {
      if (this.said) this.said.textContent = say("not_loaded");
    }
  }
}

customElements.define("hb-grade", GradeElement);
