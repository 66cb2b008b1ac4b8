"""The bank as data for the browser: an index for the hub and the papers, and a file a chapter with the questions.

They are scripts that deliver data, not JSON to fetch: so they also load from a file opened without a server.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import timedelta
from functools import cache, lru_cache
from typing import Any

from handbook import LANGS, Chapter, Clause, Lang
from macros.render.markdown import in_script
from macros.site.edition import Edition, readers
from quiz import KINDS, Bank, Question, browser_template, signoff_words, staff_headings, version_of

FOLDER = "assets/quiz"
AHEAD = timedelta(days=60)  # how early a scheduled change counts as one
KEPT_DIGITS = (
    4  # digits of a hash that a device keeps: of 65,536 changed questions, one would not be seen to have changed
)


def prepare(bank: Bank) -> None:
    """Make what is the same in all languages, so that processes that part from this one need not."""
    bank.version  # noqa: B018
    for question in bank.questions.values():
        question.working  # noqa: B018
    _columns(*_listed(bank))


def question_files(edition: Edition) -> Iterator[tuple[str, str]]:
    """Addresses and contents of the files of one language with the questions."""
    yield f"{FOLDER}/index.js", _script("index", index(edition, edition.bank))
    for chapter in edition.book.chapters:
        yield f"{FOLDER}/{chapter.id}.js", _script(chapter.id, chapter_words(edition, edition.bank, chapter))


def paper_files(edition: Edition) -> Iterator[tuple[str, str]]:
    """The same of those with what papers and sign-off need besides."""
    for lang in LANGS:  # a paper that is opened may be of any
        yield f"{FOLDER}/printing-{lang}.js", _printing(lang)
    yield f"{FOLDER}/signoff.js", _script("signoff", _signoff(edition))


@cache
def _printing(lang: Lang) -> str:
    """What prints papers in a language. Nothing of the policy is in it."""
    return _script(f"printing-{lang}", browser_template(lang))


def _signoff(edition: Edition) -> dict[str, Any]:
    """What the pages of sign-off need: the version, their words, and the headings of staff lists."""
    version = version_of(edition.book, edition.site_name, edition.day, edition.lang)
    return {"version": version.data, "words": signoff_words(edition.lang), "headings": staff_headings()}


def _script(name: str, data: object) -> str:
    return f"handbookQuiz.deliver({in_script(name)},{in_script(data)});\n"


def index(edition: Edition, bank: Bank) -> dict[str, Any]:
    """What is known of every question without its words.

    Clauses and questions stand in columns, a list or text a property, which packs to two thirds of rows:
    `docs/assets/js/quiz/columns.js` makes rows of them again.
    """
    book, (questions, ids, roles) = edition.book, _listed(bank)
    clauses = [book.clauses[id] for id in ids]
    return {
        "version": bank.version,
        "day": str(bank.day),
        "policy": book.digest,
        "chapters": [{"id": chapter.id, "title": edition.chapter_title(chapter)} for chapter in book.chapters],
        "roles": [{"id": id, "title": edition.words(book.roles[id].label)} for id in roles],
        "kinds": list(KINDS),
        "kindTitles": {name: edition.words(kind.title) for name, kind in KINDS.items()},
        "clauses": {
            "ids": _joined(ids),
            "numbers": [clause.say_number(edition.lang) for clause in clauses],
            "titles": [edition.words(clause.entry.title) for clause in clauses],
            "changed": [_changed(edition, clause) for clause in clauses],
            "since": _since(bank, clauses),
            "mustKnow": [place for place, clause in enumerate(clauses) if clause.entry.must_know],
        },
        "questions": _columns(questions, ids, roles),
    }


def _listed(bank: Bank) -> tuple[tuple[Question, ...], tuple[str, ...], tuple[str, ...]]:
    """All questions, the clauses that they test, and the roles that have a page of their own."""
    clauses = (id for id in bank.book.clauses if bank.of_clause(id))
    return tuple(bank.questions.values()), tuple(clauses), tuple(readers(bank.book))


@lru_cache(maxsize=1)  # the same for all languages of a site
def _columns(
    questions: tuple[Question, ...], clauses: tuple[str, ...], roles: tuple[str, ...]
) -> Mapping[str, str | list[int] | list[list[int]]]:
    """`clauses` and `roles` give the ids that numbers stand for."""
    uses = Counter(fact for each in questions for fact in each.asks | each.tells)
    shared = {fact: place for place, fact in enumerate(sorted(fact for fact in uses if uses[fact] > 1))}
    clause_places = {id: place for place, id in enumerate(clauses)}
    kinds = list(KINDS)
    return {
        "ids": _joined(each.id for each in questions),
        "hashes": "".join(each.hash[:KEPT_DIGITS] for each in questions),
        "clauses": [clause_places[each.clause] for each in questions],
        "kinds": "".join(str(kinds.index(each.kind)) for each in questions),
        "levels": "".join(str(each.level) for each in questions),
        "roles": [[roles.index(role) for role in each.roles if role in roles] for each in questions],
        "asks": [_places(each.asks, shared) for each in questions],
        "tells": [_places(each.tells, shared) for each in questions],
    }


def _places(facts: Iterable[str], shared: Mapping[str, int]) -> list[int]:
    """A fact of one question alone can give nothing away and is left out."""
    return sorted(shared[fact] for fact in facts if fact in shared)


def _joined(ids: Iterable[str]) -> str:
    """Ids in one text; a dot at the beginning stands for the part that the id before has at that place."""
    joined, before = [], [""]
    for id in ids:
        parts = id.split(".")
        same = 0
        while same < min(len(parts) - 1, len(before)) and parts[same] == before[same]:
            same += 1
        joined.append("." * same + ".".join(parts[same:]))
        before = parts
    return " ".join(joined)


def _changed(edition: Edition, clause: Clause) -> str:
    """The last day on which one of its values changed or soon will; empty where none ever did."""
    days = [
        step.since
        for name in clause.parameters
        for step in edition.book.param(name).timeline.changes[1:]
        if step.since <= edition.day + AHEAD
    ]
    return str(max(days)) if days else ""


def _since(bank: Bank, clauses: Sequence[Clause]) -> dict[str, list[int]]:
    """By day, the places of the clauses of which that is the last change so far."""
    days: dict[str, list[int]] = defaultdict(list)
    for place, clause in enumerate(clauses):
        if clause.id in bank.changed:
            days[str(bank.changed[clause.id])].append(place)
    return days


def chapter_words(edition: Edition, bank: Bank, chapter: Chapter) -> dict[str, Any]:
    """The words of a chapter's clauses and questions, by id."""
    questions = bank.of_chapter(chapter.id)
    book = edition.book
    return {
        "clauses": {
            id: book.plain(book.clauses[id].prose, edition.lang, edition.day)
            for id in dict.fromkeys(each.clause for each in questions)
        },
        "questions": {each.id: _words(edition, each) for each in questions},
    }


def _words(edition: Edition, question: Question) -> dict[str, Any]:
    lang = edition.lang
    data: dict[str, Any] = {"h": question.hash[KEPT_DIGITS:], "s": question.stem[lang], "b": question.because[lang]}
    data |= question.answer.browser(lang)
    if question.working:
        data["k"] = [[line.label[lang], line.working[lang], line.result[lang]] for line in question.working]
    return data
