"""The menu: deep rather than wide, so that pruning keeps every page small."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from handbook.policy.book import Chapter
from macros.site.edition import (
    ABOUT,
    BOOK,
    CALCULATORS,
    CHANGES,
    GLOSSARY,
    HOME,
    NEW_HIRE,
    NUMBERS,
    PAPER,
    PRACTICE,
    TRAINERS,
    Edition,
)

MAX_CHAPTERS_IN_A_ROW = 30


def navigation(edition: Edition) -> list[Any]:
    """MkDocs' `nav`: home, the chapters, the readers, and where to look things up."""
    say = edition.say
    readers = [{edition.words(edition.book.roles[role].label): edition.role_uri(role)} for role in edition.readers()]
    return [
        {say("home"): HOME},
        {say("handbook"): _chapters(edition)},
        *([{say("calculators"): _calculators(edition)}] if any(edition.calculators()) else []),
        {say("practice"): [{say("practice_all"): PRACTICE}, {say("trainers"): TRAINERS}, {say("builder"): PAPER}]},
        {say("for_you"): [{say("new_hire"): NEW_HIRE}, *readers]},
        {
            say("look_up"): [
                {say("numbers"): NUMBERS},
                {say("glossary"): GLOSSARY},
                {say("changes"): CHANGES},
                {say("book"): BOOK},
                {say("about"): ABOUT},
            ]
        },
    ]


def _calculators(edition: Edition) -> list[Any]:
    rows = [{edition.words(rule.title): edition.calculator_uri(rule)} for rule in edition.calculators()]
    return [{edition.say("calculators_all"): CALCULATORS}, *rows]


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
