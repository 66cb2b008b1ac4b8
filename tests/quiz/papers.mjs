// Draws papers with the browser's code: {index, requests} on standard input, a result a request on standard output.
import { readFileSync } from "node:fs";
import { drawPaper } from "../../docs/assets/js/quiz/paper.js";

const { index, requests } = JSON.parse(readFileSync(0, "utf8"));
index.questions = index.questions.map(([id, hash, clause, kind, level, roles, asks, tells, shown]) => ({
  id,
  clause: index.clauses[clause],
  chapter: index.clauses[clause].id.split(".")[0],
  kind: index.kinds[kind],
  level,
  roles: roles.map((role) => index.roles[role].id),
  asks,
  tells,
  shown,
}));
const told = requests.map((request) => {
  const paper = drawPaper(index, request);
  if (!paper.items) return { possible: paper.possible, byLevel: paper.byLevel };
  return { id: paper.id, items: paper.items.map(({ question, shown }) => [question.id, shown]) };
});
process.stdout.write(JSON.stringify(told));
