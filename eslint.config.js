/* How scripts are linted. What readers' browsers run keeps to the floor of browsers that `browserslist` in package.json
   states: eslint-plugin-compat knows which interfaces of the browser came later, eslint-plugin-es-x which parts of the
   language. Both know it from their own tables; nothing is fetched. */

import js from "@eslint/js";
import compat from "eslint-plugin-compat";
import es from "eslint-plugin-es-x";

const PAGES = ["docs/assets/js/**/*.js", "macros/editor/static/*.js"];

// A chain of array methods looks the same as one of an iterator's; the type check, which has the floor's library, tells
// them apart.
const SAME_AS_ARRAYS = /^es-x\/no-iterator-prototype-/;
const LANGUAGE = Object.fromEntries(
  Object.entries({
    ...es.configs["flat/restrict-to-es2021"].rules,
    ...es.configs["flat/restrict-to-es2020-intl-api"].rules,
  }).filter(([rule]) => !SAME_AS_ARRAYS.test(rule)),
);

const MARKUP_FROM_TEXT = ["innerHTML", "outerHTML", "srcdoc"].map((name) => ({
  selector: `AssignmentExpression[left.property.name="${name}"]`,
  message: "Build elements with make() of shared/dom.js: no text becomes markup.",
}));

// What the minifier of the build reads wrongly (macros/assets/bundle.py; tests/macros/test_minified.py draws the rest).
const MINIFIED_WRONGLY = [
  [
    "VariableDeclaration[declarations.length>1] > VariableDeclarator[id.type=/Pattern$/]",
    "Give what is taken apart a declaration of its own: the minifier would move it before the others.",
  ],
  [
    "BinaryExpression[operator='|'] > LogicalExpression.left[operator='??']",
    "Give the left side a name: the minifier drops the parentheses around ?? before |.",
  ],
  [
    "LogicalExpression[operator!='??'][right.raw=/^(true|false)$/]",
    "Say it another way: the minifier takes && and || with a constant for one side alone.",
  ],
  [
    "UnaryExpression[operator='void'] > :not(CallExpression).argument",
    "Give void a call alone: the minifier drops anything else.",
  ],
  [
    "TemplateElement[value.raw=/^\\s*(?:const|let) ?[[{]|return undefined;$/m]",
    "No line of a text may look like a statement that is changed before the minifier has it.",
  ],
].map(([selector, message]) => ({ selector, message }));

export default [
  { ignores: ["site/", ".build/", ".venv/", "node_modules/", "docs/assets/js/vendor/"] },
  js.configs.recommended,
  {
    linterOptions: { reportUnusedDisableDirectives: "error" },
    rules: {
      "array-callback-return": "error",
      complexity: ["error", { max: 12, variant: "modified" }],
      "consistent-return": "error",
      "default-case-last": "error",
      eqeqeq: "error",
      "max-depth": ["error", 4],
      "max-lines-per-function": ["error", { max: 50, skipBlankLines: true, skipComments: true }],
      "no-eval": "error",
      "no-implicit-coercion": "error",
      "no-implied-eval": "error",
      "no-new-func": "error",
      "no-param-reassign": ["error", { props: false }],
      "no-restricted-syntax": ["error", ...MARKUP_FROM_TEXT, ...MINIFIED_WRONGLY],
      "no-shadow": "error",
      "no-unused-expressions": "error",
      "no-unused-vars": ["error", { argsIgnorePattern: "^_", varsIgnorePattern: "^_" }],
      "no-use-before-define": ["error", { functions: false, classes: false, variables: false }],
      "no-var": "error",
      "object-shorthand": "error",
      "prefer-arrow-callback": "error",
      "prefer-const": "error",
    },
  },
  {
    files: PAGES,
    ...compat.configs["flat/recommended"],
    settings: { lintAllEsApis: true, "es-x": { aggressive: true } },
  },
  {
    files: PAGES,
    plugins: { "es-x": es },
    // ES2021 is the last version that every browser of the floor has, but for what is named here.
    languageOptions: { ecmaVersion: 2021 },
    rules: {
      ...LANGUAGE,
      "es-x/no-regexp-lookbehind-assertions": "error", // iOS 16.4
      "es-x/no-weakrefs": "error", // iOS 14.5
    },
  },
  {
    files: ["**/*.mjs"],
    languageOptions: { globals: { console: "readonly", performance: "readonly", process: "readonly" } },
  },
];
