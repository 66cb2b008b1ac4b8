/* One screen after another in the page's one place; the new one's heading gets the focus, so that it is read out. */

import { make } from "../shared/dom.js";

/** @import { Child } from "../shared/types.js" */

export class Screen {
  constructor() {
    if (window.matchMedia("(prefers-color-scheme: dark)").matches) {
      document.documentElement.setAttribute("data-md-color-scheme", "slate"); // as the handbook's pages say it
    }
    this.said = make("p", { class: "hb-sr", "aria-live": "polite" });
    this.main = make("main", { class: "hb-run" });
  }

  /**
   * @param {string} title of the window
   * @param {Child[]} parts
   */
  show(title, ...parts) {
    document.title = title;
    this.main.replaceChildren();
    this.main.append(make("div", { class: "hb-run__screen" }, parts));
    window.scrollTo(0, 0);
    const heading = /** @type {HTMLElement | null} */ (this.main.querySelector("h1, legend"));
    if (!heading) return;
    heading.tabIndex = -1;
    heading.focus();
  }

  /**
   * Has a screen reader say something when it is next silent.
   * @param {string} text
   */
  tell(text) {
    this.said.textContent = text;
  }
}

/**
 * @param {string} text
 * @param {() => unknown} click
 * @param {"" | "second" | "quiet"} look
 */
export function screenButton(text, click, look = "") {
  const looks = look ? ` hb-button--${look}` : "";
  return make("button", { type: "button", class: `hb-button${looks}`, click }, text);
}
