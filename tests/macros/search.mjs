// Answers queries with the engine of the site: {index, language, queries} on standard input, clauses' ids by query out.

import { readFileSync } from "node:fs";

import { Engine } from "../../docs/assets/js/search/engine.js";

const { index, language, queries } = JSON.parse(readFileSync(0, "utf-8"));
const engine = new Engine(index, language).prepare();
const found = queries.map((query) => engine.search(query).map(({ place }) => index.clauses[place].i));
process.stdout.write(JSON.stringify(found));
