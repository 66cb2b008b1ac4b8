"""Results as rows of a sheet: who has what, which clauses and questions were answered wrong, and what to look at."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from handbook import Lang, say
from quiz.archives.workbook import Cell, Rows
from quiz.grading.results import PersonResult, QuestionResult, Results, Told

WIDTHS: Mapping[str, Sequence[int]] = {
    "scores": (14, 16, 8, 10, 8, 20, 30, 50),
    "clauses": (30, 14, 14),
    "questions": (8, 36, 14, 10, 10, 10, 40),
    "told": (40, 80),
    "corrected": (14, 16, 10, 12, 12, 10, 10),
}
_FROM_THE_LINE = ("copied", "damaged", "no_exam", "no_seat", "other_version", "sealed", "unfit", "unknown_seat",
                  "wrong_code", "wrong_exam")  # fmt: skip


def sheets(results: Results, lang: Lang) -> dict[str, Rows]:
    """The sheets of a workbook by their names."""
    found = rows_by_name(results, lang)
    return {say(f"quiz.grading.sheet.{name}", lang): [heads(name, lang), *rows] for name, rows in found.items()}


def rows_by_name(results: Results, lang: Lang) -> dict[str, Rows]:
    """The rows of the tables; but for the scores, those without any are left out."""
    found: dict[str, Rows] = {
        "scores": list(scores(results, lang)),
        "corrected": list(_corrected(results, lang)),
        "clauses": list(_clauses(results)),
        "questions": list(_questions(results)),
        "told": list(_told(results, lang)),
    }
    return {name: rows for name, rows in found.items() if rows or name == "scores"}


def heads(name: str, lang: Lang) -> list[Cell]:
    """The headings of a table."""
    return [*say(f"quiz.grading.heads.{name}", lang).split("|")]


def scores(results: Results, lang: Lang) -> Iterator[list[Cell]]:
    """A row a person, and one for each of whom nothing came."""
    for each in results.people:
        yield [
            each.number,
            each.name,
            each.points,
            result_of(each.passed, lang),
            -(-each.used // 60) if each.used else "",
            " ".join(str(place + 1) for place in each.wrong),
            say("quiz.grading.between", lang).join(_numbers(results, each)),
            " ".join(remarks(each, lang)),
        ]
    for absent in results.absent:
        yield [absent.number, absent.name, "", say("quiz.grading.absent", lang), "", "", "", ""]


def result_of(passed: bool, lang: Lang) -> str:
    """Whether somebody passed, in a word."""
    return say("quiz.grading.passed" if passed else "quiz.grading.failed", lang)


def remarks(person: PersonResult, lang: Lang) -> Iterator[str]:
    """What is to be known of somebody's answers besides the points."""
    if person.others:
        points = say("quiz.grading.between", lang).join(str(each.points) for each in person.others)
        yield say("quiz.grading.remark.others", lang, count=len(person.others) + 1, points=points)
    if person.typed:
        yield say("quiz.grading.remark.typed", lang)
    if person.resumed:
        yield say("quiz.grading.remark.resumed", lang, count=person.resumed)
    if person.left:
        yield say("quiz.grading.remark.left", lang, count=person.left)
    if person.odd_clock:
        yield say("quiz.grading.remark.odd_clock", lang)


def say_told(told: Told, lang: Lang) -> str:
    """What somebody has to look at, in words."""
    if told.kind in _FROM_THE_LINE:
        return say(f"quiz.exams.fault.{told.kind}", lang, **told.facts)
    return say(f"quiz.grading.told.{told.kind}", lang, **told.facts)


def wrong_answers(question: QuestionResult) -> str:
    """The wrong answers with how many gave each: `B 12, D 3`."""
    return ", ".join(f"{each.answer} {each.count}" for each in question.wrong)


def _numbers(results: Results, person: PersonResult) -> list[str]:
    """How the clauses that somebody has to learn again are called."""
    numbers = {question.clause: question.clause_number for question in results.questions}
    return [numbers[clause] for clause in person.clauses]


def _clauses(results: Results) -> Iterator[list[Cell]]:
    for each in results.clauses:
        yield [each.clause_number, each.people, len(results.people)]


def _questions(results: Results) -> Iterator[list[Cell]]:
    for place, each in enumerate(results.questions, 1):
        count = len(results.people)
        yield [place, each.id, each.clause_number, each.right, each.blank, count, wrong_answers(each)]


def _told(results: Results, lang: Lang) -> Iterator[list[Cell]]:
    for each in results.told:
        yield [say_told(each, lang), each.text]


def _corrected(results: Results, lang: Lang) -> Iterator[list[Cell]]:
    """Those for whom a correction of the key has changed something."""
    for each in results.people:
        for before in each.before:
            if before.points != each.points:
                was, now = result_of(before.passed, lang), result_of(each.passed, lang)
                yield [each.number, each.name, before.revision, before.points, was, each.points, now]
