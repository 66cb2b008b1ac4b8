/* What prints papers, as a script of its own: a page loads it only when somebody has a paper. */

import { docxBytes } from "./docx.js";
import { printInFrame } from "./frame.js";
import { printingPanel } from "./panel.js";

window.handbookQuiz.deliver("printing", { docxBytes, printInFrame, printingPanel });
