/* Runs rules in Node for the parity test: lines of JSON in, one trace a line out. A line with `rule` brings the rule
   that the following lines, each `{given, on}`, are for. */

import { createInterface } from "node:readline";
import { run } from "../../docs/assets/js/calculator/engine.js";

let rule = null;
const traces = [];
for await (const line of createInterface({ input: process.stdin, crlfDelay: Infinity })) {
    const message = JSON.parse(line);
    if (message.rule) {
        rule = message.rule;
        continue;
    }
    traces.push(JSON.stringify(run(rule, message.given, message.on)));
    if (traces.length === 500) process.stdout.write(traces.splice(0).join("\n") + "\n");
}
if (traces.length) process.stdout.write(traces.join("\n") + "\n");
