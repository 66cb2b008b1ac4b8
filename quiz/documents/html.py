"""A document to print from any browser: one file, no script, A4, page numbers."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from quiz.documents.sheet import Sheet


def html_document(sheet: Sheet) -> bytes:
    """The document as UTF-8."""
    return _template().render(sheet=sheet).encode()


@cache
def _template() -> Template:
    loader = FileSystemLoader(Path(__file__).parent)
    env = Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    return env.get_template("sheet.html.j2")
