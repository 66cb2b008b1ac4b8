/* When somebody uses a page. Nothing that waits for it is in the way of the first view. */

/** How a page is used; on the way to the browser's menu, to print it, a mouse moves. */
const USES = ["scroll", "pointermove", "pointerdown", "keydown"];

/** Told from the start: who is quicker than a page that is made in turns has used it too. */
const used = new Promise((tell) => {
  for (const name of USES) document.addEventListener(name, tell, { once: true });
});

/**
 * Does something once as soon as a place is in the window, or the page is used, or has been.
 * @param {Element} place
 * @param {() => unknown} todo
 */
export function whenUsed(place, todo) {
  let begun = false;
  const begin = () => {
    near.disconnect();
    if (!begun) todo();
    begun = true;
  };
  const near = new IntersectionObserver((seen) => seen.some(({ isIntersecting }) => isIntersecting) && begin());
  near.observe(place);
  void used.then(begin);
}
