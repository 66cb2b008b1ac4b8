"""What pages that stand alone are made of, such as an exam's: for the program, and for the browser as a script."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from handbook import LANGS
from macros.assets import bundle
from quiz import page_words

FOLDER = "assets/pages"  # not among the scripts: their words keep styles of the theme that they could need
_MADE_BY_THE_SITE = ("exam", "grade")
_DOCS = Path(__file__).resolve().parents[2] / "docs"


def page_parts(page: str) -> tuple[str, str]:
    """The script and the styles of a page, for `quiz`, which asks for them by the entry point `quiz.pages`."""
    return bundle.page_parts(_DOCS, page)


def own_page_files(docs: Path) -> Iterator[tuple[str, str]]:
    """The same with the page's words as a script that delivers them, which is loaded when somebody makes such a page.

    Raises BadAsset.
    """
    for page in _MADE_BY_THE_SITE:
        script, styles = bundle.page_parts(docs, page)
        words = {lang: page_words(f"{page}_page", lang) for lang in LANGS}
        parts = json.dumps({"script": script, "styles": styles, "words": words}, ensure_ascii=False)
        yield f"{FOLDER}/{page}.js", f'handbookQuiz.deliver("{page}_page",{parts});\n'
