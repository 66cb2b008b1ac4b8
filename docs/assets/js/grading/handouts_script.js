/* What is printed of results, as a script of its own: the page loads it only when somebody prints. */

import { allFiles, personalHtml, resultsHtml } from "./handouts.js";

window.handbookQuiz.deliver("handouts", { allFiles, personalHtml, resultsHtml });
