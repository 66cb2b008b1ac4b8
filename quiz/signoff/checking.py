"""Who on a staff list has acknowledged the version in force, who an old one, who is missing; and what is not clear.

The browser compares the same, `docs/assets/js/signoff/checking.js`: workbooks are equal to the byte.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Literal

from handbook import Lang, frozen
from quiz.archives.workbook import Cell, workbook
from quiz.exams.pasted import pasted
from quiz.signoff.acknowledgement import Acknowledgement, read_acknowledgement
from quiz.signoff.version import PolicyVersion, tell
from quiz.staff import ListProblem, Person, Row, read_staff

State = Literal["signed", "old", "missing"]
STATES: tuple[State, ...] = ("signed", "old", "missing")
_DIGEST = re.compile(r"(?<![0-9a-z])[0-9a-f]{8}(?![0-9a-z])")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


@frozen
class Unclear:
    """What counts for nobody, and why: a key of `quiz.signoff.unclear`. `text` is the line, its remains, or the row."""

    why: str
    text: str
    name: str = ""
    number: str = ""


@frozen
class CheckedPerson:
    """Somebody on the list, and the best that has come from them."""

    person: Person
    state: State
    given: Acknowledgement | None


@frozen
class Comparison:
    """Everybody on the list in its order, and all that is not clear."""

    people: tuple[CheckedPerson, ...]
    unclear: tuple[Unclear, ...]

    @property
    def counts(self) -> dict[str, int]:
        """How many people are in which state."""
        states = [each.state for each in self.people]
        return {state: states.count(state) for state in STATES}


@frozen
class Gathered:
    """What has come back: acknowledgements, and what could not be read."""

    given: tuple[Acknowledgement, ...] = ()
    unclear: tuple[Unclear, ...] = ()

    def __add__(self, other: Gathered) -> Gathered:
        return Gathered(self.given + other.given, self.unclear + other.unclear)


def in_text(text: str) -> Gathered:
    """The lines of a pasted text. Raises PasteTooLong."""
    given, unclear = [], []
    for piece in pasted(text):
        found = read_acknowledgement(piece.text) if piece.is_whole else "damaged"
        if isinstance(found, Acknowledgement):
            given.append(found)
        else:
            unclear.append(Unclear(found, piece.text))
    return Gathered(tuple(given), tuple(unclear))


def in_sheet(rows: Sequence[Row], sheet: str, unsigned: Sequence[str]) -> Gathered | tuple[ListProblem, ...]:
    """The rows of a sign-off sheet that are marked as signed, or what is wrong with the sheet.

    The version stands above the headings. `unsigned` are marks that say no.
    """
    found = read_staff(rows)
    if found.problems:
        return found.problems
    version = _version_above(rows, found.people[0].row)
    if version is None:
        return (ListProblem(0, None, "no_version"),)
    digest, since = version
    given = (
        Acknowledgement(each.name, each.number, digest, since, each.signed_on, "sheet", f"{sheet} {each.row}")
        for each in found.people
        if each.signed and each.signed.lower() not in unsigned
    )
    return Gathered(tuple(given))


def _version_above(rows: Sequence[Row], first: int) -> tuple[str, str] | None:
    """The digest and the day of the version, which stand in one cell above the people."""
    for number, cells in rows:
        for cell in cells:
            digest, day = _DIGEST.search(cell), _DAY.search(cell)
            if number < first and digest and day:
                return digest[0], day[0]
    return None


def compare(version: PolicyVersion, people: Sequence[Person], gathered: Gathered) -> Comparison:
    """Put each acknowledgement to its person; of several the one of this version counts, then the latest."""
    of: dict[int, list[Acknowledgement]] = {}
    unclear = list(gathered.unclear)
    known = _People(people)
    for given in gathered.given:
        place, why = known.find(given)
        if place is None:
            unclear.append(Unclear(why, given.source, given.name, given.number))
        else:
            of.setdefault(place, []).append(given)
    checked = []
    for place, person in enumerate(people):
        best = max(of.get(place, ()), key=lambda each: (_is_of(each, version), each.day), default=None)
        state: State = "missing" if best is None else "signed" if _is_of(best, version) else "old"
        checked.append(CheckedPerson(person, state, best))
    return Comparison(tuple(checked), tuple(unclear))


def _is_of(given: Acknowledgement, version: PolicyVersion) -> bool:
    return (given.digest, given.since) == (version.digest, version.since)


class _People:
    """The people of a list by number and by name."""

    def __init__(self, people: Sequence[Person]) -> None:
        self.people = people
        self.by_number = {each.number.lower(): place for place, each in enumerate(people) if each.number}
        self.by_name: dict[str, list[int]] = {}
        for place, each in enumerate(people):
            self.by_name.setdefault(_plain(each.name), []).append(place)

    def find(self, given: Acknowledgement) -> tuple[int | None, str]:
        """The place of the person, or why nobody is: not on the list, another's number, or several of the name."""
        named = self.by_name.get(_plain(given.name), [])
        place = self.by_number.get(given.number.lower()) if given.number else None
        if place is not None:
            return (place, "") if place in named else (None, "another")
        if given.number:
            named = [each for each in named if not self.people[each].number]
        if len(named) == 1:
            return named[0], ""
        return None, "several" if named else "unknown"


def _plain(name: str) -> str:
    return name.replace(" ", "").lower()


# What is told


def summary(version: PolicyVersion, found: Comparison) -> str:
    """How many have signed, in a sentence."""
    counts: Mapping[str, int] = {"n": len(found.people), "unclear": len(found.unclear), **found.counts}
    return tell("check.summary", version.lang, **counts)


def as_workbook(version: PolicyVersion, found: Comparison) -> bytes:
    """Two sheets: everybody with their state, and what is not clear."""
    lang = version.lang
    facts = {"title": version.title, "since": version.since, "digest": version.digest, "day": version.day}
    above: list[list[Cell]] = [[tell("sheet.version", lang, **facts)], [summary(version, found)]]
    people = ("count", "number", "name", "department", "role", "state", "date", "by", "version")
    unclear = ("why", "name", "number", "source")
    sheets = {
        tell("check.people", lang): [*above, _heads(people, lang), *_rows(version, found)],
        tell("check.unclear", lang): [*above, _heads(unclear, lang), *_unclear_rows(found, lang)],
    }
    widths = {tell("check.people", lang): (6, 12, 14, 16, 16, 14, 12, 10, 24)}
    return workbook(sheets, head=len(above) + 1, own_widths=widths | {tell("check.unclear", lang): (30, 14, 12, 60)})


def _heads(names: Sequence[str], lang: Lang) -> list[Cell]:
    return [tell(f"column.{name}", lang) for name in names]


def _rows(version: PolicyVersion, found: Comparison) -> Iterator[list[Cell]]:
    for count, each in enumerate(found.people, 1):
        person, given = each.person, each.given
        row: list[Cell] = [count, person.number, person.name, person.department, person.role]
        row.append(tell(f"state.{each.state}", version.lang))
        if given:
            named = tell("check.version", version.lang, since=given.since, digest=given.digest)
            yield [*row, given.day, tell(f"by.{given.by}", version.lang), named]
        else:
            yield [*row, "", "", ""]


def _unclear_rows(found: Comparison, lang: Lang) -> Iterator[list[Cell]]:
    for each in found.unclear:
        yield [tell(f"unclear.{each.why}", lang), each.name, each.number, each.text]
