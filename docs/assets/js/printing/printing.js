/* What prints papers, as a script of its own: a page loads it only when somebody has a paper. */

import { printingPanel } from "./panel.js";

window.handbookQuiz.deliver("printing", { printingPanel });
