/* What makes an exam of a paper, as a script of its own: the trainers' page loads it when somebody wants one. */

import { buildExam } from "./page.js";
import { newSeats } from "./seats.js";

window.handbookQuiz.deliver("exam_making", { buildExam, newSeats });
