/* Slips to hand out, one for each seat. The same page as `quiz/exams/slips.py` makes. */

import { fillWords } from "../shared/fill.js";
import { HTML_LANGUAGES, escapedText } from "./page.js";
import { shownNumber } from "./signs.js";

/** @import { Words } from "../shared/types.js" */
/** @import { Seat, SeatsFile } from "./lines.js" */
/** @import { FrozenPaper } from "./types.js" */

const SLIP_STYLES =
  "body{font:11pt/1.6 sans-serif;margin:0 auto;max-width:45em;padding:0 1em}" +
  "h1{font-size:13pt}ul{list-style:none;margin:0;padding:0}" +
  "li{break-inside:avoid;border-bottom:1px dashed #777;padding:10pt 0}p{margin:0}b{font-size:13pt}" +
  "code{font:13pt/1.6 monospace}small{overflow-wrap:anywhere}@page{size:A4;margin:15mm}";

/**
 * A page to print and cut. `words` are of the paper's language; `address` is the exam's, where it is known.
 * @param {FrozenPaper} paper
 * @param {SeatsFile} file
 * @param {Words} words
 * @param {string} address
 */
export function slipsPage(paper, { seats }, words, address) {
  const facts = { title: paper.title, number: shownNumber(paper.number), minutes: paper.minutes };
  const heading = escapedText(fillWords(words.heading, facts));
  const rows = seats.map((seat) => `<li>${slip(seat, words, fillWords(words.about, facts), address)}</li>`).join("\n");
  return `<!doctype html>
<html lang="${HTML_LANGUAGES[paper.language]}">
<head><meta charset="utf-8"><title>${heading}</title><style>${SLIP_STYLES}</style></head>
<body><h1>${heading}</h1>
<p>${escapedText(words.private)}</p>
<ul>
${rows}
</ul></body>
</html>
`;
}

/**
 * @param {Seat} seat
 * @param {Words} words
 * @param {string} about
 * @param {string} address
 */
function slip({ seat, name, number, code }, words, about, address) {
  const who = escapedText(`${name} ${number}`.trim());
  const shown = code.replace(/(.{4})(?=.)/g, "$1 ");
  const said = escapedText(fillWords(words.seat, { seat }));
  const link = address ? escapedText(`${address}#seat=${seat}&code=${code}`) : escapedText(words.how);
  return `<p><b>${who}</b> · ${escapedText(about)}</p><p>${said} <code>${shown}</code></p><p><small>${link}</small></p>`;
}
