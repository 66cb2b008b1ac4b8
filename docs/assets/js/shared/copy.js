/* Copying to the clipboard, also from plain HTTP, where browsers have no clipboard interface. */

/**
 * Copies what stands in a field; whether the browser says that it did. The field stays selected, so that people can copy
 * by hand where it did not. To be called by a tap, at once: what came later would not be allowed.
 * @param {HTMLInputElement | HTMLTextAreaElement} field
 * @returns {Promise<boolean>}
 */
export async function copyFrom(field) {
  field.focus();
  field.select();
  field.setSelectionRange(0, field.value.length); // iOS
  try {
    if (document.execCommand("copy")) return true;
  } catch {
    // the newer way is left
  }
  if (!navigator.clipboard) return false;
  return navigator.clipboard.writeText(field.value).then(
    () => true,
    () => false,
  );
}
