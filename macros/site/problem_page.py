"""What people see while the policy's files have a mistake: where it is and how to mend it, on the page itself."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup

from handbook import Lang, say
from macros.render.markdown import escape
from macros.site.edition import written
from macros.site.state import SiteState


def banner(state: SiteState, lang: Lang) -> Markup:
    """HTML for the top of every page."""
    rows = "".join(f"<li><code>{escape(line)}</code></li>" for line in _lines(state, lang))
    return Markup(f"<p><strong>{escape(say('macros.site.problems_title', lang))}</strong></p><ul>{rows}</ul>")


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
