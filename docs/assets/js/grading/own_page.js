/* The page for grading as a file that stands alone. */

import { make } from "../shared/dom.js";
import { allFiles, personalHtml, resultsHtml } from "./handouts.js";
import { GradePage } from "./page.js";
import { warnsOfLeaving } from "./leaving.js";
import { sayIn } from "./tables.js";

/** @import { Template } from "../printing/types.js" */
/** @import { GradingData } from "./types.js" */

const given = document.querySelector("#page-data");
if (given) {
  const isDark = window.matchMedia("(prefers-color-scheme: dark)").matches;
  document.documentElement.setAttribute("data-md-color-scheme", isDark ? "slate" : "default");
  const data = /** @type {GradingData} */ (JSON.parse(given.textContent));
  const template = /** @type {Template} */ (JSON.parse(data.template ?? "null"));
  const page = new GradePage(data, async () => ({ handouts: { allFiles, personalHtml, resultsHtml }, template }));
  const say = (/** @type {string} */ key) => sayIn(data.words, `grade_page.${key}`);
  const lead = make("p", { class: "hb-grade__hint" }, say("lead"));
  document.body.append(make("main", { class: "hb-grade" }, make("h1", {}, say("title")), lead, page.element));
  document.querySelector(".hb-static")?.remove();
  warnsOfLeaving(page.papers);
}
