"""What the search of one language loads when somebody searches: scripts that deliver data.

They are scripts and not JSON to fetch, so that they also load from a file opened without a server.
"""

from __future__ import annotations

from collections.abc import Iterator

from macros.data.search.index import index
from macros.data.search.language import language
from macros.render.markdown import in_script
from macros.site.edition import Edition

FOLDER = "assets/search"
_OPENING = ("find.title", "find.placeholder", "find.wait", "find.failed", "find.close")


def search_files(edition: Edition) -> Iterator[tuple[str, str]]:
    """Addresses and contents: the handbook as the search sees it, and what it knows of the languages people type."""
    yield f"{FOLDER}/index.js", f"window.handbookSearchIndex={in_script(index(edition))};\n"
    yield f"{FOLDER}/language.js", f"window.handbookSearchLanguage={in_script(language(edition.book))};\n"


def opening_words(edition: Edition) -> dict[str, str]:
    """What is said before the rest of the search has been loaded, so that every page has it."""
    return {key.removeprefix("find."): edition.say(key) for key in _OPENING}
