/* <hb-grade>: the page for grading within the site. */

import { dataIn, fallbackIn } from "../shared/dom.js";
import { GradePage } from "./page.js";
import { warnsOfLeaving } from "./saving.js";

/** @import { GradingData } from "./types.js" */

class GradeElement extends HTMLElement {
  connectedCallback() {
    if (this.page) return;
    this.page = new GradePage(/** @type {GradingData} */ (dataIn(this)));
    this.append(this.page.element);
    fallbackIn(this).hidden = true;
    warnsOfLeaving(this.page.papers);
  }
}

customElements.define("hb-grade", GradeElement);
