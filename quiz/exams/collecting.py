"""All that came in, read: what counts, and what is wrong, in the order in which it came."""

from __future__ import annotations

from handbook import frozen
from quiz.exams.frame import Head
from quiz.exams.line import Fault, Reading, Seats, decode
from quiz.exams.pasted import pasted
from quiz.frozen.shapes import FrozenPaper


@frozen
class Collected:
    """`readings` has each line once; of a person with several lines all are there, and told as `second`."""

    readings: tuple[Reading, ...]
    faults: tuple[Fault, ...]


def collect(text: str, paper: FrozenPaper, seats: Seats | None = None) -> Collected:
    """Read a paste, or several joined by line breaks. Raises PasteTooLong."""
    known: dict[str, Reading] = {}
    people: set[str] = set()
    faults: list[Fault] = []
    for piece in pasted(text, (paper.number,)):
        found = decode(piece.text, paper, seats) if piece.is_whole else Fault("damaged", piece.text)
        if isinstance(found, Fault):
            faults.append(found)
        elif found.text in known:
            faults.append(Fault("copied", found.text, _who(found.head)))
        else:
            if person(found.head) in people:
                faults.append(Fault("second", found.text, _who(found.head)))
            known[found.text] = found
            people.add(person(found.head))
    return Collected(tuple(known.values()), tuple(faults))


def person(head: Head) -> str:
    """Whose line it is, as far as the line says: two lines of one person have the same."""
    return str(head.seat) if head.seat else f"{head.staff_number or head.name}/"


def _who(head: Head) -> dict[str, object]:
    return {"seat": head.seat, "name": head.name, "staff_number": head.staff_number}
