"""What the page for grading says, in the site and as a file that stands alone."""

from __future__ import annotations

import json
from typing import Any

from handbook import LANGS, Lang, section
from quiz.exams.page import OwnPage, PageParts, own_page
from quiz.papers.documents.templates import browser_template

_SECTIONS = ("grade_page", "grading", "exams")
_COLUMNS = ("name", "number", "version")


def grading_data(lang: Lang, site: str = "") -> dict[str, Any]:
    """What its script is given; names are canonical ones, so dots in keys are underscores. `site` is the address of the
    handbook in this language, where it is known."""
    words = {
        f"{name}_{key}".replace(".", "_"): str(text)
        for name in _SECTIONS
        for key, text in section("quiz", name, lang).items()
    }
    return {"lang": lang, "words": words, "headings": answer_headings(), "site": site}


def grade_page(parts: PageParts, lang: Lang, site: str = "") -> bytes:
    """The page as a file that stands alone."""
    data = grading_data(lang, site) | {
        "template": json.dumps(browser_template(lang), ensure_ascii=False, separators=(",", ":"))
    }
    words = data["words"]
    return own_page(parts, OwnPage(lang, words["grade_page_title"], words["grade_page_static"], data))


def answer_headings() -> dict[str, list[str]]:
    """What the columns of a sheet of answers may be called, in any of the languages."""
    return {
        column: sorted({name for lang in LANGS for name in str(_called(lang, column)).split("|")})
        for column in _COLUMNS
    }


def _called(lang: Lang, column: str) -> object:
    return section("quiz", "grading", lang)[f"called.{column}"]
