"""What `paper` and `export` share: names with commas between them, which must be there."""

from __future__ import annotations

import click

from handbook import Unknown
from quiz.bank import Bank
from quiz.kinds import KINDS


class Names(click.ParamType[tuple[str, ...]]):
    """Names with commas between them."""

    name = "a,b,c"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, ...]:  # noqa: ARG002
        if isinstance(value, tuple):
            return value
        return tuple(name.strip() for name in str(value).replace("，", ",").split(",") if name.strip())


def check_names(
    bank: Bank, chapters: tuple[str, ...] = (), roles: tuple[str, ...] = (), kinds: tuple[str, ...] = ()
) -> None:
    """Raises Unknown for a chapter, role or kind that is not there."""
    known = (([chapter.id for chapter in bank.book.chapters], chapters), (list(bank.book.roles), roles), (KINDS, kinds))
    for allowed, names in known:
        for name in names:
            if name not in allowed:
                raise Unknown(name, allowed)
