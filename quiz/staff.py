"""Staff lists: who is on one, read from CSV, a workbook or pasted text, and what is wrong in it, by row and column.

A list has a name a row, with a number, a department and a role where it has them. The columns are known by their
headings, in any of the languages; without headings they are told apart by what stands in them. The browser reads lists
in the same way, `docs/assets/js/signoff/staff.js`: both are held by `tests/quiz/staff_lists.yml`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field
from functools import cache
from pathlib import Path
from typing import Literal, cast

from handbook import LANGS, CommandRefused, Lang, SheetError, Text, cell_text, frozen, open_sheet, say

Field = Literal["name", "number", "department", "role", "signed", "signed_on"]
FIELDS: tuple[Field, ...] = ("name", "number", "department", "role", "signed", "signed_on")
MOST_PEOPLE = 16_383  # as many as seats of an exam can be told apart in an answer line
MOST_BYTES = {"name": 60, "number": 24}  # as such a line can hold
_TITLES = 10  # rows in which a title may stand above the headings

Cells = Sequence[str]
Row = tuple[int, Cells]  # its number in the sheet, from 1, and its cells

_UNSEEN = {"Cc": " ", "Zl": " ", "Zp": " ", "Zs": " ", "Cf": ""}
_BETWEEN_HAN = re.compile(r"([\u3400-\u9fff]) (?=[\u3400-\u9fff])")
_REMARK = re.compile(r"\([^()]*\)$")
_NO_SIGNS = re.compile(r"[ _*:.\-]")
_NUMBER = re.compile(r"[A-Za-z0-9._/-]*[0-9][A-Za-z0-9._/-]*")
_NUMERAL = re.compile(r"^[0-9]{1,3}[.)、．）](?: |(?=[^0-9 ]))")
_NUMBER_FIRST = re.compile(r"([^ ]*[0-9][^ ]*) (.+)")
_NUMBER_LAST = re.compile(r"(.+) ([^ ]*[0-9][^ ]*)")
_HAN_NAME = re.compile(r"[\u3400-\u9fff·]{2,4}")


@frozen
class Person:
    """Somebody on a list; what the list does not say is empty. `row` is where they stand.

    `signed` and `signed_on` are what stands in these columns of a sign-off sheet that has come back.
    """

    row: int
    name: str
    number: str = ""
    department: str = ""
    role: str = ""
    signed: str = ""
    signed_on: str = ""


@frozen
class ListProblem:
    """What is wrong in a row, and in which column (from 1), where it is in one; in row 0 with the whole list."""

    row: int
    column: int | None
    code: str
    facts: Mapping[str, str | int] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.say("en")

    def say(self, lang: Lang) -> str:
        """The problem with its place, in words."""
        text = say(f"quiz.staff.{self.code}", lang, **self.facts)
        if not self.row:
            return text
        place = say("quiz.staff.at", lang, row=self.row)
        if self.column:
            place = say("quiz.staff.at_column", lang, row=self.row, column=column_letters(self.column))
        return say("quiz.staff.wrong", lang, place=place, text=text)


@frozen
class StaffList:
    """The people of a list in its order, and everything that is wrong in it: with problems it is not to be used."""

    people: tuple[Person, ...]
    problems: tuple[ListProblem, ...] = ()


class BadStaffList(CommandRefused):
    """A staff list that cannot be used, with everything that is wrong."""

    def __init__(self, path: Path, wrong: Sequence[Text | ListProblem]) -> None:
        super().__init__(_Lines(path, wrong))


@frozen
class _Lines(Text):
    path: Path
    wrong: Sequence[Text | ListProblem]

    def __getitem__(self, lang: Lang, /) -> str:
        said = (each.say(lang) if isinstance(each, ListProblem) else each[lang] for each in self.wrong)
        return "\n".join(f"✗ {self.path}: {line}" for line in said)


def open_staff(path: Path) -> tuple[Person, ...]:
    """The people of a file: `.xlsx`, or CSV or plain text under any other name. Raises BadStaffList."""
    try:
        found = read_staff(sheet_rows(path))
    except SheetError as error:
        raise BadStaffList(path, error.messages) from error
    if found.problems:
        raise BadStaffList(path, found.problems)
    return found.people


def sheet_rows(path: Path) -> list[Row]:
    """The rows of a sheet that are not empty, headings included, as texts. Raises SheetError."""
    with open_sheet(path) as sheet:
        rows = [(number, [cell_text(cell) for cell in cells]) for number, cells in sheet.rows()]
        return [(sheet.head, sheet.header), *rows]


def read_staff(rows: Sequence[Row]) -> StaffList:
    """The people of the rows of a sheet, or of the lines of a text."""
    table = [(number, cells) for number, texts in rows if (cells := _trimmed([_plain(text) for text in texts]))]
    if all(len(cells) == 1 for _, cells in table):
        table = _apart(table)
    elif len(table) == 1 and _is_row_of_names(table[0][1]):
        table = [(table[0][0], [cell]) for cell in table[0][1]]
    place = _place_of_head(table)
    if place is None:
        return _checked(table, _guessed(table), None)
    head, body = table[place], table[place + 1 :]
    columns, problems = _headed(head)
    if problems:
        return StaffList((), tuple(problems))
    return _checked(body, columns, len(head[1]))


def _plain(text: str) -> str:
    """A cell without signs that nobody sees; blanks are single ones."""
    signs = (_UNSEEN.get(unicodedata.category(sign), sign) for sign in unicodedata.normalize("NFC", text))
    return " ".join(part for part in "".join(signs).split(" ") if part)


def _trimmed(cells: Cells) -> Cells:
    filled = [place for place, cell in enumerate(cells) if cell]
    return cells[: filled[-1] + 1] if filled else []


def _is_row_of_names(cells: Cells) -> bool:
    """Whether all names stand in one row: three or more, none with a digit, none a heading."""
    names = [cell for cell in cells if cell]
    return len(names) > 2 and not any(re.search("[0-9]", cell) or _field_of(cell) for cell in names)


# Lines of a text, which have no columns yet


def _apart(table: Sequence[Row]) -> list[Row]:
    """Lines cut into cells: `1. 张三`, `张三 1001`, `张三，1001`, `张三、李四` (which are two people)."""
    if table and (heads := table[0][1][0].split(" ")) and len(heads) > 1 and all(map(_field_of, heads)):
        return [(number, cells[0].split(" ")) for number, cells in table]
    return [(number, cells) for number, (line,) in table for cells in _cut(_NUMERAL.sub("", line))]


def _cut(line: str) -> Iterator[Cells]:
    """The cells of a line; of a name and a number the name first."""
    if "、" in line:
        parts = [part for part in map(str.strip, re.split("[、，；,;]", line)) if part]
        if len(parts) == 2 and any(map(_NUMBER.fullmatch, parts)):
            yield parts[::-1] if _NUMBER.fullmatch(parts[0]) else parts
        else:
            yield from ([part] for part in parts)
    elif "，" in line or "；" in line:
        yield [part.strip() for part in re.split("[，；]", line)]
    elif found := _NUMBER_FIRST.fullmatch(line):
        yield [found[2], found[1]]
    else:
        found = _NUMBER_LAST.fullmatch(line)
        yield [*found.groups()] if found else [line]


# Columns


@cache
def staff_headings() -> dict[str, Field]:
    """What each heading means, in every language, as `_heading` writes it."""
    return {
        _heading(alias): each
        for each in FIELDS
        for lang in LANGS
        for alias in say(f"quiz.staff.headings.{each}", lang).split("|")
    }


def _heading(text: str) -> str:
    """A heading without what is around it: `*工号（必填）：` is `工号`."""
    plain = unicodedata.normalize("NFKC", text).lower()
    return _NO_SIGNS.sub("", _REMARK.sub("", _NO_SIGNS.sub("", plain)))


def _field_of(text: str) -> Field | None:
    return staff_headings().get(_heading(text))


def _place_of_head(table: Sequence[Row]) -> int | None:
    """The row of the headings, which may stand below a title: the first with a name's, else with a number's."""
    for wanted in ("name", "number"):
        for place, (_, cells) in enumerate(table[:_TITLES]):
            if wanted in map(_field_of, cells):
                return place
    return None


def _headed(head: Row) -> tuple[dict[Field, int], list[ListProblem]]:
    row, cells = head
    columns: dict[Field, int] = {}
    problems = []
    for place, cell in enumerate(cells):
        found = _field_of(cell)
        if found in columns:
            problems.append(ListProblem(row, place + 1, "doubled_column", {"heading": cell}))
        elif found:
            columns[found] = place
    if "name" not in columns:
        problems.append(ListProblem(row, None, "no_name_column"))
    return columns, problems


def _guessed(table: Sequence[Row]) -> dict[Field, int]:
    """The columns of a list without headings: a number has a digit; the others are name, department, role in order."""
    width = max((len(cells) for _, cells in table), default=0)
    columns = [[cells[place] if place < len(cells) else "" for _, cells in table] for place in range(width)]
    numbers = [place for place, cells in enumerate(columns) if _are_numbers(cells)]
    counted = [str(count) for count in range(1, len(table) + 1)]
    found: dict[Field, int] = {}
    for place in numbers:
        if columns[place] != counted:  # not just 1, 2, 3
            found.setdefault("number", place)
    rest = [place for place in range(width) if place not in numbers]
    return found | dict(zip(cast("tuple[Field, ...]", ("name", "department", "role")), rest))


def _are_numbers(cells: Cells) -> bool:
    return any(cells) and all(_NUMBER.fullmatch(unicodedata.normalize("NFKC", cell)) for cell in cells if cell)


def column_letters(column: int) -> str:
    """As spreadsheets name a column: 1 is A, 27 is AA."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


