"""What commands share: names with commas between them, which must be there, by whatever people call them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import click

from handbook import LANGS, WRITTEN, Text, Unknown, section
from quiz.bank import Bank
from quiz.kinds import KINDS

Ids = tuple[str, ...]


class Names(click.ParamType[tuple[str, ...]]):
    """Names with commas between them."""

    name = "a,b,c"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, ...]:  # noqa: ARG002
        if isinstance(value, tuple):
            return value
        plain = str(value).replace("，", ",").replace("、", ",")
        return tuple(name.strip() for name in plain.split(",") if name.strip())


def named(bank: Bank, chapters: Ids = (), roles: Ids = (), kinds: Ids = ()) -> tuple[Ids, Ids, Ids]:
    """The ids of chapters, roles and kinds that are called by id, title or number: `discipline`, `第七章`, `判断题`.
    Raises Unknown for one that is not there."""
    book = bank.book
    known_chapters = {each.id: [*_said(each.title), *map(each.say_number, LANGS)] for each in book.chapters}
    known_roles = {id: _said(role.label) for id, role in book.roles.items()}
    known_kinds = {name: [*_said(kind.title), *_also(name)] for name, kind in KINDS.items()}
    return _ids(chapters, known_chapters), _ids(roles, known_roles), _ids(kinds, known_kinds)


def _said(title: Text) -> list[str]:
    return [title[lang] for lang in LANGS]


def _ids(names: Ids, known: Mapping[str, Iterable[str]]) -> Ids:
    called = {title.casefold(): id for id, titles in known.items() for title in titles}
    called |= {id.casefold(): id for id in known}
    for name in names:
        if name.casefold() not in called:
            raise Unknown(name, called)
    return tuple(dict.fromkeys(called[name.casefold()] for name in names))


def _also(kind: str) -> list[str]:
    """What people call a kind besides its title."""
    found = [str(section("quiz", "kinds", lang).get(f"{kind}.also", "")) for lang in WRITTEN]
    return [name for names in found for name in names.split("|") if name]
