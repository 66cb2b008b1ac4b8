/* Runs rules in Node for the parity test. A task has a `rule`, its `script` and `cases`, each `{given, on}`; of each run
   its values and its words come back, as JSON. */

import { runInThisContext } from "node:vm";
import { STOPPED, run } from "../../docs/assets/js/calculator/engine.js";
import { explainStep } from "../../docs/assets/js/calculator/numbers.js";
import { exactValue } from "../../docs/assets/js/calculator/say.js";
import { explainOutcomes, sayRefusal, tellResult } from "../../docs/assets/js/calculator/telling.js";

export function answer({ rule, script, cases }) {
  runInThisContext(script);
  return cases.map(({ given, on }) => JSON.stringify(withWords(rule, run(rule, given, on))));
}

function withWords(rule, trace) {
  const { refused } = trace;
  return {
    rule: trace.rule,
    on: trace.on,
    steps: trace.steps.map((done) => stepWithWords(rule, done, trace.frame)),
    outcomes: explainOutcomes(trace),
    told: tellResult(trace),
    refused: refused && {
      step: refused.step,
      code: refused.code,
      id: refused.code === STOPPED ? refused.facts.id : undefined,
      text: sayRefusal(refused, trace.frame),
    },
  };
}

function stepWithWords(rule, done, frame) {
  if (done.skipped) return done;
  const step = rule.steps.find((each) => each.id === done.id);
  const explained = explainStep(step, done, frame);
  const joined = (row, words) => (row.skipped ? row : { value: exactValue(row.value), ...words });
  if (done.rows) return { id: done.id, rows: done.rows.map((row, index) => joined(row, explained[index])) };
  return { id: done.id, ...joined({ value: done.value }, explained[0]) };
}
