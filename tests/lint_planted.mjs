/* Lints texts as if they stood in files: [{file, text}] on standard input; what is said of each, in order, on standard
   output. Scripts go to ESLint, styles to Stylelint, each with the project's own settings; with `floor` only what they
   say of the floor of browsers. */

import { json } from "node:stream/consumers";
import { ESLint } from "eslint";
import stylelint from "stylelint";

const SCRIPTS_FLOOR = /^(compat|es-x)\//;
const STYLES_FLOOR = /^plugin\/no-unsupported-browser-features$|-disallowed-list$/;
const floorAlone = process.argv[2] === "floor";

const eslint = new ESLint(floorAlone ? { ruleFilter: ({ ruleId }) => SCRIPTS_FLOOR.test(ruleId) } : {});

async function lint({ file, text }) {
  if (file.endsWith(".css")) {
    const { results } = await stylelint.lint({ code: text, codeFilename: file });
    const warnings = results.flatMap((result) => result.warnings);
    return warnings.filter(({ rule }) => !floorAlone || STYLES_FLOOR.test(rule)).map((warning) => warning.text);
  }
  const results = await eslint.lintText(text, { filePath: file });
  return results.flatMap(({ messages }) => messages.map((message) => `${message.message} (${message.ruleId})`));
}

const found = [];
for (const planted of await json(process.stdin)) found.push(await lint(planted));
process.stdout.write(JSON.stringify(found));
