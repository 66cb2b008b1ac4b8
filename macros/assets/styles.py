"""The files of styles of the site: one for every page, the theme's and ours together, and one for each kind of page
that needs more. One file is one request before the page can be drawn, and compresses better than three."""

from __future__ import annotations

import re
import shutil
from collections.abc import Sequence, Set
from pathlib import Path

from macros.assets import purge
from macros.render.kept import Kept, digest

FOLDER = "assets/css"
EVERY_PAGE = "handbook"
_LATER = ("working", "search", "offline")  # scripts ask for these
ENTRIES = (EVERY_PAGE, "calculators", "questions", "signoff", "grading", *_LATER)
_IMPORT = re.compile(r'^@import "([\w-]+\.css)";$', re.MULTILINE)
_THEME = "assets/stylesheets"
_THEME_FILES = ("main.*.css", "palette.*.css")  # in the order in which the theme has them
_purged = Kept("purged", Path(purge.__file__).read_text(encoding="utf-8"))


def uri(entry: str) -> str:
    """Where the site has a file of styles."""
    return f"{FOLDER}/{entry}.css"


def text(docs: Path, entry: str) -> str:
    """Our styles of an entry as one text, each file where the entry imports it."""
    whole = (docs / uri(entry)).read_text(encoding="utf-8")
    return _IMPORT.sub(lambda found: (docs / FOLDER / found[1]).read_text(encoding="utf-8"), whole)


def add_theme(site: Path, in_pages: purge.InPages | None) -> None:
    """Put the theme's styles before ours in a built site's file for every page, and drop the theme's own files.

    Given what its pages use, without what no page or script of that site can show; for a site of which single pages
    will be made anew, all of it.
    """
    theme = theme_styles(site / _THEME)
    ours = (site / uri(EVERY_PAGE)).read_text(encoding="utf-8")
    if in_pages:
        scripts = [path.read_text(encoding="utf-8") for path in sorted(site.glob("assets/j*/*.js"))]
        theme = _without_unused(theme, ours, in_pages.of(site), scripts)
    (site / uri(EVERY_PAGE)).write_text(theme + ours, encoding="utf-8")
    shutil.rmtree(site / _THEME, ignore_errors=True)


def _without_unused(theme: str, ours: str, in_pages: Set[str], scripts: Sequence[str]) -> str:
    key = digest(theme, ours, *sorted(in_pages), *scripts)
    kept: str | None = _purged.get(key)
    if kept is None:
        kept = purge.purged(theme, purge.used_names(in_pages, scripts), beside=ours)
        _purged.put(key, kept)
    return kept


def theme_styles(folder: Path) -> str:
    """The theme's styles in the order in which it has them."""
    return "".join(path.read_text(encoding="utf-8") for name in _THEME_FILES for path in folder.glob(name))
