/* Scripts and styles that a page asks for when somebody needs them, and work that waits for its turn. */

/** @param {string} address */
export function loadScript(address) {
  const script = document.createElement("script");
  script.src = address;
  return loaded(script);
}

/**
 * @param {HTMLScriptElement | HTMLLinkElement} element
 * @returns {Promise<void>}
 */
export function loaded(element) {
  return new Promise((resolve, reject) => {
    element.addEventListener("load", () => resolve());
    element.addEventListener("error", () => {
      element.remove();
      reject(new Error(element instanceof HTMLLinkElement ? element.href : element.src));
    });
    document.head.append(element);
  });
}

/** Waits until the browser has done what else there is to do. */
export const aTurn = () => new Promise((go) => setTimeout(go));
