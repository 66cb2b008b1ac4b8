"""The menu: deep rather than wide, so that pruning keeps every page small."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from handbook import Chapter
from macros.site.edition import AUTHOR, CHANGES, HOME, NUMBERS, PRACTICE, Edition

MAX_CHAPTERS_IN_A_ROW = 30


def navigation(edition: Edition) -> list[Any]:
    """MkDocs' `nav`: home, the chapters, the readers, and where to look things up.

    A page stands here once, and that is all that has to be said of it besides its template and its title.
    """
    say = edition.say
    roles = ((edition.words(edition.book.roles[role].label), edition.role_uri(role)) for role in edition.readers())
    return [
        _page(edition, HOME),
        {say("handbook"): _chapters(edition)},
        *_calculators(edition),
        {
            edition.title(PRACTICE): [
                _page(edition, PRACTICE, "practice_all"),
                _page(edition, "trainers/index.md"),
                _page(edition, "trainers/paper.md"),
                _page(edition, "trainers/grade.md"),
                _page(edition, "trainers/signoff.md"),
            ]
        },
        {
            say("for_you"): [
                _page(edition, "for/new.md"),
                _page(edition, "acknowledge.md"),
                *({label: uri} for label, uri in roles),
                _page(edition, AUTHOR),
            ]
        },
        {
            say("look_up"): [
                _page(edition, NUMBERS),
                _page(edition, "glossary.md"),
                _page(edition, "calendar.md"),
                _page(edition, CHANGES),
                _page(edition, "book.md"),
                _page(edition, "about.md"),
            ]
        },
    ]


def pages_of(menu: list[Any]) -> Iterator[str]:
    """The address of every page of the menu, in its order."""
    for entry in menu:
        for target in entry.values():
            yield from [target] if isinstance(target, str) else pages_of(target)


def _page(edition: Edition, uri: str, label: str = "") -> dict[str, str]:
    """A page under its title, or under other words of the interface."""
    return {edition.say(label) if label else edition.title(uri): uri}


def _calculators(edition: Edition) -> list[Any]:
    """One entry with all calculators; none where the policy has none."""
    rows = [{edition.words(rule.title): edition.calculator_uri(rule)} for rule in edition.calculators()]
    if not rows:
        return []
    index = "calculators/index.md"
    return [{edition.title(index): [_page(edition, index, "calculators_all"), *rows]}]


def _chapters(edition: Edition) -> list[Any]:
    chapters = edition.book.chapters
    if len(chapters) <= MAX_CHAPTERS_IN_A_ROW:
        return _rows(edition, chapters)
    parts = [chapters[i : i + MAX_CHAPTERS_IN_A_ROW] for i in range(0, len(chapters), MAX_CHAPTERS_IN_A_ROW)]
    return [
        {edition.say("chapters_range", first=part[0].number, last=part[-1].number): _rows(edition, part)}
        for part in parts
    ]


def _rows(edition: Edition, chapters: Sequence[Chapter]) -> list[Any]:
    return [{edition.chapter_title(chapter): edition.chapter_uri(chapter)} for chapter in chapters]
