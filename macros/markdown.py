"""Plain words to Markdown that shows exactly those words."""

from __future__ import annotations

import html
import re

_SPECIAL = re.compile(r"[\\`*_\[\]{}|<>&#+\n-]|^\s*\d")
_INLINE = re.compile(r"([\\`*_\[\]{}|])")
_LINE_START = re.compile(r"^(\s*(?:\d+(?=[.)]))?)([#+.)-])", re.MULTILINE)  # of a heading or a list


def escape(text: str) -> str:
    """Words with everything that Markdown or HTML would take as markup made harmless."""
    if not _SPECIAL.search(text):
        return text
    marked = _INLINE.sub(r"\\\1", html.escape(text, quote=False))
    return _LINE_START.sub(r"\1\\\2", marked)


def link(text: str, target: str, attributes: str = "") -> str:
    """A Markdown link with an attribute list; MkDocs checks its page and its anchor."""
    return f"[{text}]({target})" + (f"{{ {attributes} }}" if attributes else "")
