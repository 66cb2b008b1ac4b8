"""The document as PDF, by WeasyPrint: tagged (PDF/UA-1), with bookmarks, its fonts embedded as far as they are used."""

from __future__ import annotations

import importlib
import logging
import re
import sys
import warnings
from pathlib import Path
from types import ModuleType
from typing import Self
from xml.etree.ElementTree import tostring

from handbook import CommandRefused, Phrase, frozen, say
from macros.book.document import Document

PIP = "pip install 'weasyprint>=66'"
APT = "sudo apt-get install --yes libpango-1.0-0 libpangoft2-1.0-0 fonts-noto-cjk"
PANGO = "brew install pango" if sys.platform == "darwin" else APT
_DOCTYPE = "<!doctype html>"
_WITHOUT_GLYPH = re.compile(r'"(.)" \(U\+')
_NO_FONTS = "No fonts configured|FontConfig cannot load"
_MOST_SIGNS = 10


@frozen
class Pdf:
    """A file and how many pages it has."""

    content: bytes
    pages: int


def pdf_of(document: Document) -> Pdf:
    """The file; the same document and fonts give the same bytes. Raises CommandRefused where it cannot be made well."""
    weasyprint = _weasyprint(document.asked.title)
    with _Missing() as missing:
        page = weasyprint.HTML(string=_DOCTYPE + tostring(document.html, "unicode", "html"), base_url="about:blank")
        styles = [weasyprint.CSS(string=_styles(document))]
        laid_out = page.render(stylesheets=styles, pdf_variant="pdf/ua-1")
        content = laid_out.write_pdf(pdf_variant="pdf/ua-1")
    if missing.signs:
        raise _no_font("".join(missing.signs))
    return Pdf(content, len(laid_out.pages))


def _no_font(signs: str) -> CommandRefused:
    return CommandRefused(Phrase("macros.book.command.no_font", {"signs": signs[:_MOST_SIGNS], "cure": APT}))


def _weasyprint(title: str) -> ModuleType:
    """The library, which looks for fonts as it is loaded: without any, Pango ends the program at the first word."""
    try:
        with warnings.catch_warnings():
            warnings.filterwarnings("error", message=_NO_FONTS)
            return importlib.import_module("weasyprint")
    except UserWarning:
        raise _no_font(title) from None
    except ImportError:
        raise CommandRefused(Phrase("macros.book.command.no_weasyprint", {"cure": PIP})) from None
    except OSError:  # it is there, but what it draws with is not
        raise CommandRefused(Phrase("macros.book.command.no_pango", {"cure": PANGO})) from None


class _Missing(logging.Handler):
    """Gathers the signs that no font has; WeasyPrint only logs them."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.signs: dict[str, None] = {}

    def emit(self, record: logging.LogRecord) -> None:
        if found := _WITHOUT_GLYPH.search(record.getMessage()):
            self.signs[found[1]] = None

    def __enter__(self) -> Self:
        logger = logging.getLogger("weasyprint")
        self._before = logger.propagate, list(logger.handlers)
        logger.propagate, logger.handlers = False, [self]
        return self

    def __exit__(self, *_: object) -> None:
        logger = logging.getLogger("weasyprint")
        logger.propagate, logger.handlers = self._before[0], self._before[1]


def _styles(document: Document) -> str:
    """The style sheet, with the words at the foot of every page."""
    fixed = Path(__file__).with_name("book.css").read_text(encoding="utf-8")
    before, between, behind = in_parts(say("macros.book.page", document.lang, page="\0", pages="\1"))
    opens, _, closes = in_parts(say("macros.book.on_page", document.lang, page="\0"))
    number = f"{_css(before)} counter(page) {_css(between)} counter(pages) {_css(behind)}"
    on_page = f"{_css(opens)} target-counter(attr(href), page) {_css(closes)}"
    return (
        f"{fixed}\n@page {{ @bottom-left {{ content: {_css(document.version)} }} "
        f"@bottom-right {{ content: {number} }} @top-left {{ content: {_css(document.asked.title)} }} }}\n"
        f".hb-related a::after {{ content: {on_page} }}\n"
    )


def in_parts(text: str) -> tuple[str, str, str]:
    """What stands before, between and behind the marks for the page and for their number."""
    before, _, rest = text.partition("\0")
    between, mark, behind = rest.partition("\1")
    return (before, between, behind) if mark else (before, "", rest)


def _css(text: str) -> str:
    """A text as a string of CSS, in which nothing ends it."""
    return '"' + "".join(sign if sign.isalnum() else f"\\{ord(sign):06x}" for sign in text) + '"'
