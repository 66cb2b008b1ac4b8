/* How styles are linted. What the oldest browsers of `browserslist` in package.json do not know is refused, unless the page
   is as good without it: then it is named here. */

/** Features by their names at caniuse.com. */
const NICE_TO_HAVE = [];

export default {
  extends: "stylelint-config-recommended",
  plugins: ["stylelint-no-unsupported-browser-features"],
  rules: {
    "declaration-no-important": true,
    "no-descending-specificity": null, // the theme's own rules decide where ours must stand
    "plugin/no-unsupported-browser-features": [true, { ignore: NICE_TO_HAVE, ignorePartialSupport: true }],
  },
};
