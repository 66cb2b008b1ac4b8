"""A document to print from any browser: one file, no script, A4, on every page what paper it is and of what version."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup

from handbook import Lang
from quiz.papers.documents.sheet import Sheet
from quiz.papers.documents.words import say_label

_FONTS: Mapping[Lang, Markup] = {
    "zh": Markup('"PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif'),
    "zh-Hant": Markup('"PingFang TC", "Microsoft JhengHei", "Noto Sans CJK TC", sans-serif'),
    "en": Markup('"Segoe UI", "Helvetica Neue", Arial, "PingFang SC", "Noto Sans CJK SC", sans-serif'),
}


def html_document(sheet: Sheet) -> bytes:
    """The document as UTF-8."""
    words = {
        "fonts": _FONTS[sheet.lang],
        "edition": _css_text(sheet.edition),
        "answer": say_label("quiz.papers.answer", sheet.lang),
    }
    return _template().render(sheet=sheet, **words).encode()


def _css_text(text: str) -> Markup:
    """A text as a string of CSS; all but letters and digits is written by number, so that nothing ends the string."""
    return Markup('"{}"').format(Markup("".join(sign if sign.isalnum() else f"\\{ord(sign):06x}" for sign in text)))


@cache
def _template() -> Template:
    loader = FileSystemLoader(Path(__file__).parent)
    env = Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    return env.get_template("sheet.html.j2")