# People


def _checked(body: Sequence[Row], columns: Mapping[Field, int], width: int | None) -> StaffList:
    """The people of the rows below the headings; `width` is how many headings there are."""
    people, problems = [], []
    for row, cells in body:
        if width is not None and len(cells) > width:
            problems.append(ListProblem(row, width + 1, "beyond", {"text": cells[width]}))
        values = {each: cells[place] if place < len(cells) else "" for each, place in columns.items()}
        person = _person(row, values)
        people.append(person)
        problems += _wrong_with(person, values, columns)
    problems += _twice(people, columns)
    if not people:
        problems.append(ListProblem(0, None, "nobody"))
    if len(people) > MOST_PEOPLE:
        problems.append(ListProblem(0, None, "too_many", {"found": len(people), "most": MOST_PEOPLE}))
    problems.sort(key=lambda each: (each.row, each.column or 0))
    return StaffList(tuple(people), tuple(problems))


def _person(row: int, values: Mapping[Field, str]) -> Person:
    number = unicodedata.normalize("NFKC", values.get("number", "")).removeprefix("'").strip()
    name = _BETWEEN_HAN.sub(r"\1", values.get("name", ""))
    rest = (values.get(each, "") for each in FIELDS[2:])
    return Person(row, name, number, *rest)


def _wrong_with(person: Person, values: Mapping[Field, str], columns: Mapping[Field, int]) -> Iterator[ListProblem]:
    column = columns["name"] + 1 if "name" in columns else None
    parts = values.get("name", "").split(" ")
    if not person.name:
        yield ListProblem(person.row, column, "no_name")
    elif len(parts) > 1 and all(map(_HAN_NAME.fullmatch, parts)):
        yield ListProblem(person.row, column, "several", {"text": values["name"]})
    for name, text in (("name", person.name), ("number", person.number)):
        size = len(text.encode())
        if size > MOST_BYTES[name]:
            facts: dict[str, str | int] = {"bytes": size, "most": MOST_BYTES[name], "text": text}
            yield ListProblem(person.row, columns[cast("Field", name)] + 1, f"long_{name}", facts)


def _twice(people: Sequence[Person], columns: Mapping[Field, int]) -> Iterator[ListProblem]:
    """A number that two have, and a name that two have who are not told apart by numbers."""
    numbers: dict[str, Person] = {}
    names: dict[str, Person] = {}
    for person in people:
        other = numbers.setdefault(person.number.lower(), person)
        if person.number and other is not person:
            facts: dict[str, str | int] = {"number": person.number, "other": other.row}
            yield ListProblem(person.row, columns["number"] + 1, "same_number", facts)
        other = names.setdefault(person.name, person)
        if person.name and other is not person and not (person.number and other.number):
            yield ListProblem(person.row, columns["name"] + 1, "same_name", {"name": person.name, "other": other.row})
