"""What came in, marked: a result a person, a count a question and a clause, and what somebody has to look at."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import asdict, field
from typing import Any

from handbook import frozen, record
from quiz.exams.answers import Given
from quiz.exams.collecting import collect
from quiz.exams.line import Fault, Reading
from quiz.exams.seats import Seat
from quiz.frozen.canonical import UNFIT
from quiz.frozen.shapes import FrozenFile, QuestionAnswer
from quiz.grading.marking import Marks, at_revision, in_letters, mark
from quiz.grading.typed import TypedPaper

FORMAT, SCHEMA = "handbook-results", 1
_BLANKS = re.compile("[ \u00a0\u3000]")
_DIGITS = 24  # as many as a number of a person can have


@frozen
class Handed:
    """Answers as they came, by the places of the paper: `text` is the line, or the typed letters. `started` is in
    minutes as lines have it, `used` in seconds, by the phone's own word; 0 on paper."""

    text: str
    typed: bool
    variant: str
    answers: tuple[Given, ...]
    started: int = 0
    used: int = 0
    resumed: int = 0
    left: int = 0
    odd_clock: bool = False


@frozen
class Other:
    """Different answers of the same person, which do not count."""

    text: str
    typed: bool
    points: int
    passed: bool


@frozen
class Before:
    """What the same answers were worth before a correction of the key."""

    revision: int
    points: int
    passed: bool


@frozen
class PersonResult:
    """`wrong` are places of questions in the paper, `clauses` their clauses; `answers` are in the paper's letters."""

    seat: int
    number: str
    name: str
    text: str
    typed: bool
    variant: str
    points: int
    passed: bool
    wrong: tuple[int, ...]
    clauses: tuple[str, ...]
    answers: tuple[str, ...]
    started: int
    used: int
    resumed: int
    left: int
    odd_clock: bool
    others: tuple[Other, ...]
    before: tuple[Before, ...]


@frozen
class WrongAnswer:
    """A wrong answer in the paper's letters, and how many gave it."""

    answer: str
    count: int


@frozen
class QuestionResult:
    """How a question was answered: how many right, how many not at all, and which wrong answers, most often first."""

    id: str
    clause: str
    clause_number: str
    right: int
    blank: int
    wrong: tuple[WrongAnswer, ...]


@frozen
class ClauseResult:
    """How many people answered a question on a clause wrong."""

    clause: str
    clause_number: str
    people: int


@frozen
class Told:
    """What somebody has to look at; `kind` is a key of `quiz.exams.fault` or `quiz.grading.told`, with its facts."""

    kind: str
    text: str
    facts: Mapping[str, Any] = field(default_factory=dict)


@frozen
class Absent:
    """Somebody on the staff list of whom nothing came."""

    seat: int
    number: str
    name: str


@frozen
class Results:
    """The whole. `pass` is in points of 100."""

    paper: str
    title: str
    day: str
    language: str
    pass_points: int
    revision: int
    people: tuple[PersonResult, ...]
    questions: tuple[QuestionResult, ...]
    clauses: tuple[ClauseResult, ...]
    absent: tuple[Absent, ...]
    told: tuple[Told, ...]

    def as_data(self) -> dict[str, Any]:
        """The same as it stands in a file."""
        return {"format": FORMAT, "schema": SCHEMA, **asdict(self)}


@record
class _Person:
    seat: int
    number: str
    name: str
    handed: list[Handed] = field(default_factory=list)


def grade(
    file: FrozenFile,
    text: str,
    typed: Sequence[TypedPaper] = (),
    seats: Sequence[Seat] | None = None,
    counted: Collection[str] = (),
) -> Results:
    """Mark all that came: `text` is what was pasted, `typed` what a marker typed. Of several different answers of one
    person the first counts, or the one whose text is in `counted`. Raises PasteTooLong."""
    people, told = _gathered(file, text, typed, seats)
    keys = {revision: at_revision(file.key, revision) for revision in range(1, file.key.revision + 1)}
    ordered = sorted(people, key=lambda each: (each.seat, each.number.rjust(_DIGITS, "0"), each.name))
    results = tuple(_result(file, keys, each, counted) for each in ordered)
    there = {each.seat for each in people}
    return Results(
        paper=file.paper.number,
        title=file.paper.title,
        day=file.paper.day,
        language=file.paper.language,
        pass_points=file.paper.pass_,
        revision=file.key.revision,
        people=results,
        questions=tuple(_questions(file, results)),
        clauses=tuple(_clauses(file, results)),
        absent=tuple(Absent(each.seat, each.number, each.name) for each in seats or () if each.seat not in there),
        told=(*told, *_alike(results)),
    )


