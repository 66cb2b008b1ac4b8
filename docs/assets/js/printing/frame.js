/* A frame in which a document stands as it will be printed. It runs no script. */

import { make } from "../shared/dom.js";
import { htmlText } from "./html.js";

/** @import { PrintedDocument, Template } from "./types.js" */

/** @param {string} name of its class */
export function documentFrame(name) {
  return make("iframe", { class: name, sandbox: "allow-same-origin allow-modals" });
}

/**
 * Brings a document into sight; resolves when it is there.
 * @param {HTMLIFrameElement} frame
 * @param {Template} template
 * @param {PrintedDocument} document
 */
export function showInFrame(frame, template, document) {
  return new Promise((resolve) => {
    frame.onload = resolve;
    // eslint-disable-next-line no-restricted-syntax -- a document in a frame that runs no script; its texts are escaped
    frame.srcdoc = htmlText(template, document);
  });
}

/**
 * Prints what stands in a frame: what stands around it on the page is never on the paper.
 * @param {HTMLIFrameElement} frame
 */
export function printFrame(frame) {
  frame.contentWindow?.focus();
  frame.contentWindow?.print();
}

/**
 * Prints a document from a frame of its own.
 * @param {Template} template
 * @param {PrintedDocument} document
 * @param {Element} host where the frame stands
 */
export async function printInFrame(template, document, host) {
  const frame = documentFrame("hb-print__sheet");
  frame.title = document.title;
  host.replaceChildren(frame);
  await showInFrame(frame, template, document);
  printFrame(frame);
}
