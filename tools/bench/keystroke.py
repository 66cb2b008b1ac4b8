"""From a key pressed in the pay calculator to the result on the page, in Chromium slowed down fourfold."""

from __future__ import annotations

import statistics
import sys
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Page, sync_playwright

from macros.site.build import ROOT
from tools.bench.measure import run
from tools.bench.scale import Scale
from tools.browser import ARGUMENTS, CURE, find_browser

PAGE = "calculators/month_pay/"
SLOWER, KEYS, FRAME_MS = 4, 120, 16.0
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


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *args: object) -> None:
        """Say nothing."""


def bench(scale: Scale) -> None:
    """Print the median, the slowest of twenty and the slowest, beside one frame."""
    path = find_browser()
    if path is None:
        raise SystemExit(CURE)
    with TemporaryDirectory() as folder:
        site = Path(folder) / "site"
        run((sys.executable, "-m", "mkdocs", "build", "--site-dir", str(site)), ROOT)
        server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(site)))
        threading.Thread(target=server.serve_forever, daemon=True).start()
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=path, args=list(ARGUMENTS))
            page = browser.new_page(viewport={"width": 390, "height": 844})
            page.goto(f"http://127.0.0.1:{server.server_port}/{PAGE}")
            _print(_times(page, scale.pick(6, KEYS // 4, KEYS)))
            browser.close()
        server.shutdown()


def _times(page: Page, keys: int) -> list[tuple[float, float]]:
    session = page.context.new_cdp_session(page)
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
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
