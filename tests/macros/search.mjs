// Answers queries with the engine of the site: {index, language, queries, day} on standard input; of each query the
// clauses' ids and what is answered to its number go out.

import { readFileSync } from "node:fs";

import { answerTo } from "../../docs/assets/js/search/answer.js";
import { Engine } from "../../docs/assets/js/search/engine.js";

const { index, language, queries, day } = JSON.parse(readFileSync(0, "utf-8"));
const engine = new Engine(index, language).prepare();
const found = queries.map((query) => {
  const answer = answerTo(query, engine, day);
  return {
    clauses: engine.search(query).map(({ place }) => index.clauses[place].i),
    answer: answer && [answer.ask.rule, answer.value, answer.said],
  };
});
process.stdout.write(JSON.stringify(found));
