/* How styles are linted. What the oldest browsers of `browserslist` in package.json do not know is refused, unless the page
   does as well without it: then it is named here. */

/** Features by their names at caniuse.com. */
const DOES_WITHOUT = [
  "css-containment", // only faster
  "css-focus-visible", // the browser shows the focus in its own way
  "css-not-sel-list", // it takes two :not() for one with a list: that one is refused below
  "css-paged-media", // the browser's own margins of a sheet
  "css3-cursors",
  "flexbox-gap", // on iOS before 14.5 parts stand closer together
];

// What the tables of caniuse.com do not have. A rule with a selector that a browser does not know is lost as a whole.
const LATER_SELECTORS = ["is", "where"]; // Chromium 88
const LATER_LISTS = ["/:not\\([^()]*,/"]; // Chromium 88
const LATER_PROPERTIES = [
  "/^(margin|padding|border)-(block|inline)$/", // both sides at once: iOS 14.5, Chromium 87
  "/^inset/", // iOS 14.5, Chromium 87
  "aspect-ratio", // iOS 15, Chromium 88
  "content-visibility", // iOS 18
];
const LATER_FUNCTIONS = ["color-mix", "lab", "lch", "light-dark", "oklab", "oklch"];

// Sizes are named in tokens.css; what is drawn is in the drawing's own units, what is printed in points.
const SIZES = {
  "font-size": ["/^var\\(--hb-text-/", "/^[0-9.]+p[tx]$/", "inherit"],
  "/radius$/": ["/^(var\\(--hb-radius-[a-z]+\\)|0)( |$)/"],
};

export default {
  extends: "stylelint-config-recommended",
  plugins: ["stylelint-no-unsupported-browser-features"],
  reportDescriptionlessDisables: true,
  reportNeedlessDisables: true,
  rules: {
    "color-no-hex": true, // the tokens of tokens.css name colours
    "declaration-no-important": true,
    "declaration-property-value-allowed-list": SIZES,
    "function-disallowed-list": LATER_FUNCTIONS,
    "no-descending-specificity": null, // the theme's own rules decide where ours must stand
    "plugin/no-unsupported-browser-features": [true, { ignore: DOES_WITHOUT, ignorePartialSupport: true }],
    "property-disallowed-list": LATER_PROPERTIES,
    "selector-disallowed-list": LATER_LISTS,
    "selector-pseudo-class-disallowed-list": LATER_SELECTORS,
  },
  overrides: [
    { files: ["docs/assets/css/*tokens.css"], rules: { "color-no-hex": null } },
    // The editor's page has a style of its own, of one file: its colours stand at its top.
    { files: ["macros/editor/**"], rules: { "color-no-hex": null, "declaration-property-value-allowed-list": null } },
  ],
};
