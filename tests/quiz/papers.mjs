// Draws papers with the browser's code: {index, requests} on standard input, a result a request on standard output.
import { readFileSync } from "node:fs";
import { rowsOf } from "../../docs/assets/js/quiz/columns.js";
import { drawPaper } from "../../docs/assets/js/quiz/paper.js";

const { index: delivered, requests } = JSON.parse(readFileSync(0, "utf8"));
const index = rowsOf(delivered);
const told = requests.map((request) => {
  const paper = drawPaper(index, request);
  if (!paper.items) return { possible: paper.possible, byLevel: paper.byLevel };
  return { id: paper.id, items: paper.items.map(({ question, shown }) => [question.id, shown]) };
});
process.stdout.write(JSON.stringify(told));
