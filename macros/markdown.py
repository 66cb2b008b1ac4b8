"""Plain words to Markdown that shows exactly those words."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping

_INLINE = re.compile(r"([\\`*_\[\]{}|])")
_LINE_START = re.compile(r"^(\s*)([#>+-]|\d+(?=[.)]))", re.MULTILINE)


def escape(text: str) -> str:
    """Words with everything that Markdown or HTML would take as markup made harmless."""
    marked = _INLINE.sub(r"\\\1", html.escape(text, quote=False))
    return _LINE_START.sub(lambda found: f"{found[1]}\\{found[2]}" if not found[2].isdigit() else found[0], marked)


def link(text: str, target: str, attributes: str = "") -> str:
    """A Markdown link with an attribute list; MkDocs checks its page and its anchor."""
    return f"[{text}]({target})" + (f"{{ {attributes} }}" if attributes else "")


def front_matter(meta: Mapping[str, object]) -> str:
    """The head of a page. Values must be plain YAML scalars, lists or mappings in flow style."""
    lines = [f"{key}: {value}" for key, value in meta.items()]
    return "\n".join(["---", *lines, "---", ""])
