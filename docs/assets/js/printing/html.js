/* A document to print from any browser, the same to the byte as Python writes it (`quiz/papers/documents/html.py`). */

import { escaped } from "../archive/xml.js";
import { unbroken } from "../shared/fill.js";
import { sayPrinted } from "./words.js";

/** @import { Block, PrintedAnswer, PrintedDocument, PrintedRow, QuestionBlock } from "./types.js" */
/** @import { TableBlock, Template, TitleBlock } from "./types.js" */

const OPTION_COLUMNS = { 1: "", 2: " two", 4: " four" };

/**
 * The text of the page.
 * @param {Template} template
 * @param {PrintedDocument} document
 */
export function htmlText(template, { bound, title, head, blocks }) {
  const binding = escaped(sayPrinted(template, "papers.binding"));
  const lines = [
    "<!doctype html>",
    `<html lang="${template.lang}"><head><meta charset="utf-8">` +
      '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${escaped(title)}</title>`,
    `<style>${template.css}</style></head>`,
    bound ? `<body class="bound"><div class="bind" aria-hidden="true">${binding}</div>` : "<body>",
    '<table class="sheet" role="presentation">',
    `<thead><tr><td>${escaped(head)}</td></tr></thead><tbody><tr><td>`,
    ...keptTogether(blocks),
    "</td></tr></tbody></table></body></html>",
  ];
  return `${lines.join("\n")}\n`;
}

/**
 * The blocks; a heading and what comes below it are one piece that no page parts. What is answered may be long: there the
 * heading keeps with its beginning alone.
 * @param {readonly Block[]} blocks
 */
function keptTogether(blocks) {
  /** @type {string[]} */
  const lines = [];
  let piece = "";
  for (const block of blocks) {
    const isHeading = block.type === "heading";
    const isLong = block.type === "question" && block.answer;
    if (!isHeading) {
      const whole = piece + htmlBlock(block);
      lines.push(piece && !isLong ? `<div class="keep">${whole}</div>` : whole);
    }
    piece = isHeading ? htmlBlock(block) : "";
  }
  return lines;
}

/** @param {Block} block */
function htmlBlock(block) {
  switch (block.type) {
    case "title":
      return htmlTitle(block);
    case "fields":
      return `<p class="fields">${block.labels.map((label) => `<span>${escaped(label)}</span>`).join("")}</p>`;
    case "question":
      return htmlQuestion(block);
    case "table":
      return htmlTable(block);
    case "heading":
      return `<h2>${escaped(block.text)}</h2>`;
    default:
      return `<p class="remark">${escaped(block.text)}</p>`;
  }
}

/** @param {TitleBlock} block */
function htmlTitle({ above, title, left, right }) {
  const meta = `<p class="meta"><span>${escaped(left)}</span><span>${escaped(right)}</span></p>`;
  return `<header>${above ? `<p class="above">${escaped(above)}</p>` : ""}<h1>${escaped(title)}</h1>${meta}</header>`;
}

/** @param {QuestionBlock} block */
function htmlQuestion({ number, before, stem, items, options, columns, line, answer }) {
  const parts = [`<p class="stem"><span class="number">${number}.</span>${toldHtml(before + stem)}</p>`];
  if (items.length) parts.push(`<ul class="items">${htmlList(items)}</ul>`);
  if (options.length) parts.push(`<ol class="options${OPTION_COLUMNS[columns]}">${htmlList(options)}</ol>`);
  if (line) parts.push(`<p class="line">${escaped(line)}</p>`);
  if (answer) parts.push(htmlAnswer(answer));
  return `<div class="${answer ? "q long" : "q"}">${parts.join("")}</div>`;
}

/** @param {PrintedAnswer} answer */
function htmlAnswer({ text, notes }) {
  const told = notes.map(
    ([label, note]) => `<p class="note">${label ? `<b>${escaped(label)}</b>` : ""}${toldHtml(note)}</p>`,
  );
  return `<p class="answer">${toldHtml(text)}</p>${told.join("")}`;
}

/** @param {string} text */
function toldHtml(text) {
  return escaped(unbroken(text));
}

/** @param {readonly string[]} texts */
function htmlList(texts) {
  return texts.map((text) => `<li>${toldHtml(text)}</li>`).join("");
}

/** @param {TableBlock} block */
function htmlTable({ look, widths, rows }) {
  const whole = widths.reduce((sum, width) => sum + width, 0);
  const columns = widths.map((width) => `<col width="${Math.floor((width * 100) / whole)}%">`).join("");
  const part = (/** @type {boolean} */ heads) =>
    rows
      .filter(({ kind }) => (kind === "head") === heads)
      .map((row) => htmlRow(row, look))
      .join("");
  return (
    `<table class="cells ${look}" width="${Math.floor(whole / 10)}%"><colgroup>${columns}</colgroup>` +
    `<thead>${part(true)}</thead><tbody>${part(false)}</tbody></table>`
  );
}

/**
 * @param {PrintedRow} row
 * @param {TableBlock["look"]} look
 */
function htmlRow({ kind, cells }, look) {
  const told = cells.map((cell, place) => {
    const tag = kind === "head" || (!place && look !== "list") ? "th" : "td";
    return `<${tag}>${escaped(cell)}</${tag}>`;
  });
  return `<tr${kind === "write" ? ' class="write"' : ""}>${told.join("")}</tr>`;
}
