"""How texts and shares stand in the formats of other systems."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from xml.etree import ElementTree as ET

_SPECIAL = "\\~=#{}:"


def gift_text(text: str) -> str:
    """Signs that mean something in GIFT, written so that they do not; a line stays one line."""
    escaped = "".join(f"\\{sign}" if sign in _SPECIAL else sign for sign in text)
    return escaped.replace("\n", "\\n").replace("->", "→")


def add_plain(node: ET.Element, name: str, text: str) -> None:
    """Moodle XML: an element with a text of its own."""
    ET.SubElement(node, name).text = text


def add_text(node: ET.Element, name: str, text: str) -> None:
    """Moodle XML: an element with a text in it."""
    add_plain(ET.SubElement(node, name), "text", text)


def add_html(node: ET.Element, name: str, text: str) -> None:
    """Moodle XML: an element with a text in HTML."""
    add_plain(ET.SubElement(node, name, format="html"), "text", markup(text))


def markup(text: str) -> str:
    """A plain text in HTML."""
    return escape(text).replace("\n", "<br>")


def weights(rights: Sequence[bool], all_wrong: int) -> list[str]:
    """What each option counts, by whether it is right, in percent as Moodle writes it: the right ones 100 together, the
    wrong ones `all_wrong`."""
    wrong = all_wrong / (len(rights) - sum(rights))
    counted = (100 / sum(rights) if right else wrong for right in rights)
    return [f"{share:.5f}".rstrip("0").rstrip(".") for share in counted]
