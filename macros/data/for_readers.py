"""What concerns whom: the clauses, numbers and changes that the pages of new hires, roles and HR show."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta
from hashlib import sha256

from handbook import (
    LANGS,
    Addition,
    Chapter,
    Clause,
    ClauseEntry,
    Dated,
    GuardrailEntry,
    LegalNote,
    Parameter,
    Term,
    Value,
)
from macros.site.edition import Edition

REVIEW_HORIZON = timedelta(days=120)
_SIGNS_PER_MINUTE = {"en": 1000}  # letters for English, characters for Chinese
_CHINESE_SIGNS_PER_MINUTE = 300

ClausesByChapter = Sequence[tuple[Chapter, Sequence[Clause]]]


def must_know(edition: Edition) -> ClausesByChapter:
    """The clauses a new hire must know."""
    return _by_chapter(edition, lambda clause: clause.entry.must_know)


def clauses_of(edition: Edition, role: str) -> ClausesByChapter:
    """The clauses that concern a role."""
    return _by_chapter(edition, lambda clause: role in clause.entry.roles)


def numbers_of(edition: Edition, role: str) -> Sequence[Parameter]:
    """The parameters that the clauses of a role show, each once, in the order of the clauses."""
    return _parameters(edition, (clause for _, clauses in clauses_of(edition, role) for clause in clauses))


def coming_changes(edition: Edition, clauses: Iterable[Clause]) -> Sequence[tuple[Parameter, Dated[Value]]]:
    """The scheduled changes of the parameters that these clauses show, each once."""
    return [(found, step) for found in _parameters(edition, clauses) if (step := edition.coming(found))]


def changed_values(edition: Edition, clause: Clause) -> Sequence[Parameter]:
    """The parameters of a clause that have had, or will have, another value."""
    return [found for found in _parameters(edition, [clause]) if len(found.timeline.changes) > 1]


def usual_since(edition: Edition) -> date:
    """The day from which most of the values in force are."""
    timelines = (parameter.timeline for parameter in edition.book.parameters.values())
    return Counter(timeline.begun(edition.day).since for timeline in timelines).most_common(1)[0][0]


def to_review(edition: Edition) -> Sequence[Parameter]:
    """The parameters whose review is due soon or overdue, in the order of the files."""
    last = edition.day + REVIEW_HORIZON
    parameters = edition.book.parameters.values()
    return [each for each in parameters if each.entry.review_by and each.entry.review_by <= last]


def supplements(edition: Edition) -> Sequence[tuple[Chapter, Sequence[tuple[Clause, ClauseEntry | Addition]]]]:
    """What this handbook adds to the source's text, by chapter: whole clauses, and parts of clauses."""
    rows = (
        (chapter, [(clause, part) for clause in chapter.clauses for part in _supplements_of(clause.entry)])
        for chapter in edition.book.chapters
    )
    return [(chapter, parts) for chapter, parts in rows if parts]


def _supplements_of(entry: ClauseEntry) -> Sequence[ClauseEntry | Addition]:
    return [*([entry] if entry.supplement else []), *entry.added]


def added_numbers(edition: Edition) -> Sequence[Parameter]:
    """The parameters that the source does not have."""
    return [each for each in edition.book.parameters.values() if each.entry.supplement]


def inferred(edition: Edition) -> Sequence[Clause]:
    """The clauses whose force was inferred and is to be compared with the words of the source."""
    return [clause for clause in edition.book.clauses.values() if clause.entry.inferred]


def law_to_review(edition: Edition) -> Sequence[tuple[str, LegalNote | GuardrailEntry]]:
    """What is said of the law and is to be looked at again soon, with where it stands; the first first."""
    book, words = edition.book, edition.words
    found: list[tuple[str, LegalNote | GuardrailEntry]] = []
    for parameter in book.parameters.values():
        found += [(words(parameter.entry.label), note) for note in edition.legal_notes(parameter.entry)]
    for clause in book.clauses.values():
        found += [(edition.clause_heading(clause), note) for note in edition.legal_notes(clause.entry)]
    found += [(words(each.entry.cite), each.entry) for each in book.guardrails if each.now(edition.day)]
    last = edition.day + REVIEW_HORIZON
    return sorted(
        ((name, note) for name, note in found if note.review_by and note.review_by <= last),
        key=lambda row: row[1].review_by or last,
    )


def minutes_to_read(edition: Edition) -> int:
    """How long a new hire reads, at least 1."""
    clauses = [clause for _, found in must_know(edition) for clause in found]
    signs = sum(len(edition.book.plain(clause.prose, edition.lang, edition.day)) for clause in clauses)
    return max(1, round(signs / _SIGNS_PER_MINUTE.get(edition.lang, _CHINESE_SIGNS_PER_MINUTE)))


def reading_mark(edition: Edition, clauses: Sequence[Clause]) -> str:
    """Stands for what these clauses say on the day, in whatever language: a device keeps it to know what was read."""
    said = "\n".join(edition.book.plain(clause.prose, LANGS[0], edition.day) for clause in clauses)
    return sha256(said.encode()).hexdigest()[:8]


def foreign_names(edition: Edition, term: Term) -> Sequence[str]:
    """What a term is called in the other languages, each name once; readers of Chinese read both of its scripts."""
    own = edition.lang.partition("-")[0]
    return list(dict.fromkeys(term.entry.term[lang] for lang in LANGS if lang.partition("-")[0] != own))


def _by_chapter(edition: Edition, chosen: Callable[[Clause], bool]) -> ClausesByChapter:
    """Chapters without such a clause are left out."""
    rows = ((chapter, [clause for clause in chapter.clauses if chosen(clause)]) for chapter in edition.book.chapters)
    return [(chapter, clauses) for chapter, clauses in rows if clauses]


def _parameters(edition: Edition, clauses: Iterable[Clause]) -> Sequence[Parameter]:
    names = dict.fromkeys(name for clause in clauses for name in clause.parameters)
    return [edition.book.param(name) for name in names]
