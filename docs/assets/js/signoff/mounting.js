/* An element of sign-off: what it needs is loaded, and only then what was there before goes. */

import { loadSignoff } from "../quiz/bank.js";
import { dataIn, fallbackIn, make } from "../shared/dom.js";
import { signButton } from "./fields.js";

/** @import { PageData } from "../quiz/types.js" */
/** @import { SignoffData } from "./types.js" */

/**
 * @param {string} name
 * @param {(data: SignoffData, page: PageData) => Element[]} parts
 */
export function mount(name, parts) {
  customElements.define(
    name,
    class extends HTMLElement {
      connectedCallback() {
        if (this.begun) return;
        this.begun = true;
        this.load(/** @type {PageData} */ (dataIn(this)));
      }

      /** @param {PageData} page */
      async load(page) {
        try {
          this.append(...parts(await loadSignoff(page.base), page));
          fallbackIn(this).hidden = true;
        } catch {
          this.offerAgain(page);
        }
      }

      /** @param {PageData} page */
      offerAgain(page) {
        const said = make("p", { role: "alert" }, page.ui.signoff_not_loaded, " ");
        const again = () => {
          said.remove();
          this.load(page);
        };
        said.append(signButton(page.ui.signoff_retry, again));
        this.append(said);
      }
    },
  );
}
