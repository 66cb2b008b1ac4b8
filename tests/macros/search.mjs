// Answers queries with the engine of the site. A task is {index, language, queries, day}; of each query come the clauses'
// ids and what is answered to its number. An engine is made ready once for each language, as on a page that stays open.

import { answerTo } from "../../docs/assets/js/search/answer.js";
import { Engine } from "../../docs/assets/js/search/engine.js";

const engines = {};

export function answer({ index, language, queries, day }) {
  const engine = (engines[index.lang] ??= new Engine(index, language).prepare());
  return queries.map((query) => {
    const found = answerTo(query, engine, day);
    return {
      clauses: engine.search(query).map(({ place }) => index.clauses[place].i),
      answer: found && [found.ask.rule, found.value, found.said],
    };
  });
}
