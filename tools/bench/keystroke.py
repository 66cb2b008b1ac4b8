"""From a key pressed in the pay calculator to the result on the page, in Chromium slowed down fourfold."""

from __future__ import annotations

import statistics
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Page

from macros.site.build import ROOT
from tools.bench.browsing import SLOWER, chromium, fresh_page, has_browser, served
from tools.bench.measure import run
from tools.bench.scale import Scale

PAGE = "calculators/month_pay/"
KEYS, FRAME_MS = 120, 16.0
# From the moment the browser hands the event to the page until the result has been laid out.
_TIMED = """(text) => {
  const box = document.querySelector("#month_pay-base");
  box.value = text;
  const start = performance.now();
  box.dispatchEvent(new Event("input", {bubbles: true}));
  const shown = performance.now() - start;
  document.querySelector(".hb-card-sum").getBoundingClientRect();
  return [shown, performance.now() - start, document.querySelector(".hb-answer__sum strong").textContent];
}"""


def bench(scale: Scale) -> None:
    """Print the median, the slowest of twenty and the slowest, beside one frame."""
    if not has_browser("Keystroke to result"):
        return
    with TemporaryDirectory() as folder:
        site = Path(folder) / "site"
        run((sys.executable, "-m", "mkdocs", "build", "--site-dir", str(site)), ROOT)
        with served(site) as address, chromium() as browser, fresh_page(browser) as page:
            page.goto(address + PAGE)
            _print(_times(page, scale.pick(6, KEYS // 4, KEYS)))


def _times(page: Page, keys: int) -> list[tuple[float, float]]:
    times, results = [], set()
    for key in range(keys):
        worked, laid_out, result = page.evaluate(_TIMED, str(4000 + 7 * key))
        results.add(result)
        times.append((worked, laid_out))
    assert len(results) == keys, "every key must have given another result"
    return times[keys // 6 :]  # the first ones are compiled on the way


def _print(times: list[tuple[float, float]]) -> None:
    print(
        f"Keystroke to result: pay calculator, 390 px, CPU slowed {SLOWER}x, {len(times)} keys (a frame: {FRAME_MS} ms)"
    )
    for label, index in (("result written", 0), ("and laid out", 1)):
        values = sorted(each[index] for each in times)
        middle, slow, slowest = statistics.median(values), values[int(len(values) * 0.95)], values[-1]
        print(f"  {label:15} median {middle:5.1f} ms   95% below {slow:5.1f} ms   slowest {slowest:5.1f} ms")
