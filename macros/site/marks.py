"""What changes with every change of the policy, or with a mistake in it, is a mark until the page is finished.

So one changed value changes the text of the pages that show it, and of no other: what has been made of the rest
still holds. A mark is a sign for private use, which the files of a policy cannot hold (handbook/files/signs.py).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from macros.site.edition import Edition

from markupsafe import escape

from macros.render.markdown import escape as escape_in_markdown

VERSION, VERSION_LINE, QUESTIONS = "\ue000", "\ue001", "\ue002"
PROBLEMS = "\ue004"  # stands where the banner is shown (macros/site/making/problem_page.py)


def words_for(edition: Edition) -> dict[str, str]:
    """What stands in place of each mark of an edition."""
    digest, since, day = edition.book.digest, edition.since, edition.day
    line = edition.say("version_line", day=edition.say_day(day), since=edition.say_day(since), digest=digest)
    return {
        VERSION: escape(edition.say("version", since=since, digest=digest)),
        VERSION_LINE: escape_in_markdown(line),
        QUESTIONS: escape(edition.bank.version),
    }


def fill_in(html: str, words: Mapping[str, str]) -> str:
    """A finished page with words in place of its marks."""
    for mark, text in words.items():
        html = html.replace(mark, text)
    return html
