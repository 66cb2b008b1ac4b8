"""From opening the search to its first result, with all that is loaded for it, in Chromium slowed down fourfold."""

from __future__ import annotations

import json
import statistics
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from playwright.sync_api import Browser

from macros.data.search.files import FOLDER
from macros.site.build import ROOT
from tools.bench.browsing import SLOWER, chromium, fresh_page, has_browser, served
from tools.bench.measure import run
from tools.bench.scale import Scale

MANY = 3000  # clauses
GOAL_MS, GOAL_OF_MANY_MS = 500, 1500
QUERY = "迟到12分钟"
_PATIENCE_MS = 60_000
# From the key that opens it to a result, with the box filled as soon as it is there.
_TIMED = """(query) => new Promise((done) => {
  const start = performance.now();
  const look = () => {
    const box = document.querySelector("[data-hb-search=box]");
    if (box && !box.value) {
      box.value = query;
      box.dispatchEvent(new InputEvent("input", {bubbles: true}));
    }
    if (document.querySelector("[data-hb-search=result]")) done(performance.now() - start);
    else setTimeout(look, 4);
  };
  document.dispatchEvent(new KeyboardEvent("keydown", {key: "/", bubbles: true}));
  look();
})"""


def bench(scale: Scale) -> None:
    """Print the median for the real handbook and for one with many clauses."""
    if not has_browser("Search"):
        return
    rounds = scale.pick(1, 5, 15)
    print(f"Search: from opening to the first result with all loading, CPU slowed {SLOWER}x, median of {rounds}")
    with TemporaryDirectory() as folder, chromium() as browser:
        site = Path(folder) / "site"
        run((sys.executable, "-m", "mkdocs", "build", "--site-dir", str(site)), ROOT)
        with served(site) as address:
            _print("real handbook", browser, address, rounds, GOAL_MS)
        clauses = scale.pick(300, MANY, MANY)
        _grow(site / FOLDER / "index.js", clauses)
        with served(site) as address:
            _print(f"{clauses} clauses", browser, address, rounds, GOAL_OF_MANY_MS)


def _print(title: str, browser: Browser, address: str, rounds: int, goal: int) -> None:
    times = []
    for _ in range(rounds):
        with fresh_page(browser) as page:
            page.set_default_timeout(_PATIENCE_MS)
            page.goto(address)
            page.wait_for_load_state("networkidle")
            times.append(page.evaluate(_TIMED, QUERY))
    print(
        f"  {title:14} {statistics.median(times):5.0f} ms, slowest {max(times):5.0f} ms (to be {goal} ms)", flush=True
    )


def _grow(file: Path, count: int) -> None:
    """So many clauses: the real ones again and again, each text beginning somewhere else."""
    name, _, data = file.read_text(encoding="utf-8").rstrip(";\n").partition("=")
    index = json.loads(data)
    real = index["clauses"]
    index["clauses"] = [_copy(real[place % len(real)], place // len(real)) for place in range(count)]
    file.write_text(f"{name}={json.dumps(index, ensure_ascii=False)};\n", encoding="utf-8")


def _copy(clause: dict[str, Any], number: int) -> dict[str, Any]:
    text = clause["x"]
    cut = 7 * number % len(text)
    return clause | {"i": f"{clause['i']}_{number}", "x": text[cut:] + text[:cut]} if number else clause
