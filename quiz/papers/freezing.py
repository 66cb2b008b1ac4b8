"""From drawn questions to a frozen paper. The site makes the same file (`exam/freeze.js`)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from handbook import Lang, fitted, frozen
from quiz.bank import Bank
from quiz.chance import Chance
from quiz.frozen.shapes import FORMAT, POINTS, SCHEMA, FrozenFile, number_of
from quiz.papers.drawing import Request
from quiz.question import Question


@frozen
class Head:
    """What stands above the questions; `pass_mark` in points, `reserved` whether questions kept for exams were drawn
    as well, or only they."""

    title: str
    company: str
    department: str
    minutes: int
    pass_mark: int
    reserved: str = ""


def freeze(chosen: Sequence[Question], bank: Bank, request: Request, head: Head, lang: Lang) -> FrozenFile:
    """The frozen paper. The order of what there is to choose from follows from the texts and the seed alone, never from
    what is right. Raises NotCanonical where a text cannot stand in such a file."""
    both = [halves(question, bank, lang, f"{request.seed}/{place}") for place, question in enumerate(chosen)]
    points = share_points(len(both))
    paper: dict[str, Any] = {
        "title": head.title,
        "company": head.company,
        "department": head.department,
        "day": str(bank.day),
        "bank": bank.version,
        "language": lang,
        "minutes": head.minutes,
        "pass": head.pass_mark,
        "questions": [{**shown, "points": worth} for (shown, _), worth in zip(both, points)],
    }
    drawn = _drawn(request, bank, head.reserved)
    key = {"revision": 1, "drawn": drawn, "corrections": [], "questions": [answer for _, answer in both]}
    whole = {"format": FORMAT, "schema": SCHEMA, "paper": {**paper, "number": number_of(paper)}, "key": key}
    return fitted(FrozenFile, whole)


def share_points(count: int) -> list[int]:
    """Whole points that sum to 100; what does not divide goes to the last questions, which take longer."""
    each, more = divmod(POINTS, count)
    return [each + (place >= count - more) for place in range(count)]


def halves(question: Question, bank: Bank, lang: Lang, seed: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """What a learner sees of a question but for its points, and its key, as the file has them."""

    def mixed(texts: Sequence[str]) -> list[int]:
        return Chance(seed).shuffled(sorted(range(len(texts)), key=texts.__getitem__))

    clause = bank.book.clauses[question.clause]
    shown, answer = question.answer.frozen(lang, mixed)
    key: dict[str, Any] = {
        "id": question.id,
        "hash": question.hash,
        "clause": clause.id,
        "clause_number": clause.say_number(lang),
        "text": bank.book.plain(clause.prose, lang, bank.day),
        "because": question.because[lang],
        **answer,
    }
    if question.working:
        key["working"] = [[line.label[lang], line.working[lang], line.result[lang]] for line in question.working]
    return {"kind": question.kind, "stem": question.stem[lang], **shown}, key


def _drawn(request: Request, bank: Bank, reserved: str) -> dict[str, Any]:
    """The request as the file keeps it: what was not asked for is left out."""
    asked = {
        "chapters": sorted(request.chapters),
        "roles": sorted(request.roles),
        "kinds": sorted(request.kinds),
        "mix": list(request.mix),
        "must_know": request.must_know,
        "changed_since": str(request.changed_since or ""),
        "without": sorted(request.without),
        "reserved": reserved,
    }
    given = {name: value for name, value in asked.items() if value}
    return {"seed": request.seed, "policy": bank.book.digest, "count": request.count, **given}
