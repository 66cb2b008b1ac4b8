"""What readers' browsers get keeps to the floor of browsers: the built scripts and styles, the theme's and ours.

The linters read them as they are delivered, by the rules that hold the floor in the sources.
"""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

import pytest
from built import ROOT

from macros.assets.bundle import PAGES, page_parts

PLANTED = "docs/assets/{kind}/planted.{kind}"  # where the linters hold the floor
FOLDERS = ("js/*.js", "javascripts/*.js", "rules/month_pay-*.js", "css/*.css")
INLINE = re.compile(r"<script>(.+?)</script>", re.DOTALL)
ASKED_FOR_FIRST = re.compile(r"@supports selector\(:has\(a\)\)\{(?:[^{}]*\{[^{}]*\})*\}")
# What the theme's styles have beyond the floor, by its name at caniuse.com: a page does as well without.
LOOKS_ONLY = {
    "css-color-adjust",  # colours of ticks on paper
    "css-scrollbar",  # how wide it is
    "css-grid-animation",
}


def said_of(texts: list[tuple[str, str]]) -> list[list[str]]:
    planted = [{"file": PLANTED.format(kind=kind), "text": text} for kind, text in texts]
    done = subprocess.run(
        ["node", "tests/lint_planted.mjs", "floor"],
        input=json.dumps(planted), cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True,
    )  # fmt: skip
    found: list[list[str]] = json.loads(done.stdout)
    return found


@pytest.fixture(scope="module")
def shipped(site: Path) -> dict[str, str]:
    """Every script and style that some page runs, by its name; of rules one, as one writer makes them all."""
    files = [path for folder in FOLDERS for path in site.glob(f"assets/{folder}")]
    texts = {path.name: path.read_text("utf-8") for path in files}
    for page in PAGES:
        texts[f"{page}.js"], texts[f"{page}.css"] = page_parts(ROOT / "docs", page)
    inline = {
        script for page in ("index.html", "404.html") for script in INLINE.findall((site / page).read_text("utf-8"))
    }
    return texts | {f"inline {number}.js": script for number, script in enumerate(sorted(inline))}


def test_what_is_shipped_keeps_to_the_floor(shipped: dict[str, str]) -> None:
    later = {"later.js": "const a=[].at(-1);structuredClone(a)", "later.css": "a:is(b){inset:0}"}
    texts = {name: ASKED_FOR_FIRST.sub("", text) for name, text in (shipped | later).items()}
    said = dict(zip(texts, said_of([(name.rpartition(".")[2], text) for name, text in texts.items()]), strict=True))
    assert all(len(said.pop(name)) > 1 for name in later)  # the linters see what is minified
    assert len([name for name in said if name.endswith(".js")]) > 20
    mild = re.compile(f'"({"|".join(LOOKS_ONLY)})"')
    told = {name: sorted({each for each in lines if not mild.search(each)}) for name, lines in said.items()}
    assert {name: lines for name, lines in told.items() if lines} == {}
