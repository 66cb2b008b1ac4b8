/* What leaves a page: files to save, and texts to copy. */

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

/**
 * Copies what stands in a field, also where a page without HTTPS has no clipboard; whether it worked. The older way comes
 * first: it needs the reader's tap, which some browsers forget once the newer one was refused.
 * @param {HTMLTextAreaElement | HTMLInputElement} field
 */
export async function copyFrom(field) {
  field.focus();
  field.select();
  field.setSelectionRange(0, field.value.length); // iOS selects nothing of a field that is read only
  if (document.execCommand("copy")) return true;
  try {
    await navigator.clipboard.writeText(field.value);
    return true;
  } catch {
    return false;
  }
}
