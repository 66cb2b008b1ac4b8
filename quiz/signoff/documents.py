"""Sign-off sheets and attendance lists as documents that know nothing of a format, and as workbooks.

The browser makes the same, `docs/assets/js/signoff/documents.js`: workbooks are equal to the byte.
"""

from __future__ import annotations

from collections.abc import Sequence

from handbook import frozen
from quiz.archives.workbook import Cell, workbook
from quiz.frozen.signs import say_number
from quiz.signoff.version import PolicyVersion, RoleNames, tell
from quiz.staff import Person

HEAD = 7  # the row of the headings in every sheet of a workbook


@frozen
class SignedTable:
    """A table of a document. `widths` are in signs; the rows of one that is `signed` leave room for a signature."""

    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    widths: tuple[int, ...]
    signed: bool


@frozen
class SignedDocument:
    """A page to be signed: the company, a title, what it is about, what is signed, tables, and what is said below."""

    company: str
    title: str
    facts: tuple[str, ...]
    statement: str
    tables: tuple[SignedTable, ...]
    ends: tuple[str, ...]  # who signs below, each with a line
    notes: tuple[str, ...]

    def as_workbook(self) -> bytes:
        """A sheet a table. Below the headings stand people alone, so that what comes back can be read."""
        above = [[self.company], [self.title], *([fact] for fact in self.facts), [self.statement]]
        above += [[note] for note in self.notes]
        above = [row for row in above if row[0]][: HEAD - 1]
        rest: list[list[Cell]] = [[""]] * (HEAD - 1 - len(above))
        return workbook(
            {table.title: [*above, *rest, table.head, *table.rows] for table in self.tables},
            head=HEAD,
            own_widths={table.title: table.widths for table in self.tables},
        )


@frozen
class NamedPaper:
    """A paper that a training used."""

    number: str
    title: str


@frozen
class Training:
    """What an attendance list is of. All but the title may be empty; `papers` come from `*.paper.json`."""

    title: str
    day: str = ""
    place: str = ""
    trainer: str = ""
    papers: tuple[NamedPaper, ...] = ()


def signoff_sheet(version: PolicyVersion, people: Sequence[Person]) -> SignedDocument:
    """The sheet on which each of these people signs for this version of the policy."""
    lang = version.lang
    facts = {"title": version.title, "since": version.since, "digest": version.digest, "day": version.day}
    return SignedDocument(
        company=version.company,
        title=tell("sheet.title", lang, title=version.title),
        facts=(tell("sheet.version", lang, **facts), tell("sheet.count", lang, n=len(people))),
        statement=tell("sheet.statement", lang, **facts),
        tables=(_people(version, people, ("signature", "date")), _clauses(version, people)),
        ends=tuple(tell(f"sheet.{end}", lang) for end in ("trainer", "hr", "date")),
        notes=(tell("sheet.proof", lang), tell("sheet.disclaimer", lang)),
    )


def attendance_list(version: PolicyVersion, people: Sequence[Person], training: Training) -> SignedDocument:
    """The list on which those who came to a training sign, with the papers that were written there."""
    lang = version.lang
    facts = {"title": version.title, "since": version.since, "digest": version.digest, "day": version.day}
    held = [tell(f"attendance.{name}", lang, text=text) for name, text in _held(training) if text]
    papers = [
        tell("attendance.paper", lang, number=say_number(each.number), title=each.title) for each in training.papers
    ]
    return SignedDocument(
        company=version.company,
        title=tell("attendance.title", lang, title=training.title),
        facts=(
            tell("attendance.blank", lang).join([*held, tell("sheet.count", lang, n=len(people))]),
            tell("attendance.about", lang, **facts),
            tell("attendance.blank", lang).join(papers),
        ),
        statement="",
        tables=(_people(version, people, ("signature", "paper", "score", "remark")),),
        ends=tuple(tell(f"sheet.{end}", lang) for end in ("trainer", "date")),
        notes=(tell("attendance.proof", lang),),
    )


def _held(training: Training) -> tuple[tuple[str, str], ...]:
    return (("day", training.day), ("place", training.place), ("trainer", training.trainer))


_WIDTHS = {"count": 7, "number": 12, "name": 14, "department": 16, "role": 16, "signature": 20, "date": 14}
_WIDTHS |= {"paper": 12, "score": 10, "remark": 20}


def _people(version: PolicyVersion, people: Sequence[Person], blank: Sequence[str]) -> SignedTable:
    """A row a person, with room in the columns `blank`; columns that nobody has anything in are left out."""
    lang = version.lang
    known = [name for name in ("number", "name", "department", "role") if any(_said(each, name) for each in people)]
    columns = ["count", *known, *blank]
    rows = []
    for count, person in enumerate(people, 1):
        cells: list[Cell] = [count, *(_said(person, name) for name in known)]
        rows.append((*cells, *[""] * len(blank)))
    return SignedTable(
        title=tell("sheet.people", lang),
        head=tuple(tell(f"column.{name}", lang) for name in columns),
        rows=tuple(rows),
        widths=tuple(_WIDTHS[name] for name in columns),
        signed=True,
    )


def _said(person: Person, name: str) -> str:
    said: str = getattr(person, name)
    return said


def _clauses(version: PolicyVersion, people: Sequence[Person]) -> SignedTable:
    """The clauses that these people must know, with whom each concerns."""
    lang = version.lang
    roles = _roles(version, people)
    rows = []
    for clause in version.clauses:
        of = [role.label for role in roles if role.id in clause.roles]
        if of:
            rows.append((tell("between", lang).join(of), clause.number, clause.title, clause.text))
    return SignedTable(
        title=tell("sheet.clauses", lang),
        head=tuple(tell(f"column.{name}", lang) for name in ("role", "clause", "title", "text")),
        rows=tuple(rows),
        widths=(18, 16, 22, 80),
        signed=False,
    )


def _roles(version: PolicyVersion, people: Sequence[Person]) -> list[RoleNames]:
    """The roles of these people, in the policy's order; all of them where somebody's is not known."""
    found = [version.role_of(person.role) for person in people]
    if None in found:
        return list(version.roles)
    return [role for role in version.roles if role in found]
