/* Reads texts as the browser's form and its addresses do, for test_inputs.py: the first line brings the rule, each line
   after it `{input, text, after}`; out comes `{given}` as an address says it, or `{refused, error}`. */

import { createInterface } from "node:readline";
import { fillWords } from "../../docs/assets/js/shared/fill.js";
import { readInput } from "../../docs/assets/js/calculator/inputs.js";
import { fromFragment, toFragment } from "../../docs/assets/js/calculator/state.js";

let rule = null;
for await (const line of createInterface({ input: process.stdin, crlfDelay: Infinity })) {
  const message = JSON.parse(line);
  if (message.rule) rule = message.rule;
  else process.stdout.write(JSON.stringify(tryText(message.input, message.text, message.after)) + "\n");
}

function tryText(id, text, after) {
  const input = rule.inputs.find((each) => each.id === id);
  const fragment = toFragment({ inputs: [{ ...input, kind: "text" }], asOf: "x" }, { [id]: text });
  const sent = fromFragment(rule, `#${fragment}`).given?.[id] ?? "";
  return input.kind === "rows" ? tryRows(input, sent || []) : tryValue(input, text, after);
}

function tryValue(input, text, after = {}) {
  const { value, error } = readInput(rule, input, text, after);
  return error ? { error } : { given: value ?? null };
}

function tryRows(input, rows) {
  if (rows.length > input.most) {
    return {
      error: fillWords(rule.words["e:most"], { label: input.label, limit: input.most, found: rows.length }),
    };
  }
  const read = rows.map((row) => input.fields.map((field) => [field, readInput(rule, field, row[field.id])]));
  const wrong = read.flat().find(([, { error }]) => error);
  if (wrong) return { error: wrong[1].error };
  return {
    given: read.map((cells) => Object.fromEntries(cells.map(([field, { value }]) => [field.id, value ?? null]))),
  };
}
