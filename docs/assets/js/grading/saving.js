/* Files for the person at the screen: made here, saved by the browser. */

const LATER = 60_000; // milliseconds until the browser has surely read it

/**
 * Has the browser save a file.
 * @param {string} name
 * @param {string} type
 * @param {string | Uint8Array} content
 */
export function downloadFile(name, type, content) {
  const address = URL.createObjectURL(new Blob([/** @type {BlobPart} */ (content)], { type }));
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), LATER);
}

/**
 * Has the browser ask before a page is left whose papers nobody has saved.
 * @param {{ isUnsaved: boolean }} papers
 */
export function warnsOfLeaving(papers) {
  window.addEventListener("beforeunload", (event) => {
    if (papers.isUnsaved) event.preventDefault();
  });
}
