/* Files that a page offers to be saved. */

import { make } from "./dom.js";

/**
 * Offers a file to be saved, under a name.
 * @param {string} name
 * @param {string | Uint8Array} content
 * @param {string} type
 */
export function saveFile(name, content, type) {
  const address = URL.createObjectURL(new Blob([/** @type {BlobPart} */ (content)], { type }));
  make("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 1000);
}
