"""The answer line: a whole sitting of an exam in one short text that people can copy, read aloud or show as a QR code.

The browser writes and reads the same (`docs/assets/js/exam/line.js`); `tests/quiz/lines.json` holds both to it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from handbook import Phrase, frozen
from quiz.exams.answers import Given, at_home, most_bits, put_answer, take_answer
from quiz.exams.bits import BITS, BitReader, BitWriter, Unfit
from quiz.exams.frame import EXAM, NAME, STAFF_NUMBER, VERSION, Head, Line, read_line, whole_line, write_line
from quiz.frozen.orders import orders
from quiz.frozen.shapes import FrozenPaper
from quiz.frozen.signs import SIGNS, say_number

Seats = Mapping[int, str]  # the code of each seat


@frozen
class Sitting:
    """What the page knows when it is handed in; the answers in the order that the learner saw, by the places there."""

    head: Head
    answers: tuple[Given, ...]


@frozen
class Reading:
    """A line that was read: the answers in the order, and by the places, of the paper itself."""

    text: str
    head: Head
    answers: tuple[Given, ...]


@frozen
class Fault:
    """What is wrong with a line: `kind` is a key of `quiz.exams.fault`, with its facts."""

    kind: str
    text: str
    facts: Mapping[str, object] = field(default_factory=dict)

    @property
    def phrase(self) -> Phrase:
        """The same in words."""
        return Phrase(f"quiz.exams.fault.{self.kind}", self.facts)


def encode(paper: FrozenPaper, sitting: Sitting, code: str | None = None) -> str:
    """The line of a sitting. Raises Unfit for answers that the paper's questions cannot have."""
    order = orders(paper, sitting.head.variant)
    if len(sitting.answers) != len(order.questions):
        raise Unfit("not an answer for each question")
    bits = BitWriter()
    for index, given in zip(order.questions, sitting.answers):
        put_answer(bits, paper.questions[index], given)
    return write_line(paper.number, sitting.head, bits.symbols(), code)


def decode(text: str, paper: FrozenPaper, seats: Seats | None = None) -> Reading | Fault:
    """What a line says, or what is wrong with it; `text` is one line as `pasted` finds it.

    With `seats`, only lines of these seats with their own codes count. Whoever lacks a code can open neither a line
    that was signed nor make one.
    """
    if text[2:3] != SIGNS[VERSION] and whole_line(text, 0) == text:
        return Fault("other_version", text)
    try:
        line = read_line(text)
    except Unfit:
        return Fault("damaged", text)
    if line.head.kind != EXAM:
        return Fault("no_exam", text)
    if line.paper != paper.number:
        return Fault("wrong_exam", text, {"number": say_number(line.paper), "paper": say_number(paper.number)})
    return _wrong_seat(line, seats) or _read(line, paper, seats)


def longest(paper: FrozenPaper) -> int:
    """How many signs a line of this paper can have, whatever is answered."""
    person = Head(name="x" * NAME, staff_number="x" * STAFF_NUMBER)
    body = -(-sum(map(most_bits, paper.questions)) // BITS)
    return len(write_line(paper.number, person, code="x")) + body


def _wrong_seat(line: Line, seats: Seats | None) -> Fault | None:
    """Why a line is not one of the seat that it names."""
    head, text = line.head, line.text
    if seats is None:
        return Fault("sealed", text, {"seat": head.seat}) if line.is_signed else None
    if not head.seat:
        return Fault("no_seat", text, {"name": head.name, "staff_number": head.staff_number})
    if head.seat not in seats:
        return Fault("unknown_seat", text, {"seat": head.seat})
    return None if line.is_signed_by(seats[head.seat]) else Fault("wrong_code", text, {"seat": head.seat})


def _read(line: Line, paper: FrozenPaper, seats: Seats | None) -> Reading | Fault:
    order = orders(paper, line.head.variant)
    answers: list[Given] = [None] * len(paper.questions)
    try:
        bits = BitReader(line.body_symbols(seats[line.head.seat] if seats and line.is_signed else None))
        for index in order.questions:
            question = paper.questions[index]
            answers[index] = at_home(question, take_answer(bits, question), order.options[index])
        if bits.to_whole_sign():
            raise Unfit("signs behind the end")
    except Unfit:
        return Fault("unfit", line.text)
    return Reading(line.text, line.head, tuple(answers))
