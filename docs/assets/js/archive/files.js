/* What reads and writes people's files, as a script of its own: pages load it only when somebody asks for a file. */

import { readWorkbook } from "./reading.js";
import { workbook } from "./workbook.js";
import { zipped } from "./zip.js";

window.handbookQuiz.deliver("files", { readWorkbook, workbook, zipped });
