"""When a reader with a cheap phone and a slow network sees a page: ours beside bare Material with its own search."""

from __future__ import annotations

import re
import shutil
import statistics
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser

from macros.site.languages import LANGUAGES
from tools.bench.browsing import SLOWER, chromium, fresh_page, has_browser, served
from tools.bench.measure import run
from tools.bench.scale import Scale
from tools.bench.site import ONE_LANGUAGE, plain_project, project

PAGES = ("", "chapters/discipline/", "numbers/", "calculators/month_pay/", "practice/")
QUIET_MS = 1000  # after the last request: nothing more is to come
_OBSERVED = """
  window.seen = {first: 0, largest: 0, blocked: 0, shifted: 0};
  const observe = (type, note) => new PerformanceObserver((list) => list.getEntries().forEach(note))
    .observe({type, buffered: true});
  observe("paint", (entry) => { if (entry.name === "first-contentful-paint") seen.first = entry.startTime; });
  observe("largest-contentful-paint", (entry) => { seen.largest = entry.startTime; });
  observe("longtask", (entry) => { seen.blocked += Math.max(0, entry.duration - 50); });
  observe("layout-shift", (entry) => { if (!entry.hadRecentInput) seen.shifted += entry.value; });
"""
FIGURES = {
    "first": "first paint, ms",
    "largest": "largest paint, ms",
    "blocked": "blocked, ms",
    "shifted": "shift",
}


def bench(scale: Scale) -> None:
    """Print the medians of both for each page, and the ratio where bare Material's is not nothing."""
    if not has_browser("First view"):
        return
    rounds = scale.pick(1, 3, 9)
    print(f"First view: slow 4G, 390 px, CPU slowed {SLOWER}x, beside bare Material, median of {rounds} (at most 1.00)")
    with TemporaryDirectory() as folder, chromium() as browser:
        ours, bare = _sites(Path(folder))
        with served(ours) as our_address, served(bare) as bare_address:
            for path in PAGES[: scale.pick(1, len(PAGES), len(PAGES))]:
                views: list[tuple[Mapping[str, float], Mapping[str, float]]] = []
                for number in range(rounds):  # in turns, so that a drifting machine hits both alike
                    addresses = (our_address, bare_address) if number % 2 else (bare_address, our_address)
                    seen = {address: _view(browser, address + path) for address in addresses}
                    views.append((seen[our_address], seen[bare_address]))
                _print(path, views)


def _sites(folder: Path) -> tuple[Path, Path]:
    ours, bare = folder / "ours", folder / "bare"
    ours.mkdir()
    bare.mkdir()
    plain_project(project(ours, None), bare, LANGUAGES[:1])
    shutil.rmtree(bare / "macros")
    config = bare / LANGUAGES[0].config
    ours_alone = re.compile(r"^  custom_dir: .*\n|^extra_javascript:\n(  - .*\n)+", re.MULTILINE)
    text = ours_alone.sub("", config.read_text("utf-8"))
    others = "".join(f"\n    - {{name: {each.name}, link: /{each.folder}, lang: {each.name}}}" for each in LANGUAGES)
    config.write_text(re.sub(r"^  alternate: true.*$", f"  alternate:{others}", text, flags=re.MULTILINE), "utf-8")
    for site in (ours, bare):
        run(ONE_LANGUAGE, site)
    return ours / "site", bare / "site"


def _view(browser: Browser, address: str) -> Mapping[str, float]:
    with fresh_page(browser, slow_network=True) as page:
        page.add_init_script(_OBSERVED)
        page.goto(address)
        page.wait_for_load_state("networkidle")
        page.wait_for_timeout(QUIET_MS)
        seen: Mapping[str, float] = page.evaluate("seen")
    return seen


def _print(path: str, views: list[tuple[Mapping[str, float], Mapping[str, float]]]) -> None:
    print(f"  {path or 'home'}", flush=True)
    for key, label in FIGURES.items():
        mine, other = (statistics.median(pair[side][key] for pair in views) for side in (0, 1))
        compared = f"ratio {mine / other:.2f}" if other else "ratio –"
        digits = 3 if key == "shifted" else 0
        print(f"    {label:18} ours {mine:7.{digits}f} · bare {other:7.{digits}f} · {compared}", flush=True)
