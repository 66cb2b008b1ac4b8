/* Evaluates a rule for some seconds: the task as JSON in (rule, day, months, names of results), the rate out. */

import { readFileSync } from "node:fs";
import { run } from "../../docs/assets/js/calculator/engine.js";

const { rule, on, given, results } = JSON.parse(readFileSync(0, "utf8"));
const seconds = Number(process.argv[2]);

for (let warm = 0; warm < 200; warm += 1) run(rule, given[warm % given.length], on);
const start = performance.now();
let [count, passed] = [0, 0];
while (passed < seconds * 1000) {
  run(rule, given[count % given.length], on);
  count += 1;
  passed = performance.now() - start;
}
const first = Object.fromEntries(
  run(rule, given[0], on)
    .steps.filter((step) => results.includes(step.id))
    .map((step) => [step.id, String(step.value)]),
);
console.log(JSON.stringify({ rate: (count / passed) * 1000, first }));
