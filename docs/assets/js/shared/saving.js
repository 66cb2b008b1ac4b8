/* Files that a page offers to be saved. */

import { make } from "./dom.js";

const LATER = 60_000; // milliseconds until the browser has surely read it

/**
 * Offers a file to be saved, under a name.
 * @param {string} name
 * @param {string | Uint8Array} content
 * @param {string} type
 */
export function saveFile(name, content, type) {
  const address = URL.createObjectURL(new Blob([/** @type {BlobPart} */ (content)], { type }));
  const link = make("a", { href: address, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), LATER);
}
