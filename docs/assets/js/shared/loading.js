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

/** What begins whatever somebody does with a page; on the way to the browser's menu, to print it, a mouse moves. */
const BEGINNINGS = ["scroll", "pointermove", "pointerdown", "keydown"];

/**
 * Does something once as soon as a place is in the window, or the page is used.
 * @param {Element} place
 * @param {() => unknown} todo
 */
export function whenUsed(place, todo) {
  const begin = () => {
    near.disconnect();
    for (const name of BEGINNINGS) window.removeEventListener(name, begin);
    todo();
  };
  const near = new IntersectionObserver((seen) => seen.some(({ isIntersecting }) => isIntersecting) && begin());
  near.observe(place);
  for (const name of BEGINNINGS) window.addEventListener(name, begin);
}
