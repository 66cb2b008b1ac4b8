/* How styles are linted. What the oldest browsers of `browserslist` in package.json do not know is refused, unless the page
   does as well without it: then it is named here. */

/** Features by their names at caniuse.com. */
const DOES_WITHOUT = [
  "css-containment", // only faster
  "css-focus-visible", // the browser shows the focus in its own way
  "css-paged-media", // the browser's own margins of a sheet
  "css3-cursors",
  "flexbox-gap", // on iOS before 14.5 parts stand closer together
];

// What the tables of caniuse.com do not have. A rule with a selector that a browser does not know is lost as a whole.
const LATER_SELECTORS = ["is", "where"]; // Chromium 88
const LATER_PROPERTIES = [
  "/^(margin|padding|border)-(block|inline)$/", // both sides at once: iOS 14.5, Chromium 87
  "/^inset/", // iOS 14.5, Chromium 87
  "aspect-ratio", // iOS 15, Chromium 88
  "content-visibility", // iOS 18
];
const LATER_FUNCTIONS = ["color-mix", "lab", "lch", "light-dark", "oklab", "oklch"];

export default {
  extends: "stylelint-config-recommended",
  plugins: ["stylelint-no-unsupported-browser-features"],
  rules: {
    "declaration-no-important": true,
    "function-disallowed-list": LATER_FUNCTIONS,
    "no-descending-specificity": null, // the theme's own rules decide where ours must stand
    "plugin/no-unsupported-browser-features": [true, { ignore: DOES_WITHOUT, ignorePartialSupport: true }],
    "property-disallowed-list": LATER_PROPERTIES,
    "selector-pseudo-class-disallowed-list": LATER_SELECTORS,
  },
};
