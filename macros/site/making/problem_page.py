"""What people see while the policy's files have a mistake: where it is and how to mend it, on the page itself."""

from __future__ import annotations

from collections.abc import Iterable

from handbook import Lang, say
from macros.render.markdown import escape
from macros.site.edition import written
from macros.site.making.state import SiteState


def banner(state: SiteState, lang: Lang) -> str:
    """HTML for every page; nothing where nothing is wrong."""
    if not state.errors:
        return ""
    title = escape(say("macros.site.problems_title", lang))
    rows = "".join(f"<li><code>{escape(line)}</code></li>" for line in _lines(state, lang))
    return f'<div class="hb-problems md-typeset" role="alert"><p><strong>{title}</strong></p><ul>{rows}</ul></div>'


def problem_page(state: SiteState, lang: Lang) -> str:
    """Markdown for the only page, where there is no earlier book to show."""
    return _page(say("macros.site.problems_only", lang), _lines(state, lang))


def bad_page(uri: str, reason: str) -> str:
    """Markdown for a hand-written page that cannot be rendered."""
    return _page(uri, [reason])


def _page(title: str, lines: Iterable[str]) -> str:
    rows = "\n".join(f"-   <code>{escape(line)}</code>" for line in lines)
    return f"# {escape(title)}\n\n{rows}\n"


def _lines(state: SiteState, lang: Lang) -> list[str]:
    return [problem.line(written(lang)) for problem in state.errors]
