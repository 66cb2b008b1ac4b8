"""The whole handbook of an edition as one tree of HTML: both files are made of it, and the site's templates make it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from functools import partial
from xml.etree.ElementTree import Element, SubElement

import tinyhtml5

from handbook import Chapter, Lang, Section, frozen, say, style
from macros.book.tree import HEADINGS, classes, headings, set_text, text_of, tidy, tree_of
from macros.book.writer import BookWriter, place
from macros.site.edition import CHANGES, NUMBERS, Edition
from macros.site.pages import CHAPTER, body_of, environment

# What stands behind the chapters, by the address that the site has it at.
APPENDICES = (NUMBERS, "glossary.md", CHANGES, "calendar.md")
_TAGS: dict[Lang, str] = {"zh": "zh-CN", "en": "en"}


@frozen
class Asked:
    """Which file is wanted: whose and what it is called, whether it is a draft to comment on, and when it was made."""

    title: str
    company: str
    consultation: bool
    created: datetime


@frozen
class Heading:
    """A line of the contents; `level` is 1 for chapters, 2 for sections, 3 for clauses."""

    level: int
    id: str
    text: str


@frozen
class Document:
    """The file before it is one: `html` is its root, `version` stands on every page."""

    lang: Lang
    tag: str  # BCP 47
    asked: Asked
    version: str
    html: Element
    contents: tuple[Heading, ...]


def document_of(edition: Edition, asked: Asked) -> Document:
    """The document, with every clause as the site's chapters have it."""
    sections = list(_sections(edition))
    version = edition.say("version", since=edition.since, digest=edition.book.digest)
    tag = _TAGS.get(edition.lang) or f"zh-{style().upper()}"
    facts = {
        "edition": edition,
        "book": edition.book,
        "t": edition.say,
        "b": partial(_say, edition.lang),
        "tag": tag,
        "title": asked.title,
        "company": asked.company,
        "consultation": asked.consultation,
        "created": asked.created.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "version": version,
    }
    html = tinyhtml5.parse(environment().get_template("book.html.j2").render(facts), namespace_html_elements=False)
    body = html.find("body")
    assert body is not None
    _insert(body, sections)
    contents = tuple(Heading(HEADINGS.index(each.tag) + 1, each.attrib["id"], text_of(each)) for each in headings(body))
    _list(body, contents)
    tidy(html)
    return Document(edition.lang, tag, asked, version, html, contents)


def _sections(edition: Edition) -> Iterator[Element]:
    """The chapters, then the appendices."""
    for chapter in edition.book.chapters:
        uri, title = edition.chapter_uri(chapter), edition.chapter_title(chapter)
        found = tree_of(uri, body_of(BookWriter(edition, uri), title, CHAPTER, chapter=chapter))
        _fit_for_paper(found, edition, chapter)
        yield found
    for uri in APPENDICES:
        template = uri.replace(".md", ".html")
        yield tree_of(uri, body_of(BookWriter(edition, uri), edition.title(uri), template))


def _fit_for_paper(found: Element, edition: Edition, chapter: Chapter) -> None:
    """Headings in full, each clause with its own number, whatever a screen makes of them; workflows as tables."""
    uri = edition.chapter_uri(chapter)
    by_id = {each.attrib["id"]: each for each in headings(found)}
    set_text(by_id[place(uri)], edition.chapter_title(chapter))
    for section in chapter.sections:
        if section.ordered:
            heading = by_id[place(uri, f"{chapter.id}.{section.id}")]
            found.insert(list(found).index(heading) + 1, steps_of(section, BookWriter(edition, uri)))
        for clause in section.clauses:
            set_text(by_id[place(uri, clause.id)], edition.clause_heading(clause))


def steps_of(section: Section, writer: BookWriter) -> Element:
    """The steps of a workflow as a table: which, by whom, within what time."""
    table = Element("table", {"class": "hb-path"})
    head = SubElement(SubElement(table, "thead"), "tr")
    for key in ("number", "title", "actor", "time"):
        SubElement(head, "th", scope="col").text = _say(writer.edition.lang, f"steps.{key}")
    body = SubElement(table, "tbody")
    for number, clause in enumerate(section.clauses, 1):
        row = SubElement(body, "tr")
        SubElement(row, "td").text = str(number)
        link = SubElement(SubElement(row, "td"), "a", href=str(writer.clause_target(clause.id)))
        link.text = writer.edition.words(clause.entry.title)
        for text in (writer.actor(clause), writer.deadline(clause)):
            SubElement(row, "td").text = text
    return table


def _insert(body: Element, sections: list[Element]) -> None:
    """The pages behind the contents, before the forms."""
    classes = [each.attrib.get("class") for each in body]
    at = classes.index("hb-contents") + 1
    for index, section in enumerate(sections):
        section.set("class", "hb-part")
        body.insert(at + index, section)


def _list(body: Element, contents: Sequence[Heading]) -> None:
    """Fill the contents with chapters and clauses; whoever looks for something looks for one of these."""
    rows = body.find("section[@class='hb-contents']/ol")
    assert rows is not None
    clauses = {each.attrib["id"] for each in body.iter("h3") if "hb-clause" in classes(each)}
    for heading in contents:
        if heading.level == 1 or heading.id in clauses:
            row = SubElement(rows, "li", {"class": f"hb-contents__{heading.level}"})
            SubElement(row, "a", {"href": f"#{heading.id}"}).text = heading.text


def _say(lang: Lang, key: str, **facts: object) -> str:
    return say(f"macros.book.{key}", lang, **facts)