def _gathered(
    file: FrozenFile, text: str, typed: Sequence[TypedPaper], seats: Sequence[Seat] | None
) -> tuple[list[_Person], list[Told]]:
    """Who handed in what, each different answer once, and what cannot be read or belongs to nobody."""
    codes = None if seats is None else {each.seat: each.code for each in seats}
    collected = collect(text, file.paper, codes)
    by_seat = {each.seat: each for each in seats or ()}
    told = [_told(each, by_seat) for each in collected.faults if each.kind != "second"]
    people: dict[tuple[int, str], _Person] = {}

    def add(seat: int, number: str, name: str, handed: Handed) -> None:
        known = by_seat.get(seat)
        who = _Person(seat, known.number, known.name) if known else _Person(seat, number, name)
        person = people.setdefault((seat, "" if seat else _plain(number or f"/{name}")), who)
        if _plain(person.name) != _plain(who.name):
            told.append(Told("names", handed.text, {"number": number, "name": person.name, "other": name}))
        if all(handed.text != each.text for each in person.handed):
            person.handed.append(handed)

    for reading in collected.readings:
        add(reading.head.seat, reading.head.staff_number, reading.head.name, _of_line(reading))
    for paper in typed:
        letters = " ".join(in_letters(*each) or "-" for each in zip(file.paper.questions, paper.answers))
        seat = _seat_of(paper, seats or ())
        number, name = fit(paper.number), fit(paper.name)
        if seats is not None and not seat:
            told.append(Told("not_listed", letters, {"number": number, "name": name}))
        add(seat, number, name, Handed(letters, True, paper.version, paper.answers))
    return list(people.values()), told


def _told(fault: Fault, by_seat: Mapping[Any, Seat]) -> Told:
    """A line that came again is told with its owner's name; one of a seat has none in itself."""
    owner = by_seat.get(fault.facts.get("seat")) if fault.kind == "copied" else None
    named = {"name": owner.name, "staff_number": owner.number} if owner else {}
    return Told(fault.kind, fit(fault.text), {**fault.facts, **named})


def _of_line(reading: Reading) -> Handed:
    head = reading.head
    return Handed(reading.text, False, head.variant, reading.answers, head.start, head.used, head.resumed, head.left,
                  head.odd_clock)  # fmt: skip


def _seat_of(paper: TypedPaper, seats: Sequence[Seat]) -> int:
    """The seat of somebody whose paper was typed: by the number, or by a name that only one has; else 0."""
    if paper.number:
        found = [each.seat for each in seats if _plain(each.number) == _plain(paper.number)]
    else:
        found = [each.seat for each in seats if _plain(each.name) == _plain(paper.name)]
    return found[0] if len(found) == 1 else 0


def fit(text: str) -> str:
    """A text as it may stand in a file: signs that nobody sees are blanks."""
    return unicodedata.normalize("NFC", UNFIT.sub(" ", text))


def _plain(text: str) -> str:
    return re.sub("[a-z]", lambda letter: letter[0].upper(), _BLANKS.sub("", text))


def _result(
    file: FrozenFile, keys: Mapping[int, Sequence[QuestionAnswer]], person: _Person, counted: Collection[str]
) -> PersonResult:
    paper, revision = file.paper, file.key.revision
    chosen = next((each for each in person.handed if each.text in counted), person.handed[0])
    marks = mark(paper, keys[revision], chosen.answers)
    others = [each for each in person.handed if each is not chosen]
    return PersonResult(
        seat=person.seat,
        number=person.number,
        name=person.name,
        text=chosen.text,
        typed=chosen.typed,
        variant=chosen.variant,
        points=marks.points,
        passed=marks.passed,
        wrong=marks.wrong,
        clauses=tuple(dict.fromkeys(file.key.questions[place].clause for place in marks.wrong)),
        answers=tuple(in_letters(*each) for each in zip(paper.questions, chosen.answers)),
        started=chosen.started,
        used=chosen.used,
        resumed=chosen.resumed,
        left=chosen.left,
        odd_clock=chosen.odd_clock,
        others=tuple(_other(each, mark(paper, keys[revision], each.answers)) for each in others),
        before=tuple(
            Before(earlier, was.points, was.passed)
            for earlier in range(1, revision)
            for was in [mark(paper, keys[earlier], chosen.answers)]
        ),
    )


def _other(handed: Handed, marks: Marks) -> Other:
    return Other(handed.text, handed.typed, marks.points, marks.passed)


def _questions(file: FrozenFile, people: Sequence[PersonResult]) -> Iterator[QuestionResult]:
    for place, key in enumerate(file.key.questions):
        wrong = Counter(each.answers[place] for each in people if place in each.wrong)
        blank = wrong.pop("", 0)
        answers = sorted(wrong.items(), key=lambda found: (-found[1], found[0]))
        counts = tuple(WrongAnswer(answer, count) for answer, count in answers)
        right = len(people) - blank - sum(wrong.values())
        yield QuestionResult(key.id, key.clause, key.clause_number, right, blank, counts)


def _clauses(file: FrozenFile, people: Sequence[PersonResult]) -> Iterator[ClauseResult]:
    """Those that most people have to learn again first; of as many, in the order of the paper."""
    numbers = {key.clause: key.clause_number for key in file.key.questions}
    counts = Counter(clause for each in people for clause in each.clauses)
    for clause in sorted(numbers, key=lambda each: -counts[each]):
        if counts[clause]:
            yield ClauseResult(clause, numbers[clause], counts[clause])


def _alike(people: Sequence[PersonResult]) -> Iterator[Told]:
    """Lines of different people that say the same of every answer and every time: one was made from the other."""
    known: dict[tuple[Any, ...], PersonResult] = {}
    for each in people:
        sitting = (each.started, each.used, each.answers)
        first = known.setdefault(sitting, each)
        if first is not each and each.wrong and each.started:
            yield Told("alike", each.text, {"name": first.name or first.number, "other": each.name or each.number})
