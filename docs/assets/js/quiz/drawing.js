/* What draws a class's paper, as a script of its own: practice loads it only for the link of a class. */

import { drawPaper } from "./paper.js";
import { requestFromFragment } from "./request.js";

window.handbookQuiz.deliver("drawing", { drawPaper, requestFromFragment });
