"""The pages' HTML as trees, made fit for one file: ids that differ, and nothing that only a screen has a use for."""

from __future__ import annotations

from collections.abc import Container, Iterator
from xml.etree.ElementTree import Element

import tinyhtml5

from macros.book.writer import place

HEADINGS = ("h1", "h2", "h3")
_OF_SCREENS = {"script", "template", "button", "form", "dialog", "nav", "aside", "style", "summary"}
_SCREEN_CLASSES = {"hb-version", "hb-screen", "hb-calculate", "hb-notes", "hb-diagram", "headerlink"}


def tree_of(uri: str, html: str) -> Element:
    """The `section` of a page's HTML, in which every id is one of the file. Front matter is left out."""
    if html.lstrip().startswith("---"):
        html = html.split("---", 2)[2]
    section: Element | None = tinyhtml5.parse(f"<section>{html}</section>", namespace_html_elements=False).find(
        "body/section"
    )
    assert section is not None
    drop_what_is_of_screens(section)
    own = {element.attrib["id"] for element in section.iter() if "id" in element.attrib}
    for element in section.iter():
        if "id" in element.attrib:
            element.set("id", place(uri, element.attrib["id"]))
        if element.attrib.get("href", "").removeprefix("#") in own:
            element.set("href", "#" + place(uri, element.attrib["href"][1:]))
    return section


def drop_what_is_of_screens(element: Element) -> None:
    """Take out controls, scripts and what is hidden; the words behind them stay."""
    for child in list(element):
        if _is_of_screens(child):
            _remove(element, child)
        else:
            drop_what_is_of_screens(child)


def _is_of_screens(element: Element) -> bool:
    if not isinstance(element.tag, str) or element.tag in _OF_SCREENS or "hidden" in element.attrib:
        return True
    return not _SCREEN_CLASSES.isdisjoint(classes(element))


def _remove(parent: Element, child: Element) -> None:
    index, tail = list(parent).index(child), child.tail or ""
    parent.remove(child)
    if index:
        parent[index - 1].tail = (parent[index - 1].tail or "") + tail
    else:
        parent.text = (parent.text or "") + tail


def tidy(root: Element) -> None:
    """Make links to pages that are not in the file words, and drop paragraphs of nothing else and empty ones."""
    known = {element.attrib["id"] for element in root.iter() if "id" in element.attrib}
    for parent in root.iter():
        for child in list(parent):
            if child.tag == "p" and (not text_of(child) or _only_leads_away(child, known)):
                _remove(parent, child)
    for link in root.iter("a"):
        if _leads_away(link, known):
            link.attrib.pop("href", None)
            link.tag = "span"


def _leads_away(link: Element, known: Container[str]) -> bool:
    target = link.attrib.get("href", "")
    inside = target.startswith("#") and target[1:] in known
    return not inside and not target.startswith(("http:", "https:", "mailto:"))


def _only_leads_away(paragraph: Element, known: Container[str]) -> bool:
    """Whether all its words are links to what is not there."""
    words = [paragraph.text or "", *(each.tail or "" for each in paragraph)]
    links = list(paragraph)
    return (
        bool(links)
        and not "".join(words).strip()
        and all(each.tag == "a" and _leads_away(each, known) for each in links)
    )


def classes(element: Element) -> list[str]:
    """What an element's `class` names."""
    return element.attrib.get("class", "").split()


def set_text(element: Element, text: str) -> None:
    """Put words in place of all that an element holds."""
    for child in list(element):
        element.remove(child)
    element.text = text


def text_of(element: Element) -> str:
    """All words of an element in one line."""
    return " ".join("".join(element.itertext()).split())


def headings(root: Element) -> Iterator[Element]:
    """Every heading that can be led to, in order."""
    return (each for each in root.iter() if each.tag in HEADINGS and "id" in each.attrib)
