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
_SPECIAL = re.compile(r"""[&<>"'\\`*\[\]{}|!#_]""")
_IN_A_WORD = re.compile(r"(?<=[A-Za-z0-9])_(?=[A-Za-z0-9])")
# At the beginning of a line: lists, rules under a heading, fences.
_LINE_START = re.compile(r"^(?:[~:]|[-+=](?=[-=\s]|$)|(?P<number>\d+)(?P<sign>[.)])(?=\s|$))", re.MULTILINE)
_SPACE = re.compile(r"[^\S\u00a0]+")  # but not one that keeps two words in a line
_BLANK_LINES = re.compile(r"\s*\n\s*\n\s*")
_BREAK = re.compile(r"[^\S\n]*\n[^\S\n]*")
_PARAGRAPH = "\n\n"
_BREAKERS = {"<": "\\u003c", "\u2028": "\\u2028", "\u2029": "\\u2029"}


def escape(text: str) -> Markup:
    """One line of words; line breaks become spaces. What is markup already stays as it is."""
    if hasattr(text, "__html__"):
        return Markup(text)
    if not text.isprintable() or "  " in text:  # few texts have any space but single ones
        text = _SPACE.sub(" ", text)
    text = _SPECIAL.sub(_reference, text)
    begun = _LINE_START.match(text)
    return Markup(_at_line_start(begun) + text[begun.end() :] if begun else text)


def lines(text: str) -> Markup:
    """Words of several lines, of which an empty one begins a new paragraph."""
    whole = _BREAK.sub("\n", _BLANK_LINES.sub(_PARAGRAPH, text))
    return Markup(_LINE_START.sub(_at_line_start, _SPECIAL.sub(_reference, whole)))


def paragraphs(text: Markup, before: str = "") -> Markup:
    """The paragraphs of what `lines` have made, with something `before` the words of the first."""
    whole = f"{before} {text}" if before else text
    return Markup("\n".join(f"<p>{each}</p>" for each in whole.split(_PARAGRAPH) if each))


def shown(value: object) -> Markup:
    """What templates write for `{{ value }}`."""
    return escape(value if isinstance(value, str) else str(value))


def link(text: str, target: str, classes: str = "") -> Markup:
    """A link in HTML. `target` is an address of ours, `classes` are names that our styles know."""
    named = f' class="{classes}"' if classes else ""
    return Markup(f'<a{named} href="{target}">{escape(text)}</a>')


def in_script(data: object) -> Markup:
    """Data as JSON that may stand inside a script of a page: nothing in it ends the script."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    for sign, code in _BREAKERS.items():
        text = text.replace(sign, code)
    return Markup(text)


def _reference(found: re.Match[str]) -> str:
    within = found[0] == "_" and _IN_A_WORD.match(found.string, found.start())
    return "_" if within else f"&#{ord(found[0])};"


def _at_line_start(found: re.Match[str]) -> str:
    return f"{found['number'] or ''}&#{ord(found['sign'] or found[0])};"
