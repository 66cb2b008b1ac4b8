"""What pages that stand alone are made of, such as an exam's: for the program, and for the browser as a script."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from handbook import LANGS, Lang
from macros.assets import bundle
from quiz import exam_words, page_words

FOLDER = "assets/pages"  # not among the scripts: their words keep styles of the theme that they could need
_DOCS = Path(__file__).resolve().parents[2] / "docs"


def page_parts(page: str) -> tuple[str, str]:
    """The script and the styles of a page, for `quiz`, which asks for them by the entry point `quiz.pages`."""
    return bundle.page_parts(_DOCS, page)


def own_page_files(docs: Path, lang: Lang) -> Iterator[tuple[str, str]]:
    """The same, with the page's words in every language, as scripts that deliver it: they are loaded when somebody
    makes such a page. Raises BadAsset.
    """
    for page in bundle.PAGES:
        script, styles = bundle.page_parts(docs, page)
        words = {each: page_words(f"{page}_page", each) for each in LANGS}
        parts = {"script": script, "styles": styles, "words": words, **(_for_exams(lang) if page == "exam" else {})}
        text = json.dumps(parts, ensure_ascii=False)
        yield f"{FOLDER}/{page}.js", f'handbookQuiz.deliver("{page}_page",{text});\n'


def _for_exams(lang: Lang) -> dict[str, object]:
    """What else it takes to make an exam: the words of slips, and of the trainers' page in its language."""
    return {
        "slips": {each: exam_words("slips", each) for each in LANGS},
        "making": exam_words("making", lang),
    }
