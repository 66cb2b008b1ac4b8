"""Pages as on a busy machine, for `make slow-pages`: what they do later comes SLOW_PAGES milliseconds later still."""

from __future__ import annotations

import os

from playwright.sync_api import BrowserContext, Page

_LATER = os.environ.get("SLOW_PAGES", "")
# Scripts and sheets that a page asks for get their addresses later; those in its HTML come as ever.
_SCRIPT = """((later) => {
  const { setTimeout: after, fetch: ask } = window;
  window.setTimeout = (todo, time = 0, ...given) => after(todo, time + later, ...given);
  window.requestAnimationFrame = (todo) => after(() => todo(performance.now()), later);
  window.requestIdleCallback = (todo) => after(() => todo({ didTimeout: true, timeRemaining: () => 0 }), later);
  window.cancelAnimationFrame = window.cancelIdleCallback = window.clearTimeout;
  window.fetch = (...asked) => new Promise((go) => after(go, later)).then(() => ask(...asked));
  for (const name of ["IntersectionObserver", "ResizeObserver"])
    window[name] = class extends window[name] {
      constructor(told, how) { super((...seen) => after(() => told(...seen), later), how); }
    };
  for (const [{ prototype }, name] of [[HTMLScriptElement, "src"], [HTMLLinkElement, "href"]]) {
    const { get, set } = Object.getOwnPropertyDescriptor(prototype, name), { setAttribute } = prototype;
    Object.defineProperty(prototype, name, { get, set(to) { after(() => set.call(this, to), later); } });
    prototype.setAttribute = function (key, to) {
      if (key === name) after(() => setAttribute.call(this, key, to), later);
      else setAttribute.call(this, key, to);
    };
  }
})"""


def slow_down(window: BrowserContext | Page) -> None:
    """All pages of a window, where it is asked for."""
    if _LATER:
        window.add_init_script(f"{_SCRIPT}({int(_LATER)})")
