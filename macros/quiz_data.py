"""The bank as data for the browser: an index for the hub and the papers, and a file a chapter with the questions.

They are scripts that deliver data, not JSON to fetch: so they also load from a file opened without a server.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Any

from handbook.book import Chapter, Clause
from macros.edition import Edition
from macros.writer import address
from quiz.bank import Bank
from quiz.paper import distinct_rights
from quiz.question import KIND_WORDS, KINDS, MISTAKE_WORDS, MISTAKES, Question
from quiz.wording import plain_number, say_number, unit_suffix

FOLDER = "assets/quiz"
AHEAD = timedelta(days=60)  # how early a scheduled change counts as one


def quiz_files(edition: Edition, bank: Bank) -> Iterator[tuple[str, str]]:
    """Addresses and contents of the data files of one language."""
    yield f"{FOLDER}/index.js", _script("index", index(edition, bank))
    for chapter in edition.book.chapters:
        yield f"{FOLDER}/{chapter.id}.js", _script(chapter.id, _chapter(edition, bank, chapter))


def _script(name: str, data: object) -> str:
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return f"handbookQuiz.deliver({json.dumps(name)},{text});\n"


def index(edition: Edition, bank: Bank) -> dict[str, Any]:
    """What is known of every question without its words."""
    book = edition.book
    clauses = {id: place for place, id in enumerate(book.clauses)}
    roles = {id: place for place, id in enumerate(edition.readers())}
    facts: dict[str, int] = {}
    for question in bank.questions.values():
        for fact in sorted(question.asks | question.tells):
            facts.setdefault(fact, len(facts))
    counts = [question.chapter for question in bank.questions.values()]
    return {
        "version": bank.version,
        "day": str(bank.day),
        "lang": edition.lang,
        "chapters": [
            {"id": chapter.id, "title": edition.chapter_title(chapter), "count": counts.count(chapter.id)}
            for chapter in book.chapters
        ],
        "roles": [{"id": id, "title": edition.words(book.roles[id].label)} for id in roles],
        "kinds": list(KINDS),
        "kindTitles": {kind: edition.words(KIND_WORDS[kind]) for kind in KINDS},
        "mistakeTitles": {mistake: edition.words(MISTAKE_WORDS[mistake]) for mistake in MISTAKES},
        "clauses": [_clause_row(edition, clause) for clause in book.clauses.values()],
        "questions": [_row(question, clauses, roles, facts) for question in bank.questions.values()],
    }


def _clause_row(edition: Edition, clause: Clause) -> dict[str, Any]:
    return {
        "id": clause.id,
        "number": clause.say_number(edition.lang),
        "title": edition.words(clause.entry.title),
        "must": clause.entry.must_know,
        "changed": _changed(edition, clause),
    }


def _changed(edition: Edition, clause: Clause) -> str:
    """The last day on which one of its values changed or soon will; empty where none ever did."""
    days = [
        step.since
        for name in clause.parameters
        for step in edition.book.param(name).timeline.steps[1:]
        if step.since <= edition.day + AHEAD
    ]
    return str(max(days)) if days else ""


def _row(
    question: Question, clauses: Mapping[str, int], roles: Mapping[str, int], facts: Mapping[str, int]
) -> list[Any]:
    shown = {
        "single": len(question.options),
        "multiple": len(question.options),
        "ordering": len(question.order),
        "matching": len(distinct_rights(question)),
    }
    return [
        question.id,
        question.hash,
        clauses[question.clause],
        KINDS.index(question.kind),
        question.level,
        [roles[role] for role in question.roles if role in roles],
        [facts[fact] for fact in sorted(question.asks)],
        [facts[fact] for fact in sorted(question.tells)],
        shown.get(question.kind, 0),
    ]


def _chapter(edition: Edition, bank: Bank, chapter: Chapter) -> dict[str, Any]:
    questions = {id: each for id, each in bank.questions.items() if each.chapter == chapter.id}
    quoted = dict.fromkeys([each.clause for each in questions.values()])
    quoted |= dict.fromkeys(line.clause for each in questions.values() for line in each.working if line.clause)
    book = edition.book
    return {
        "clauses": {
            id: {"text": book.plain(book.clauses[id].prose, edition.lang, edition.day), "url": _url(edition, id)}
            for id in quoted
        },
        "questions": {id: _words(edition, question) for id, question in questions.items()},
    }


def _url(edition: Edition, clause: str) -> str:
    """A clause's address from the language's root."""
    return f"{address(edition.clause_uri(clause), 'index.md')}#{clause}"


def _words(edition: Edition, question: Question) -> dict[str, Any]:
    lang = edition.lang
    told: dict[str, Any] = {"s": question.stem[lang], "b": question.because[lang]}
    match question.kind:
        case "single" | "multiple":
            told["o"] = [
                {"t": option.text[lang]}
                | ({"r": 1} if option.right else {"m": option.mistake, "w": option.why[lang] if option.why else ""})
                for option in question.options
            ]
        case "true_false":
            told["a"] = question.truth
        case "numeric":
            assert question.number is not None
            told["n"] = plain_number(question.number, None).replace(",", "")
            told["u"] = unit_suffix(question, lang)
            told["x"] = say_number(question, lang)
        case "ordering":
            told["q"] = [step[lang] for step in question.order]
        case "matching":
            rights = distinct_rights(question)
            texts = [question.pairs[index].right.zh for index in rights]
            told["p"] = [[pair.left[lang], texts.index(pair.right.zh)] for pair in question.pairs]
            told["r"] = [question.pairs[index].right[lang] for index in rights]
    if question.working:
        told["k"] = [
            [line.label[lang], line.working[lang], line.result[lang], line.clause] for line in question.working
        ]
    return told
