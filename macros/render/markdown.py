"""Plain words to markup that shows exactly those words, in Markdown and in HTML alike.

What either could take for markup becomes a character reference (`*` is `&#42;`), which both leave alone: in a line, a
heading, a list, a table, a block of HTML, an attribute. So a template need not know where its text will stand, and
there is nothing to forget: the templates pass every value through `shown`, and only `Markup` goes by unchanged.
"""

from __future__ import annotations

import json
import re

from markupsafe import Markup

# Anywhere; an underscore within a word is none of Markdown's business, so ids stay what they are.
_SPECIAL = re.compile(r"""[&<>"'\\`*\[\]{}|!#]|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])""")
# At the beginning of a line: lists, rules under a heading, fences.
_LINE_START = re.compile(r"^(?:[~:]|[-+=](?=[-=\s]|$)|(?P<number>\d+)(?P<sign>[.)])(?=\s|$))", re.MULTILINE)
_SPACE = re.compile(r"[^\S\u00a0]+")  # but not one that keeps two words in a line
_BLANK_LINES = re.compile(r"\s*\n\s*\n\s*")
_BREAK = re.compile(r"[^\S\n]*\n[^\S\n]*")
_BREAKERS = {"<": "\\u003c", "\u2028": "\\u2028", "\u2029": "\\u2029"}


def escape(text: str) -> Markup:
    """One line of words; line breaks become spaces. What is markup already stays as it is."""
    if hasattr(text, "__html__"):
        return Markup(text)
    return Markup(_escaped(_SPACE.sub(" ", text)))


def paragraphs(text: str) -> Markup:
    """Words in which an empty line begins a new paragraph."""
    return Markup(_escaped(_BREAK.sub("\n", _BLANK_LINES.sub("\n\n", text))))


def shown(value: object) -> Markup:
    """What templates write for `{{ value }}`."""
    return escape(value if isinstance(value, str) else str(value))


def link(text: str, target: str, attributes: str = "") -> Markup:
    """A Markdown link with an attribute list; MkDocs checks its page and its anchor. `target` is an address of ours."""
    return Markup(f"[{escape(text)}]({target})" + (f"{{ {attributes} }}" if attributes else ""))


def in_script(data: object) -> Markup:
    """Data as JSON that may stand inside a script of a page: nothing in it ends the script."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    for sign, code in _BREAKERS.items():
        text = text.replace(sign, code)
    return Markup(text)


def _escaped(text: str) -> str:
    return _LINE_START.sub(_at_line_start, _SPECIAL.sub(_reference, text))


def _reference(found: re.Match[str]) -> str:
    return f"&#{ord(found[0])};"


def _at_line_start(found: re.Match[str]) -> str:
    return f"{found['number']}&#{ord(found['sign'])};" if found["number"] else _reference(found)
