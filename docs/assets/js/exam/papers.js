/* What makes and reads frozen papers, as a script of its own: a page loads it only when somebody wants a paper. */

import { canonical } from "./canonical.js";
import { drawQuestions, newSeed } from "./draw.js";
import { freezePaper } from "./freeze.js";
import { readPaper } from "./frozen.js";
import { shownNumber } from "./signs.js";

window.handbookQuiz.deliver("papers", { canonical, drawQuestions, freezePaper, newSeed, readPaper, shownNumber });
