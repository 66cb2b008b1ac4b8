/* The handbook without a network begins once the page is there: nothing of it is loaded before. */

import { loadScript } from "../shared/loading.js";

/** Only where the build and the browser have it: without, every page works as ever. */
export function beginOffline() {
  const manifest = /** @type {HTMLLinkElement | null} */ (document.querySelector("link[rel=manifest]"));
  if (!manifest || !navigator.serviceWorker) return;
  const begin = () => loadScript(new URL("assets/js/offline.js", manifest.href).href).catch(() => {});
  if (document.readyState === "complete") begin();
  else window.addEventListener("load", begin);
}
