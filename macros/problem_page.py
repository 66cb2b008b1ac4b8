"""What people see while the policy's files have a mistake: where it is and how to mend it, on the page itself."""

from __future__ import annotations

from html import escape

from handbook.words import Lang
from macros.shelf import Shelf
from macros.ui import say


def banner(shelf: Shelf, lang: Lang) -> str:
    """HTML for the top of every page."""
    rows = "".join(f"<li><code>{escape(line)}</code></li>" for line in _lines(shelf, lang))
    return f"<p><strong>{escape(say('problems_title', lang))}</strong></p><ul>{rows}</ul>"


def problem_page(shelf: Shelf, lang: Lang) -> str:
    """Markdown for the only page, where there is no earlier book to show."""
    rows = "\n".join(f"    {line}" for line in _lines(shelf, lang))
    return f"# {say('problems_only', lang)}\n\n{rows}\n"


def _lines(shelf: Shelf, lang: Lang) -> list[str]:
    return [problem.line("en" if lang == "en" else "zh") for problem in shelf.errors]
