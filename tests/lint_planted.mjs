/* Lints texts as if they stood in files: [{file, text}] on standard input; what is said of each, in order, on standard
   output. Scripts go to ESLint, styles to Stylelint, each with the project's own settings. */

import { readFileSync } from "node:fs";
import { ESLint } from "eslint";
import stylelint from "stylelint";

const eslint = new ESLint();

async function lint({ file, text }) {
  if (file.endsWith(".css")) {
    const { results } = await stylelint.lint({ code: text, codeFilename: file });
    return results.flatMap(({ warnings }) => warnings.map((warning) => warning.text));
  }
  const results = await eslint.lintText(text, { filePath: file });
  return results.flatMap(({ messages }) => messages.map((message) => `${message.message} (${message.ruleId})`));
}

const found = [];
for (const planted of JSON.parse(readFileSync(0, "utf8"))) found.push(await lint(planted));
process.stdout.write(JSON.stringify(found));
