"""Who has which seat of an exam, with what code: `*.seats.json`, a private file beside the paper.

It is a file of its own, because trainers share papers, and a list of people is nobody else's business.
"""

# Annotations are real ones here, as in all modules with shapes.

import json
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import Annotated, Literal

from handbook import CommandRefused, Facets, Phrase, Shape, field, fitted, reason
from quiz.exams.codes import is_code, new_code
from quiz.exams.frame import MOST_SEATS
from quiz.frozen.canonical import canonical
from quiz.frozen.shapes import FrozenPaper, Number
from quiz.frozen.signs import say_number
from quiz.staff import Person

MAX_BYTES = 4 * 1024 * 1024  # of a file; a seat has some 100


class Seat(Shape):
    """A person's seat, from 1, and the code that only this person gets."""

    seat: Annotated[int, Facets(least=1, most=MOST_SEATS)]
    name: Annotated[str, Facets(min_length=1)]
    number: str
    code: str


class SeatsFile(Shape):
    """The seats of a paper."""

    format: Literal["handbook-seats"]
    schema_: Literal[1] = field(alias="schema")
    paper: Number
    seats: tuple[Seat, ...]

    @cached_property
    def codes(self) -> dict[int, str]:
        """The code of each seat."""
        return {each.seat: each.code for each in self.seats}

    @property
    def is_sound(self) -> bool:
        """Whether each seat is there once, with a code that was made for it."""
        made = all(is_code(self.paper, each.seat, each.code) for each in self.seats)
        return made and len(self.codes) == len(self.seats)

    @property
    def content(self) -> bytes:
        """The file, in its canonical bytes."""
        return canonical(self.as_data())


def new_seats(paper: FrozenPaper, people: Sequence[Person], before: SeatsFile | None = None) -> SeatsFile:
    """Seats for people, with new codes; whoever has a seat `before` keeps it and its code.

    Raises CommandRefused where there are more than can be told apart.
    """
    kept = {(each.name, each.number): each for each in before.seats} if before else {}
    free = max((each.seat for each in kept.values()), default=0)
    seats = []
    for person in people:
        seat = kept.get((person.name, person.number))
        if seat is None:
            free += 1
            code = new_code(paper.number, free)
            seat = Seat(seat=free, name=person.name, number=person.number, code=code)
        seats.append(seat.as_data())
    if free > MOST_SEATS:
        raise CommandRefused(Phrase("quiz.exams.too_many", {"found": free, "most": MOST_SEATS}))
    return fitted(SeatsFile, {"format": "handbook-seats", "schema": 1, "paper": paper.number, "seats": seats})


def read_seats(path: Path, paper: FrozenPaper) -> SeatsFile:
    """The seats of a file. Raises CommandRefused where it is none, or of another paper."""
    try:
        raw = path.read_bytes() if path.stat().st_size <= MAX_BYTES else b""
        seats = fitted(SeatsFile, json.loads(raw.decode("utf-8-sig")))
    except OSError as error:
        raise CommandRefused(Phrase("quiz.exams.unreadable", {"path": path, "reason": reason(error)})) from error
    except (ValueError, RecursionError):
        raise CommandRefused(Phrase("quiz.exams.no_seats", {"path": path})) from None
    if not seats.is_sound:
        raise CommandRefused(Phrase("quiz.exams.no_seats", {"path": path}))
    if seats.paper != paper.number:
        numbers = {"found": say_number(seats.paper), "paper": say_number(paper.number)}
        raise CommandRefused(Phrase("quiz.exams.other_seats", {"path": path, **numbers}))
    return seats
