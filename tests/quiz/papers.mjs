// Makes papers with the browser's code: {editions, requests} on standard input; the files, or how far the questions go,
// on standard output. An edition is {index, chapters, head}; a request names its edition.
import { readFileSync } from "node:fs";
import { canonical } from "../../docs/assets/js/exam/canonical.js";
import { drawQuestions } from "../../docs/assets/js/exam/draw.js";
import { freezePaper } from "../../docs/assets/js/exam/freeze.js";
import { rowsOfColumns } from "../../docs/assets/js/quiz/columns.js";

const { editions, requests } = JSON.parse(readFileSync(0, "utf8"));
const indexes = editions.map(({ index }) => rowsOfColumns(index));
const made = requests.map(({ edition, ...request }) => {
  const drawn = drawQuestions(indexes[edition], request);
  if (!drawn.questions) return { possible: drawn.possible, byLevel: drawn.byLevel };
  const { chapters, head } = editions[edition];
  return canonical(freezePaper(drawn.questions, indexes[edition], chapters, request, head));
});
process.stdout.write(JSON.stringify(made));
