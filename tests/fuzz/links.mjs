/* Opens links as the pages do: {rule, index, fragments} on standard input; what was thrown, by fragment, on standard output. */
import { readFileSync } from "node:fs";
import { exampleGiven, readInput } from "../../docs/assets/js/calculator/inputs.js";
import { fromFragment, toFragment } from "../../docs/assets/js/calculator/state.js";
import { rowsOfColumns } from "../../docs/assets/js/quiz/columns.js";
import { chosen } from "../../docs/assets/js/quiz/choose.js";
import { classFragment, classRun, modeOf } from "../../docs/assets/js/quiz/request.js";

const { rules, index: delivered, fragments } = JSON.parse(readFileSync(0, "utf8"));
const index = rowsOfColumns(delivered);
const nobody = { state: () => "new", isDue: () => false, lastAnswer: () => null };

function calculator(rule, fragment) {
  const { given, on } = fromFragment(rule, fragment);
  for (const input of rule.inputs) {
    const entered = given?.[input.id];
    if (input.fields)
      for (const row of entered ?? []) input.fields.forEach((field) => readInput(rule, field, row[field.id]));
    else readInput(rule, input, entered);
  }
  const once = rewritten(rule, toFragment(rule, given ?? exampleGiven(rule), on)); // blanks around a cell go the first time
  if (rewritten(rule, once) !== once) throw new Error(`${once} becomes ${rewritten(rule, once)}`);
}

function rewritten(rule, written) {
  const { given, on } = fromFragment(rule, `#${written}`);
  return toFragment(rule, given ?? {}, on);
}

function quiz(fragment) {
  const run = classRun(fragment);
  const once = run && classFragment(run); // without a seed what else is said of a paper goes the first time
  if (once && classFragment(classRun(`#${once}`)) !== once) throw new Error(`${once} becomes another`);
  chosen(index, nobody, modeOf(fragment), index.day, "seed");
}

const thrown = [];
for (const fragment of fragments) {
  for (const open of [...rules.map((rule) => () => calculator(rule, fragment)), () => quiz(fragment)]) {
    try {
      open();
    } catch (error) {
      thrown.push([fragment, String(error)]);
    }
  }
}
process.stdout.write(JSON.stringify(thrown));
