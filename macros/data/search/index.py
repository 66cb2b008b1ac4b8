"""The handbook as the search sees it: for each clause its words, its text, and its amounts of the day."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from handbook import WRITTEN, Band, BandsParameter, Clause, Lang, Parameter
from macros.data.search.answers import answers
from macros.site.edition import Edition, written

_BREAK = re.compile(r"\s*\n\s*")


def index(edition: Edition) -> dict[str, Any]:
    """Clauses, sections and chapters in the order of the book; places in these lists stand for ids.

    Of a clause: `i` id, `n` number, `t` title, `s` its section's place, `k` its search words, `p` what its amounts are
    called, `o` title and words of the other language, `x` text, `m` 1 where it must be known, `q` its amounts of the
    day as [unit, number]. Of a term: `t` the word, `k` its other names, `o` the other language's, `d` its clauses.
    `help` says whom to ask.
    """
    book, lang = edition.book, edition.lang
    sections = [(place, each) for place, chapter in enumerate(book.chapters) for each in chapter.sections]
    places = {clause.id: place for place, clause in enumerate(book.clauses.values())}
    return {
        "lang": lang,
        "words": edition.script_words("find"),
        "chapters": [[chapter.number, chapter.id, edition.chapter_title(chapter)] for chapter in book.chapters],
        "sections": [[chapter, section.title[lang]] for chapter, section in sections],
        "clauses": [
            _clause(edition, clause, place) for place, (_, section) in enumerate(sections) for clause in section.clauses
        ],
        "terms": [
            {
                "t": term.entry.term[lang],
                "k": list(_of(term.entry.also, lang)),
                "o": [term.entry.term[_other(lang)], *_of(term.entry.also, _other(lang))],
                "d": [places[id] for id in term.entry.clauses],
            }
            for term in book.terms
        ],
        "asks": answers(edition),
        "help": _help(edition),
    }


def _help(edition: Edition) -> str:
    """Whom to ask where nothing is found: those who look after the policy; empty where no role does."""
    role = next((each for each in edition.book.roles.values() if each.page == "hr"), None)
    if role is None:
        return ""
    name = edition.words(role.label)
    if role.contact is None:
        return edition.say("find.ask_somebody", role=name)
    return edition.say("find.ask", role=name, contact=edition.words(role.contact))


def _clause(edition: Edition, clause: Clause, section: int) -> dict[str, Any]:
    lang, entry = edition.lang, clause.entry
    parameters = [edition.book.param(name) for name in clause.parameters]
    amounts = [list(amount) for parameter in parameters for amount in _amounts(edition, parameter)]
    return {
        "i": clause.id,
        "n": f"{clause.chapter_number}.{clause.number}",
        "t": entry.title[lang],
        "s": section,
        "k": list(_of(entry.search, lang)),
        "p": [parameter.entry.label[lang] for parameter in parameters],
        "o": [entry.title[_other(lang)], *_of(entry.search, _other(lang))],
        "x": _BREAK.sub(" ", edition.book.plain(clause.prose, lang, edition.day)),
        **({"m": 1} if entry.must_know else {}),
        **({"q": amounts} if amounts else {}),
    }


def _amounts(edition: Edition, parameter: Parameter) -> Iterator[tuple[str, float]]:
    """The numbers of a parameter with their units; of bands both where they begin and what they give."""
    value = parameter.at(edition.day)
    if isinstance(value, Decimal) and parameter.unit:
        yield parameter.unit, float(value)
    elif isinstance(parameter.entry, BandsParameter) and isinstance(value, tuple):
        for band in value:
            assert isinstance(band, Band)
            yield parameter.entry.by, float(band.edge[0])
            if band.gives is not None:
                yield parameter.entry.unit, float(band.gives)


def _of(words: Any, lang: Lang) -> tuple[str, ...]:
    """Search words of a language; on Traditional pages the record's own, which the search folds anyway."""
    return tuple(getattr(words, written(lang))) if words else ()


def _other(lang: Lang) -> Lang:
    return next(each for each in WRITTEN if each != written(lang))
