/* Evaluates a rule for some seconds: the task as JSON in (rule, its script, day, months, names of results), out come the
   rates and the results of the first month. `values`: whole numbers in, those of all steps and the outcomes out; `texts`:
   from what people type to the same; `exact`: to exact fractions by step. */

import { readFileSync } from "node:fs";
import { programOn, run } from "../../docs/assets/js/calculator/engine.js";

const { rule, script, on, given, results } = JSON.parse(readFileSync(0, "utf8"));
await import(`data:text/javascript,${encodeURIComponent(script)}`);
const seconds = Number(process.argv[2]);
const { program, read } = programOn(rule, on);
const inputs = given.map(read);

const ways = {
  values: (month) => program.values(...inputs[month]),
  texts: (month) => run(rule, given[month], on).outcomes,
  exact: (month) => run(rule, given[month], on).steps,
};
const rates = Object.fromEntries(Object.entries(ways).map(([way, evaluate]) => [way, rate(evaluate)]));
const first = Object.fromEntries(
  run(rule, given[0], on)
    .steps.filter((step) => results.includes(step.id))
    .map((step) => [step.id, String(step.value)]),
);
console.log(JSON.stringify({ rates, first }));

function rate(evaluate) {
  for (let warm = 0; warm < 2000; warm += 1) evaluate(warm % given.length);
  const start = process.cpuUsage();
  let [count, passed] = [0, 0];
  while (passed < seconds * 1e6) {
    for (let month = 0; month < given.length; month += 1) evaluate(month); // the clock takes its time, too
    count += given.length;
    const { user, system } = process.cpuUsage(start);
    passed = user + system;
  }
  return (count / passed) * 1e6;
}
