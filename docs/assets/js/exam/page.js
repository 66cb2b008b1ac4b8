/* `exam.html`: one page that stands alone, made from what a learner may see and nothing else. Python makes the same bytes
   (`quiz/exams/page.py`, which says more). */

import { canonical } from "./canonical.js";
import { LONGEST_LINE } from "./frame.js";
import { longestLine } from "./line.js";
import { sha256, utf8 } from "./sha256.js";

/** @import { OwnPage, PageParts, PageTemplate } from "./lines.js" */
/** @import { FrozenPaper } from "./types.js" */

export const HTML_LANGUAGES = { zh: "zh-Hans", en: "en", "zh-Hant": "zh-Hant" };

/**
 * The exam of a paper; null where a line of it could be longer than a line may be. With `seats` people say their seat
 * and its code, else their name.
 * @param {PageTemplate} template
 * @param {FrozenPaper} paper
 * @param {boolean} seats
 */
export function buildExam(template, paper, seats = false) {
  if (longestLine(paper) > LONGEST_LINE) return null;
  const words = template.words[paper.language];
  const data = { paper, seats, words };
  return ownPage(template, { lang: paper.language, title: paper.title, static: words.static, data });
}

/**
 * A page that stands alone: it may run its own script, use its own styles, and ask the address that it is from.
 * @param {PageParts} parts
 * @param {OwnPage} page
 */
export function ownPage({ script, styles }, page) {
  const policy = [
    "default-src 'none'",
    `script-src 'sha256-${digestOf(script)}'`,
    `style-src 'sha256-${digestOf(styles)}'`,
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
  const data = canonical(page.data).replace(/</g, "\\u003c");
  return `<!doctype html>
<html lang="${HTML_LANGUAGES[page.lang]}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
<meta name="robots" content="noindex">
<title>${escapedText(page.title)}</title>
<style>${styles}</style>
</head>
<body>
<p class="hb-static">${escapedText(page.static)}</p>
<script type="application/json" id="page-data">${data}</script>
<script>${script}</script>
</body>
</html>
`;
}

/** @param {string} text */
export function escapedText(text) {
  return text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
}

/** @param {string} text */
function digestOf(text) {
  return btoa(String.fromCharCode(...sha256(utf8(text))));
}
