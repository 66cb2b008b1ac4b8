/* Runs rules in Node for the parity test: lines of JSON in, one run a line out, its values and its words. A line with
   `rule` brings the rule that the following lines, each `{given, on}`, are for, with its `script`. */

import { createInterface } from "node:readline";
import { STOPPED, run } from "../../docs/assets/js/calculator/engine.js";
import { explainStep } from "../../docs/assets/js/calculator/numbers.js";
import { exactValue } from "../../docs/assets/js/calculator/say.js";
import { explainOutcomes, sayRefusal, tellResult } from "../../docs/assets/js/calculator/telling.js";

let rule = null;
const traces = [];
for await (const line of createInterface({ input: process.stdin, crlfDelay: Infinity })) {
  const message = JSON.parse(line);
  if (message.rule) {
    rule = message.rule;
    await import(`data:text/javascript,${encodeURIComponent(message.script)}`);
    continue;
  }
  traces.push(JSON.stringify(withWords(run(rule, message.given, message.on))));
  if (traces.length === 500) process.stdout.write(`${traces.splice(0).join("\n")}\n`);
}
if (traces.length) process.stdout.write(`${traces.join("\n")}\n`);

function withWords(trace) {
  const { refused } = trace;
  return {
    rule: trace.rule,
    on: trace.on,
    steps: trace.steps.map((done) => stepWithWords(done, trace.frame)),
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

function stepWithWords(done, frame) {
  if (done.skipped) return done;
  const step = rule.steps.find((each) => each.id === done.id);
  const explained = explainStep(step, done, frame);
  const joined = (row, words) => (row.skipped ? row : { value: exactValue(row.value), ...words });
  if (done.rows) return { id: done.id, rows: done.rows.map((row, index) => joined(row, explained[index])) };
  return { id: done.id, ...joined({ value: done.value }, explained[0]) };
}
