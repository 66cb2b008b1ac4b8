// The rows that the browser makes of a delivered index: the index on standard input, its questions on standard output.
import { readFileSync } from "node:fs";
import { rowsOfColumns } from "../../docs/assets/js/quiz/columns.js";

const { questions } = rowsOfColumns(JSON.parse(readFileSync(0, "utf8")));
process.stdout.write(JSON.stringify(questions));
